"""Tables of texts as TSV, and rankings of them: what `aufwind rank` reads and writes.

One row a line, columns separated by tabs, no quoting; UTF-8 with or without a mark at its beginning. The header names
the columns, in any order; further columns are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Text
from aufwind.engine.files.refusal import Findings, refused, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from aufwind.engine.matching.search import Hits

LONGEST_CELL = 20_000
MOST_ROWS = 1_000_000
STEP = 1e-8
HEADER = "query_id\tcorpus_id\trank\tscore\n"


@dataclass(frozen=True, slots=True)
class TextTable:
    """Texts with ids; `groups` says which rows name the same concept, empty where that is not known."""

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    groups: tuple[str, ...]


def read_texts(content: bytes, name: str) -> TextTable:
    """A table with the columns `id` and `text`, and `group` where there is one.

    Args:
        content: The file.
        name: What to call the file in messages.

    Raises:
        FileIsRefused: Not UTF-8, no header, a row with too few cells, an id twice …; names file, row, column.
    """
    lines = _decoded(content, name).split("\n")
    if lines and not lines[-1].strip("\r"):
        lines.pop()
    columns = _columns(lines[0] if lines else "", name)
    if len(lines) - 1 > MOST_ROWS:
        raise refused(
            Text(f"{name}", f"{name}"),
            Text(f"Mehr als {MOST_ROWS} Zeilen.", f"More than {MOST_ROWS} rows."),
            Text("Teilen Sie die Datei.", "Split the file."),
        )
    return _rows(lines[1:], columns, name)


def ranking_as_tsv(query_ids: Sequence[str], corpus_ids: Sequence[str], found: Iterable[Hits]) -> bytes:
    """The ranking as a table: query, text, rank from 1, score; queries in their order, best texts first.

    Rows of a group share their score; here each row stands a hundred-millionth below the one before.
    """
    parts = [HEADER]
    for query, hits in zip(query_ids, found, strict=True):
        pairs = zip(hits.indices.tolist(), _falling(hits.scores).tolist(), strict=True)
        parts.extend(f"{query}\t{corpus_ids[at]}\t{rank}\t{score:.8f}\n" for rank, (at, score) in enumerate(pairs, 1))
    return "".join(parts).encode()


def _falling(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """The scores, each at least `STEP` below the one before, so that who sorts by score keeps the ranks."""
    steps = STEP * np.arange(len(scores))
    falling: NDArray[np.float64] = np.minimum.accumulate(scores.astype(np.float64) + steps) - steps
    return falling


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise refused(
            _place(name, row),
            Text("Das ist kein UTF-8.", "This is not UTF-8."),
            Text("Speichern Sie die Datei als UTF-8.", "Save the file as UTF-8."),
        ) from None


def _columns(header: str, name: str) -> dict[str, int]:
    names = [cell.strip().lower() for cell in header.rstrip("\r").split("\t")]
    found = Findings()
    for column in ("id", "text", "group"):
        if names.count(column) > 1:
            found.add(
                _place(name, 1, column),
                Text("Die Spalte steht zweimal da.", "The column stands there twice."),
                Text("Lassen Sie eine übrig.", "Keep one of them."),
            )
        elif column not in names and column != "group":
            found.add(
                _place(name, 1, column),
                Text("Die Spalte fehlt.", "The column is missing."),
                Text(
                    "Die erste Zeile nennt die Spalten, durch Tabulatoren getrennt: id, text.",
                    "The first line names the columns, separated by tabs: id, text.",
                ),
            )
    found.refuse_if_any()
    return {"": len(names), **{column: at for at, column in enumerate(names) if column}}


def _rows(lines: list[str], columns: dict[str, int], name: str) -> TextTable:
    ids: dict[str, int] = {}
    texts, groups, found = [], [], Findings()
    for row, line in enumerate(lines, 2):
        cells = line.rstrip("\r").split("\t")
        if len(cells) != columns[""]:
            found.add(
                _place(name, row),
                Text(f"{len(cells)} Zellen statt {columns['']}.", f"{len(cells)} cells instead of {columns['']}."),
                Text("Jede Zeile braucht gleich viele Tabulatoren.", "Every row needs the same number of tabs."),
            )
            continue
        own = cells[columns["id"]].strip()
        _check_id(own, ids, row, name, found)
        ids.setdefault(own, row)
        texts.append(_checked(cells[columns["text"]], row, name, found))
        groups.append(cells[columns["group"]].strip() if "group" in columns else "")
    found.refuse_if_any()
    return TextTable(tuple(ids), tuple(texts), tuple(groups))


def _check_id(own: str, ids: dict[str, int], row: int, name: str, found: Findings) -> None:
    if not own:
        found.add(
            _place(name, row, "id"),
            Text("Die Kennung fehlt.", "The id is missing."),
            Text("Jede Zeile braucht eine.", "Every row needs one."),
        )
    elif own in ids:
        shown, first = shortened(own), ids[own]
        found.add(
            _place(name, row, "id"),
            Text(f"«{shown}» steht schon in Zeile {first}.", f"“{shown}” stands in row {first} already."),
            Text("Jede Kennung gibt es nur einmal.", "Every id occurs once."),
        )


def _checked(text: str, row: int, name: str, found: Findings) -> str:
    if len(text) > LONGEST_CELL:
        found.add(
            _place(name, row, "text"),
            Text(f"Länger als {LONGEST_CELL} Zeichen.", f"Longer than {LONGEST_CELL} characters."),
            Text("Kürzen Sie den Text.", "Shorten the text."),
        )
    elif any(char < " " or char == "\x7f" for char in text):
        found.add(
            _place(name, row, "text"),
            Text("Der Text enthält Steuerzeichen.", "The text contains control characters."),
            Text("Entfernen Sie sie.", "Remove them."),
        )
    elif not text.strip():
        found.add(
            _place(name, row, "text"),
            Text("Der Text fehlt.", "The text is missing."),
            Text("Jede Zeile braucht einen.", "Every row needs one."),
        )
    return text.strip()


def _place(name: str, row: int, column: str = "") -> Text:
    if not column:
        return Text(f"{name}, Zeile {row}", f"{name}, row {row}")
    return Text(f"{name}, Zeile {row}, Spalte {column}", f"{name}, row {row}, column {column}")
