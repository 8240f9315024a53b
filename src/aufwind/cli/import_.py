"""`aufwind import …`: people and organisations, official lists of areas and codes, shapes for the map."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli import import_actors
from aufwind.cli.language import add_language, say
from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "import"
HELP = "people and organisations, official lists of areas and codes, shapes for the map"
DONE, REFUSED = 0, 2
WORDS = {
    "areas": ("Gebiete", "areas"),
    "codes": ("Codes", "codes"),
    "shapes": ("Umrisse", "shapes"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    verbs = parser.add_subparsers(metavar="actors|areas|codes|shapes", required=True)
    actors = verbs.add_parser("actors", help="people and organisations from XLSX, CSV, vCard or JSON")
    import_actors.add_arguments(actors)
    actors.set_defaults(act=import_actors.run)
    for word, line in (
        ("areas", "NUTS areas or municipalities (CSV)"),
        ("codes", "a classification such as NACE or WZ (CSV)"),
        ("shapes", "outlines of areas (GeoJSON)"),
    ):
        sub = verbs.add_parser(word, help=line)
        sub.add_argument("files", type=Path, nargs="+", metavar="FILE")
        sub.add_argument("--scheme", default="", help="name of the classification (beginning of the file's name)")
        add_language(sub)
        sub.set_defaults(act=_lists)


def run(arguments: argparse.Namespace) -> int:
    """Take the files over; 0 when all came in, 2 where one is at fault and was left out whole."""
    set_up_django()
    code: int = arguments.act(arguments)
    return code


def _lists(arguments: argparse.Namespace) -> int:
    from aufwind.actors.classifications import import_list  # noqa: PLC0415 -- needs Django
    from aufwind.actors.errors import ImportIsRefused  # noqa: PLC0415
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415

    for path in arguments.files:
        try:
            word, count = import_list(path, scheme=arguments.scheme, by=SYSTEM)
        except ImportIsRefused as refusal:
            for finding in refusal.findings:
                print(finding.text(arguments.lang), file=sys.stderr)
            return REFUSED
        print(f"{path.name}: {count} {say(arguments.lang, *WORDS[word])}")
    return DONE
