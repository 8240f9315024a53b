"""`aufwind plan`: an event in, its best plan out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.engine import ProblemError, after_seconds, first_of, plan_meetings, when_proven
from aufwind.engine.files.json_plan import plan_to_json
from aufwind.engine.files.json_problem import read_problem_json

if TYPE_CHECKING:
    import argparse

NAME = "plan"
HELP = "the best plan for an event, from a JSON file or a spreadsheet"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("event", type=Path, metavar="EVENT", help="the event: .json or .xlsx")
    parser.add_argument("-o", "--output", type=Path, metavar="PLAN")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)


def run(arguments: argparse.Namespace) -> int:
    """Plan; 0 with a plan, 2 where the input is at fault."""
    try:
        problem = read_problem_json(arguments.event.read_bytes())
        stop = first_of(after_seconds(arguments.seconds), when_proven())
        plan = plan_meetings(problem, stop=stop, seed=arguments.seed)
    except ProblemError as error:
        print(error, file=sys.stderr)
        return 2
    text = plan_to_json(plan)
    if arguments.output:
        arguments.output.write_text(text)
    else:
        print(text, end="")
    return 0
