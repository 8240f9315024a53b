"""`aufwind audit verify` and `aufwind audit anchor`: prove the log, and note its end outside the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "audit"
HELP = "prove the audit log, or note its end outside the database"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("what", choices=("verify", "anchor"))
    parser.add_argument(
        "file",
        type=Path,
        nargs="?",
        help="the anchors (default: AUFWIND_HOME/audit-anchors.tsv; better on another machine, or printed)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify or anchor; 1 where the log was tampered with, 2 where the anchors cannot be read."""
    set_up_django()
    from django.conf import settings  # noqa: PLC0415 -- Django is set up only now

    path = arguments.file or settings.HOME / "audit-anchors.tsv"
    return _anchor(path) if arguments.what == "anchor" else _verify(path)


def _anchor(path: Path) -> int:
    from aufwind.core.audit import write_anchor  # noqa: PLC0415 -- as above

    anchor = write_anchor(path)
    print(f"{anchor.position} entries, ending in {anchor.hash}, noted in {path}")
    return 0


def _verify(path: Path) -> int:
    from aufwind.core.audit import read_anchors, verify_chain  # noqa: PLC0415 -- as above

    try:
        anchors = read_anchors(path)
    except (ValueError, OSError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    verdict = verify_chain(anchors)
    if not verdict.whole:
        print(f"Broken at entry {verdict.broken_at}: {verdict.what}. Before it, {verdict.entries} entries are whole.")
        return 1
    print(f"Whole: {verdict.entries} entries, {len(anchors)} anchors, ending in {verdict.head_hash}")
    return 0
