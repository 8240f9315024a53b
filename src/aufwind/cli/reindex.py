"""`aufwind reindex`: the register's search index anew, while people go on working."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from aufwind.cli.language import add_language, say
from aufwind.cli.setup import set_up_django

if TYPE_CHECKING:
    import argparse

NAME = "reindex"
HELP = "the register's search index anew, from what its entries say"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build it; 0 when done."""
    set_up_django()
    from aufwind.actors.index import rebuild_index  # noqa: PLC0415 -- needs Django

    def tell(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} / {total}", end="", file=sys.stderr, flush=True)

    count = rebuild_index(tell)
    print(say(arguments.lang, f"{count} Einträge im Suchverzeichnis.", f"{count} entries in the search index."))
    return 0
