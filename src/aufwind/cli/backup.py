"""`aufwind backup FILE`: everything in one file, made while the site runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "backup"
HELP = "everything in one file, consistent while running"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that does not exist yet")


def run(arguments: argparse.Namespace) -> int:
    """Write the backup, say its hash; 2 where the file exists."""
    set_up_django()
    from aufwind.core.backup import BackupRefused, make_backup  # noqa: PLC0415 -- Django is set up only now

    try:
        made = make_backup(arguments.file, say=print)
    except BackupRefused as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{arguments.file}: {made.packed_bytes / 1e6:.1f} MB, sha256 {made.sha256}")
    print("The secret key is not inside: keep a copy of AUFWIND_HOME/secret-key in another place.")
    return 0
