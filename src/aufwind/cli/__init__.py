"""`aufwind …`: one file per verb, thin; a verb does what a page or the library can do as well.

A verb is a module with `NAME`, `HELP`, `add_arguments(parser)` and `run(arguments) -> int`. Only the verb
that was asked for is imported: `aufwind plan` must not wait for Django, nor `aufwind doctor` for the
spreadsheets.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from keyword import iskeyword

VERBS = {
    "demo": "the Leipzig region and an invented event, served on this machine",
    "plan": "the best plan for an event, from a JSON file or a spreadsheet",
    "match": "who should meet whom, from profiles in a JSON file or a spreadsheet",
    "event": "matching events: set up, invite, plan, run the day, see what came of it",
    "rank": "for every text of one table, the texts of another that fit it, best first",
    "import": "people and organisations, official lists of areas and codes, shapes for the map",
    "reindex": "the register's search index anew, from what its entries say",
    "doctor": "whether everything Aufwind needs is there and in order",
    "backup": "everything in one file, consistent while running",
    "restore": "a backup put back into a new folder",
    "move": "all rows carried over to an empty database of either kind",
    "audit": "prove the audit log, or note its end outside the database",
    "serve": "the web server",
    "worker": "background work",
    "user": "accounts of staff",
    "manage": "Django's own commands",
}
"""Verb and help; the module has the verb's name (`import_` for a word of Python's own)."""


def main(argv: list[str] | None = None) -> int:
    """Run the verb named first; the exit code is what it returns (0 done, 2 the input is at fault)."""
    words = sys.argv[1:] if argv is None else argv
    named = next((word for word in words if not word.startswith("-")), None)
    parser = argparse.ArgumentParser(prog="aufwind", description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for verb, line in VERBS.items():
        sub = verbs.add_parser(verb, help=line, description=line)
        if verb == named:
            module = import_module(f"{__name__}.{verb}_" if iskeyword(verb) else f"{__name__}.{verb}")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    code: int = arguments.run(arguments)
    return code
