"""`aufwind rank`: for every query the texts that fit it, best first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.language import add_language, say
from aufwind.cli.writing import CannotWrite, write_whole
from aufwind.engine import ProblemError
from aufwind.engine.files.ranking import TextTable, ranking_as_tsv, read_texts
from aufwind.engine.matching.encoders import USUAL, encoder_named
from aufwind.engine.matching.search import TextIndex

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "rank"
HELP = "for every text of one table, the texts of another that fit it, best first"
MOST_BYTES = 512 << 20
USUAL_DEPTH = 1000
DONE, REFUSED = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("queries", type=Path, metavar="QUERIES", help="what is asked (.tsv with id, text)")
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="what is searched (.tsv with id, text, group)")
    parser.add_argument("-o", "--output", type=Path, metavar="RUN", required=True, help="where to write the ranking")
    parser.add_argument("--depth", type=_depth, default=USUAL_DEPTH, help=f"most texts for a query ({USUAL_DEPTH})")
    parser.add_argument("--encoder", default=USUAL, help=f"use, none, onnx:/folder or openai:address#name ({USUAL})")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Rank; 0 with a ranking, 2 where the input is at fault."""
    try:
        queries, corpus = _table(arguments.queries), _table(arguments.corpus)
        encoder = encoder_named(arguments.encoder)
        tell = _teller(arguments.lang)
        index = TextIndex.build(corpus.texts, encoder=encoder, groups=corpus.groups, progress=tell)
        found = index.nearest(queries.texts, depth=arguments.depth)
        write_whole(arguments.output, ranking_as_tsv(queries.ids, corpus.ids, found))
    except ProblemError as error:
        for finding in error.findings:
            print(finding.text(arguments.lang), file=sys.stderr)
        return REFUSED
    except (CannotWrite, _CannotRead) as error:
        print(error.args[0][0 if arguments.lang == "de" else 1], file=sys.stderr)
        return REFUSED
    return DONE


class _CannotRead(Exception):
    """The file is missing, locked or too large; carries both languages."""


def _depth(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"«{word}»: eine ganze Zahl ab 1 / a whole number from 1")
    return int(word)


def _table(path: Path) -> TextTable:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise _CannotRead((f"{path}: nicht lesbar ({why}).", f"{path}: cannot be read ({why}).")) from None
    if len(content) > MOST_BYTES:
        size = MOST_BYTES >> 20
        raise _CannotRead((f"{path}: größer als {size} MB.", f"{path}: larger than {size} MB."))
    return read_texts(content, path.name)


def _teller(language: str) -> Callable[[int, int], None] | None:
    """Tells a person who watches how many texts are encoded."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, all_: int) -> None:
        line = say(language, f"{done} von {all_} Texten gelesen", f"{done} of {all_} texts read")
        print(f"\r\033[K{line}", end="\n" if done == all_ else "", file=sys.stderr, flush=True)

    return tell
