"""`aufwind import actors FILE`: a list of people and organisations into the register, with a report of every row."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.language import add_language, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from aufwind.actors.intake.verdicts import Verdict

DONE, REFUSED = 0, 2
MOST_SHOWN = 50
"""Rows of each outcome that are printed; the whole report stands on the page of the import."""
OUTCOMES = {
    "accepted": ("neu eingetragen", "entered as new"),
    "merged": ("in bekannte aufgenommen", "merged into known ones"),
    "unchanged": ("unverändert", "unchanged"),
    "refused": ("abgelehnt", "refused"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="XLSX, CSV, vCard or JSON")
    parser.add_argument("--dry-run", action="store_true", help="only say what would become of each row")
    parser.add_argument("--source", default="", metavar="NAME", help="where the list comes from")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take the list over; 0 when it was read, 2 where the file or every row of it is at fault: nobody is entered."""
    from aufwind.actors.actions.imports import take_over  # noqa: PLC0415 -- needs Django
    from aufwind.actors.errors import ImportIsRefused  # noqa: PLC0415
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415

    path, language = arguments.file, arguments.lang
    counts: Counter[str] = Counter()
    try:
        with _rarely_collecting():
            for verdict in take_over(path, by=SYSTEM, name=arguments.source, is_dry_run=arguments.dry_run):
                counts[verdict.outcome] += 1
                if verdict.remarks and counts[verdict.outcome] <= MOST_SHOWN:
                    print(_line(verdict, language))
    except ImportIsRefused as refusal:
        for finding in refusal.findings:
            print(finding.text(language), file=sys.stderr)
        return REFUSED
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return REFUSED
    is_refused = bool(counts["refused"]) and counts["refused"] == counts.total()
    print(_sum(counts, language, is_dry_run=arguments.dry_run), file=sys.stderr if is_refused else sys.stdout)
    return REFUSED if is_refused else DONE


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Let Python look for cycles of garbage rarely: rows make none, and looking takes a seventh of the time."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _line(verdict: Verdict, language: str) -> str:
    """«Row 7, Kunsthaus: refused. “x@” is no e-mail address. (Column “E-Mail”)»."""
    at = 0 if language == "de" else 1
    told = []
    for text, column in verdict.remarks:
        named = say(language, f" (Spalte «{column}»)", f" (column “{column}”)") if column else ""
        told.append(f"{text[at]}{named}")
    row = say(language, "Zeile", "Row")
    return f"{row} {verdict.number}, {verdict.name}: {OUTCOMES[verdict.outcome][at]}. {' '.join(told)}"


def _sum(counts: Counter[str], language: str, *, is_dry_run: bool) -> str:
    at = 0 if language == "de" else 1
    told = ", ".join(f"{counts[outcome]} {words[at]}" for outcome, words in OUTCOMES.items())
    rows = sum(counts.values())
    if is_dry_run:
        return say(language, f"{rows} Zeilen geprüft, nichts geschrieben: {told}.",
                   f"{rows} rows checked, nothing written: {told}.")  # fmt: skip
    return say(language, f"{rows} Zeilen: {told}.", f"{rows} rows: {told}.")
