"""`aufwind doctor`: is everything there and in order, and what to do where it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "doctor"
HELP = "whether everything Aufwind needs is there and in order"

MARKS = {"ok": "✓", "warn": "!", "fail": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--json", action="store_true", help="for machines: a list of objects")


def run(arguments: argparse.Namespace) -> int:
    """Print a line per question; 1 where one fails."""
    set_up_django()
    from aufwind.core.doctor import State, examine  # noqa: PLC0415 -- Django is set up only now

    lines = examine()
    if arguments.json:
        asdict = ("subject", "state", "found", "remedy")
        print(json.dumps([{name: getattr(line, name) for name in asdict} for line in lines], indent=1))
    else:
        for line in lines:
            remedy = f"\n{'':18}→ {line.remedy}" if line.remedy else ""
            print(f"{MARKS[line.state]} {line.subject:14}  {line.found}{remedy}")
    return int(any(line.state == State.FAIL for line in lines))
