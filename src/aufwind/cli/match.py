"""`aufwind match`: profiles in, who should meet whom out, with reasons."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.language import add_language, say
from aufwind.cli.reading import CannotRead, content_of
from aufwind.cli.writing import CannotWrite, write_whole
from aufwind.engine.errors import ProblemError
from aufwind.engine.files.match_file import can_write, matches_as, profiles_as, read_profiles
from aufwind.engine.matching.encoders import USUAL, encoder_named
from aufwind.engine.matching.match import match_profiles
from aufwind.engine.matching.profile import MOST_SUGGESTIONS
from aufwind.engine.matching.relevance import TextRelevance

if TYPE_CHECKING:
    import argparse

    from aufwind.engine.matching.matches import Matches
    from aufwind.engine.stop import Listener, Progress

NAME = "match"
HELP = "who should meet whom, from profiles in a JSON file or a spreadsheet"
USUAL_TOP = 10
DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("profiles", type=Path, nargs="?", metavar="PROFILES", help="the profiles: .json or .xlsx")
    parser.add_argument("-o", "--output", type=Path, metavar="OUT", help="where to write the pairs: .json or .xlsx")
    parser.add_argument("--top", type=_top, default=USUAL_TOP, help=f"most suggestions for each profile ({USUAL_TOP})")
    parser.add_argument("--total", type=_positive, help="most suggestions together (as many as there is room for)")
    parser.add_argument("--on", type=date.fromisoformat, default=_today(), help="day of the run (today)")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another choice as good (0)")
    parser.add_argument("--encoder", default=USUAL, help=f"use, none, onnx:/folder or openai:address#name ({USUAL})")
    parser.add_argument("--template", type=Path, metavar="FILE", help="write example profiles (.xlsx or .json)")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Match; 0 with pairs, 2 where the input is at fault."""
    try:
        return _template(arguments) if arguments.template else _match(arguments)
    except ProblemError as error:
        for finding in error.findings:
            print(finding.text(arguments.lang), file=sys.stderr)
    except (CannotRead, CannotWrite, _Usage) as error:
        print(error.args[0][0 if arguments.lang == "de" else 1], file=sys.stderr)
    return REFUSED


class _Usage(Exception):
    """The words of the command do not go together; carries both languages."""


def _positive(word: str) -> int:
    number = int(word)
    if number < 1:
        raise ValueError
    return number


def _top(word: str) -> int:
    number = _positive(word)
    if number > MOST_SUGGESTIONS:
        raise ValueError
    return number


def _today() -> date:
    return datetime.now().astimezone().date()


def _template(arguments: argparse.Namespace) -> int:
    from aufwind.engine.files.match_example import example  # noqa: PLC0415 -- only here

    suffix = arguments.template.suffix.lower()
    if not can_write(suffix):
        raise _Usage(("Ein Beispiel gibt es als .xlsx oder .json.", "An example is written as .xlsx or .json."))
    profiles, answers = example(arguments.lang)
    write_whole(arguments.template, profiles_as(suffix, profiles, answers, arguments.lang))
    return DONE


def _match(arguments: argparse.Namespace) -> int:
    if arguments.profiles is None:
        raise _Usage(("Welche Profile? (aufwind match --help)", "Which profiles? (aufwind match --help)"))
    suffix = arguments.output.suffix.lower() if arguments.output else ".json"
    if not can_write(suffix):
        raise _Usage((f"Als «{suffix}» gibt es keine Vorschläge.", f"There are no suggestions as “{suffix}”."))
    given = read_profiles(content_of(arguments.profiles), arguments.profiles.name)
    for note in given.notes:
        print(note[0 if arguments.lang == "de" else 1], file=sys.stderr)
    matches = match_profiles(
        given.profiles,
        per_profile=arguments.top,
        total=arguments.total,
        relevance=TextRelevance(encoder_named(arguments.encoder)),
        answers=given.answers,
        on=arguments.on,
        seed=arguments.seed,
        listener=_listener(arguments.lang),
    )
    content = matches_as(suffix, matches, given.profiles, arguments.lang)
    if arguments.output:
        write_whole(arguments.output, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    end = "\r\033[K" if sys.stderr.isatty() else ""
    print(end + _summary(matches, arguments.lang), file=sys.stderr)
    return DONE


def _listener(language: str) -> Listener | None:
    """Tells a person who watches how far the texts are."""
    if not sys.stderr.isatty():
        return None

    def tell(progress: Progress) -> None:
        line = (
            say(language, f"{progress.rounds} Texte gelesen", f"{progress.rounds} texts read")
            if progress.stage == "encode"
            else say(language, f"{progress.rounds} Bedarfe verglichen", f"{progress.rounds} needs compared")
        )
        print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    return tell


def _summary(matches: Matches, language: str) -> str:
    total = sum(match.score for match in matches.pairs)
    return say(
        language,
        f"{len(matches.pairs)} Vorschläge, zusammen {total:.4g} von höchstens {matches.bound:.4g}; "
        f"ohne Vorschlag: {len(matches.unmatched)}",
        f"{len(matches.pairs)} suggestions, together {total:.4g} of at most {matches.bound:.4g}; "
        f"without any: {len(matches.unmatched)}",
    )
