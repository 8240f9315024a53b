"""`aufwind user …`: accounts of staff, also when no agency account can make them yet."""

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
    verbs = parser.add_subparsers(metavar="add|deactivate", required=True)
    add = verbs.add_parser("add", help="make an account")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", default="agency", choices=["agency", "organiser", "adviser", "auditor"])
    add.add_argument("--no-password", action="store_true", help="let her choose one by «I forgot my password»")
    add.set_defaults(act=_add)
    out = verbs.add_parser("deactivate", help="lock an account out at once")
    out.add_argument("email")
    out.set_defaults(act=_deactivate)


def run(arguments: argparse.Namespace) -> int:
    """Do it; 2 where the address or the password will not do."""
    set_up_django()
    from django.core.exceptions import ObjectDoesNotExist, ValidationError  # noqa: PLC0415 -- Django is set up now

    try:
        print(arguments.act(arguments))
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 2
    except ObjectDoesNotExist:
        print(f"There is no account of {arguments.email}.", file=sys.stderr)
        return 2
    return 0


def _add(arguments: argparse.Namespace) -> str:
    from aufwind.accounts.actions import create_staff  # noqa: PLC0415 -- needs Django, here and below
    from aufwind.core.policy import SYSTEM, Role  # noqa: PLC0415

    password = None if arguments.no_password else getpass.getpass("Password (12 characters or more): ")
    role = Role(arguments.role)
    user = create_staff(arguments.email, name=arguments.name, role=role, by=SYSTEM, password=password)
    return f"{user.email} can sign in now; the first page asks for a second factor."


def _deactivate(arguments: argparse.Namespace) -> str:
    from aufwind.accounts.actions import deactivate_staff  # noqa: PLC0415
    from aufwind.accounts.models import User  # noqa: PLC0415
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415

    user = deactivate_staff(User.objects.get_by_natural_key(arguments.email), by=SYSTEM)
    return f"{user.email} is locked out, and every open session with it."
