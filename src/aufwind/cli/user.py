"""`aufwind user add`: an account for a member of staff, when no agency account can make it yet."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "user"
HELP = "accounts of staff"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    add = parser.add_subparsers(metavar="add", required=True).add_parser("add", help="make an account")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", default="agency", choices=["agency", "organiser", "auditor"])
    add.add_argument("--no-password", action="store_true", help="let her choose one by «I forgot my password»")


def run(arguments: argparse.Namespace) -> int:
    """Make the account; 2 where address or password will not do."""
    set_up_django()
    from django.core.exceptions import ValidationError  # noqa: PLC0415 -- Django is set up only now

    from aufwind.accounts.actions import create_staff  # noqa: PLC0415
    from aufwind.core.policy import SYSTEM, Role  # noqa: PLC0415

    password = None if arguments.no_password else getpass.getpass("Password (12 characters or more): ")
    try:
        create_staff(arguments.email, name=arguments.name, role=Role(arguments.role), by=SYSTEM, password=password)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 2
    print(f"{arguments.email} can log in now; the first page asks for a second factor.")
    return 0
