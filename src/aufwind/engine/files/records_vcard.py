"""Address cards: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), several to a file.

`icalendar` reads lines of this family strictly and refuses what version 2.1 allows (`TEL;WORK:…`, quoted-printable,
an encoding for one line only); half of the phones in use export that, so the few rules are read here.
"""

from __future__ import annotations

import quopri
import re
from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.records_encoding import encoding_of, whole_size_checked
from aufwind.engine.files.records_shape import Line
from aufwind.engine.files.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import BinaryIO

    from aufwind.engine.files.refusal import FileIsRefused

COLUMNS = (
    "name",
    "given name",
    "family name",
    "organisation",
    "title",
    "email",
    "phone",
    "website",
    "street",
    "postcode",
    "place",
    "country",
    "language",
    "kind",
    "note",
)
"""The headings a card fills; several values of one kind are joined by «; »."""
SINGLE = {"FN": "name", "TITLE": "title", "EMAIL": "email", "TEL": "phone", "URL": "website", "LANG": "language"}
KINDS = {"org": "organisation", "organization": "organisation", "individual": "person", "group": "organisation"}
MOST_LINE = 256 << 10
"""Bytes of one property; pictures are passed over, not read."""
PROPERTY = re.compile(rb"(?:[\w-]+\.)?([\w-]+)((?:;(?:\"[^\"]*\"|[^\":])*)?):(.*)", re.DOTALL)


class _Property:
    """One line of a card: name, parameters and the value as it stands."""

    def __init__(self, line: bytes, encoding: str, number: int) -> None:
        found = PROPERTY.fullmatch(line)
        if not found:
            raise _damaged(number, Text("Diese Zeile hat keinen Namen vor «:».", "This line has no name before “:”."))
        self.name = found[1].decode("ascii", "replace").upper()
        parameters = found[2].decode("ascii", "replace").upper()
        value = found[3]
        charset = re.search(r"CHARSET=\"?([\w-]+)", parameters)
        if "QUOTED-PRINTABLE" in parameters:
            value = quopri.decodestring(value)
        try:
            self.value = value.decode(charset[1] if charset else encoding)
        except (LookupError, UnicodeDecodeError):
            raise _damaged(
                number, Text("Die Zeichen passen nicht zur Kodierung.", "The characters do not fit the encoding.")
            ) from None

    def parts(self) -> list[str]:
        """The value's components, unescaped."""
        return [_unescaped(part) for part in re.split(r"(?<!\\);", self.value)]


def vcard_lines(source: BinaryIO) -> Generator[Line]:
    """One row for each card, the headings first; its number is the line the card begins at.

    Raises:
        FileIsRefused: A card without end, a line without name, characters that do not fit the encoding.
    """
    whole_size_checked(source)
    encoding = encoding_of(source).removesuffix("-sig")
    if encoding == "utf-16":
        raise _damaged(1, Text("Die Datei ist in UTF-16.", "The file is in UTF-16."))
    source.seek(0)
    yield Line(1, COLUMNS)
    card: dict[str, list[str]] | None = None
    begins = 0
    for number, line in _unfolded(source):
        word = line.strip().upper()
        if word == b"BEGIN:VCARD":
            if card is not None:
                raise _unended(begins)
            card, begins = {}, number
        elif card is None:
            if word:
                raise _damaged(number, Text("Hier beginnt keine Karte.", "No card begins here."))
        elif word == b"END:VCARD":
            yield Line(begins, [_joined(card.get(column, [])) for column in COLUMNS])
            card = None
        elif word:
            _take(_Property(line, encoding, number), card)
    if card is not None:
        raise _unended(begins)


def _unfolded(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their continuations: begun by a blank (3.0, 4.0), or after «=» in quoted-printable (2.1)."""
    held, begins = b"", 1
    for number, raw in enumerate(source, start=1):
        line = raw.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
        soft = held.endswith(b"=") and b"QUOTED-PRINTABLE" in held.partition(b":")[0].upper()
        if soft or (held and line[:1] in {b" ", b"\t"}):
            if len(held) < MOST_LINE:
                held = held[:-1] + line if soft else held + line[1:]
            continue
        yield begins, held
        held, begins = line, number
    yield begins, held


def _take(found: _Property, card: dict[str, list[str]]) -> None:
    """Add what a property says to the card; what no column holds is passed over."""
    if column := SINGLE.get(found.name):
        value = _unescaped(found.value).removeprefix("tel:").removeprefix("mailto:")
        card.setdefault(column, []).append(value)
    elif found.name == "NOTE":
        card.setdefault("note", []).append(_unescaped(found.value, lines=True))
    elif found.name == "N":
        family, given, *_ = [*found.parts(), ""]
        card["family name"], card["given name"] = [family], [given]
        card.setdefault("name", [" ".join(filter(None, (given, family)))])
    elif found.name == "ORG":
        name = ", ".join(filter(None, found.parts()))
        card.setdefault("organisation", []).append(name)
        card.setdefault("name", [name])
    elif found.name == "ADR":
        _, _, street, place, _, postcode, country, *_ = [*found.parts(), *[""] * 7]
        for column, value in (("street", street), ("place", place), ("postcode", postcode), ("country", country)):
            card.setdefault(column, [value])
    elif found.name == "KIND":
        card["kind"] = [KINDS.get(found.value.strip().lower(), "")]
    elif found.name == "X-ABSHOWAS" and found.value.strip().upper() == "COMPANY":
        card["kind"] = ["organisation"]


def _joined(values: list[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, values)))


def _unescaped(text: str, *, lines: bool = False) -> str:
    """Escapes resolved; a line end stays one only in notes, because no name or address has several lines."""
    found = re.sub(r"\\(.)", lambda mark: "\n" if mark[1] in "nN" else mark[1], text)
    return found.strip() if lines else " ".join(found.split())


def _unended(begins: int) -> FileIsRefused:
    return _damaged(
        begins,
        Text("Die Karte hat kein Ende (END:VCARD fehlt).", "The card has no end (END:VCARD is missing)."),
    )


def _damaged(number: int, what: Text) -> FileIsRefused:
    return refused(
        Text(f"Zeile {number}", f"Row {number}"),
        what,
        Text("Exportieren Sie die Karten noch einmal als vCard 3.0.", "Export the cards again as vCard 3.0."),
    )
