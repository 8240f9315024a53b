"""`aufwind plan`: an event in, its best plan out."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from aufwind.cli.language import add_language, say
from aufwind.cli.reading import CannotRead, content_of
from aufwind.cli.writing import CannotWrite, write_whole
from aufwind.engine import ProblemError, after_rounds, after_seconds, first_of, plan_meetings, when_proven
from aufwind.engine.files.event import read_event
from aufwind.engine.files.write import can_write, plan_as, problem_as

if TYPE_CHECKING:
    import argparse

    from aufwind.engine import Plan, Problem, Progress, Stop
    from aufwind.engine.stop import Listener

NAME = "plan"
HELP = "the best plan for an event, from a JSON file or a spreadsheet"
MOST_BYTES = 64 << 20
PROOF_SECONDS = 20.0
"""Usual limit for agreed meetings, whose fewest gaps are worth a proof; most take less than a second."""

LEAST_SECONDS, MOST_SECONDS, WISHES_A_SECOND = 0.35, 30.0, 10_000
"""Usual limits for wishes: the value is found in a fraction of it, the rest goes into fewer gaps."""

DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("event", type=Path, nargs="?", metavar="EVENT", help="the event: .json or .xlsx")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PLAN",
        help="where to write the plan: .json, .xlsx, .pdf or .ics",
    )
    parser.add_argument("--seconds", type=float, help=f"longest search (by size, from {LEAST_SECONDS:g})")
    parser.add_argument("--rounds", type=int, help="longest search in rounds: the same plan on every machine")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another plan as good (0)")
    parser.add_argument("--from", dest="old", type=Path, metavar="PLAN", help="a plan (.json) to repair")
    parser.add_argument("--changes", type=Path, help="what changed since that plan (.json)")
    parser.add_argument("--template", type=Path, metavar="FILE", help="write an example event (.xlsx or .json)")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Plan; 0 with a plan, 2 where the input is at fault."""
    try:
        return _template(arguments) if arguments.template else _plan(arguments)
    except ProblemError as error:
        for finding in error.findings:
            print(finding.text(arguments.lang), file=sys.stderr)
    except (CannotRead, CannotWrite, _Usage) as error:
        print(error.args[0][0 if arguments.lang == "de" else 1], file=sys.stderr)
    return REFUSED


class _Usage(Exception):
    """The words of the command do not go together; carries both languages."""


def _template(arguments: argparse.Namespace) -> int:
    from aufwind.engine.files.example import example  # noqa: PLC0415 -- only here

    if arguments.template.suffix not in {".xlsx", ".json"}:
        raise _Usage(("Ein Beispiel gibt es als .xlsx oder .json.", "An example is written as .xlsx or .json."))
    write_whole(arguments.template, problem_as(arguments.template.suffix, example(arguments.lang), arguments.lang))
    return DONE


def _plan(arguments: argparse.Namespace) -> int:
    if arguments.event is None:
        raise _Usage(("Welche Veranstaltung? (aufwind plan --help)", "Which event? (aufwind plan --help)"))
    if bool(arguments.old) != bool(arguments.changes):
        raise _Usage(("--from und --changes gehören zusammen.", "--from and --changes belong together."))
    suffix = arguments.output.suffix.lower() if arguments.output else ".json"
    if not can_write(suffix):
        raise _Usage((f"Als «{suffix}» gibt es keinen Plan.", f"There is no plan as “{suffix}”."))
    event = read_event(content_of(arguments.event, MOST_BYTES), arguments.event.name)
    for note in event.notes:
        print(note[0 if arguments.lang == "de" else 1], file=sys.stderr)
    if arguments.old:
        return _repair(arguments, suffix, event.problem)
    plan = plan_meetings(
        event.problem, stop=_stop(arguments, event.problem), seed=arguments.seed, listener=_listener(arguments.lang)
    )
    _finish(arguments, suffix, event.problem, plan)
    return DONE


def _repair(arguments: argparse.Namespace, suffix: str, problem: Problem) -> int:
    from aufwind.engine.files.json_changes import read_changes_json  # noqa: PLC0415 -- only here
    from aufwind.engine.files.json_plan import read_plan_json  # noqa: PLC0415 -- only here
    from aufwind.engine.scheduling.day import repair_plan  # noqa: PLC0415 -- only here

    old = read_plan_json(content_of(arguments.old, MOST_BYTES))
    changes = read_changes_json(content_of(arguments.changes, MOST_BYTES))
    stop, listener = _stop(arguments, problem), _listener(arguments.lang)
    repaired = repair_plan(problem, old, changes, stop=stop, seed=arguments.seed, listener=listener)
    _finish(arguments, suffix, repaired.problem, repaired.plan)
    for move in repaired.moves:
        places = [f"{meeting.slot}/{meeting.table}" if meeting else "–" for meeting in (move.before, move.after)]
        why = move.why[0 if arguments.lang == "de" else 1]
        print(f"{move.wish}: {' → '.join(places)}: {why}", file=sys.stderr)
    return DONE


def _stop(arguments: argparse.Namespace, problem: Problem) -> Stop:
    rules: list[Stop] = [when_proven()]
    if arguments.rounds is not None:
        rules.append(after_rounds(arguments.rounds))
    if arguments.seconds is not None or arguments.rounds is None:
        rules.append(after_seconds(_usual_seconds(problem) if arguments.seconds is None else arguments.seconds))
    return first_of(*rules)


def _usual_seconds(problem: Problem) -> float:
    if problem.wishes and all(wish.must for wish in problem.wishes):
        return PROOF_SECONDS
    return min(MOST_SECONDS, max(LEAST_SECONDS, len(problem.wishes) / WISHES_A_SECOND))


def _listener(language: str) -> Listener | None:
    """Tells a person who watches where the search stands, ten times a second."""
    if not sys.stderr.isatty():
        return None
    due = monotonic()

    def tell(progress: Progress) -> None:
        nonlocal due
        if monotonic() < due:
            return
        due = monotonic() + 0.1
        bound = "…" if progress.value_bound is None else f"{progress.value_bound:g}"
        gaps = "…" if progress.gaps is None else f"{progress.gaps}"
        line = say(
            language,
            f"Wert {progress.value:g} von höchstens {bound}, {gaps} Pausen",
            f"Value {progress.value:g} of at most {bound}, {gaps} gaps",
        )
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    return tell


def _finish(arguments: argparse.Namespace, suffix: str, problem: Problem, plan: Plan) -> None:
    content = plan_as(suffix, problem, plan, arguments.lang)
    if arguments.output:
        write_whole(arguments.output, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    end = "\r\033[K" if sys.stderr.isatty() else ""
    print(end + _summary(plan, arguments.lang), file=sys.stderr)
    placed = {meeting.wish for meeting in plan.meetings}
    if missing := [wish.id for wish in problem.wishes if wish.must and wish.id not in placed]:
        names = ", ".join(missing)
        warning = say(arguments.lang, f"In dieser Zeit ohne Platz: {names}.", f"Without a place in this time: {names}.")
        print(warning, file=sys.stderr)


def _summary(plan: Plan, language: str) -> str:
    proven = say(language, ", bewiesen", ", proven") if plan.proven else ""
    return say(
        language,
        f"{len(plan.meetings)} Termine, Wert {plan.value:g} von höchstens {plan.value_bound:g}, "
        f"{plan.gaps} Pausen{proven}; {plan.seconds:g} s",
        f"{len(plan.meetings)} meetings, value {plan.value:g} of at most {plan.value_bound:g}, "
        f"{plan.gaps} gaps{proven}; {plan.seconds:g} s",
    )
