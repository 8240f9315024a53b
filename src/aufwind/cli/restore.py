"""`aufwind restore FILE --into HOME`: a new home from a backup, proved before it appears."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "restore"
HELP = "a backup put back into a new folder"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `aufwind backup` wrote")
    parser.add_argument("--into", type=Path, required=True, metavar="HOME", help="an empty or a new folder")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the secret-key kept elsewhere")
    parser.add_argument("--database", metavar="ADDRESS", help="for backups from PostgreSQL: an empty database")


def run(arguments: argparse.Namespace) -> int:
    """Restore and say how to switch over; 2 where the backup or the place is at fault."""
    set_up_django()
    from aufwind.core.backup import BackupDamaged, BackupRefused, restore_backup  # noqa: PLC0415 -- as above

    try:
        restored = restore_backup(
            arguments.file,
            into=arguments.into.resolve(),
            key=arguments.key,
            database=arguments.database,
            say=print,
        )
    except (BackupDamaged, BackupRefused, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{restored.rows} rows, {restored.entries} audit entries, {restored.uploads} uploads.")
    if not restored.links_work:
        print("A new secret key was made: personal links mailed before are dead. --key FILE keeps them alive.")
    print(f"Set AUFWIND_HOME={arguments.into.resolve()} and start the site again.")
    return 0
