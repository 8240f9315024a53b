"""`aufwind move --to ADDRESS`: the whole database carried over to another one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "move"
HELP = "all rows carried over to an empty database of either kind"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument(
        "--to",
        required=True,
        metavar="ADDRESS",
        help="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME; stop the site before",
    )


def run(arguments: argparse.Namespace) -> int:
    """Copy, prove, and say how to switch over; 2 where the target cannot take it."""
    set_up_django()
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- Django is set up only now
    from django.db import connection  # noqa: PLC0415

    from aufwind.core.transfer import TransferRefused, database_at, move  # noqa: PLC0415

    try:
        with database_at(arguments.to) as target:
            moved = move(connection, target, say=print)
    except (TransferRefused, ImproperlyConfigured) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{moved.rows} rows in {moved.tables} tables, every table's hash equal.")
    print(f"The audit log is whole: {moved.entries} entries.")
    print("Set AUFWIND_DATABASE to the new address and start the site again.")
    return 0
