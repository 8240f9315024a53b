"""`aufwind manage …`: Django's own commands (migrate, shell, createcachetable, …)."""

from __future__ import annotations

import argparse
import os

from aufwind.cli.setup import settings_module

NAME = "manage"
HELP = "Django's own commands"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="COMMAND …")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; Django ends the process itself where it fails."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- settings are named first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    execute_from_command_line(["aufwind manage", *arguments.words])
    return 0
