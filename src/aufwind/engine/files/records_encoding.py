"""Which encoding a text file is in, without guessing wrongly: UTF-8, UTF-16 with its mark, or Windows-1252.

A file in which some rows are UTF-8 and others are not was glued together; whichever way it is read, some names come out
broken, so it is refused with the first row that differs.
"""

from __future__ import annotations

import codecs
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.records_shape import MOST_BYTES, is_empty, too_large
from aufwind.engine.files.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from aufwind.engine.files.refusal import FileIsRefused

LONGEST_LINE = 8 << 20
"""Bytes in a line; a longer one would have to be held in memory several times."""
SAVE_AS_UTF8 = Text(
    "Speichern Sie die Datei neu als «CSV UTF-8» oder als .xlsx.", "Save the file anew as “CSV UTF-8” or as .xlsx."
)


@contextmanager
def opened_as_text(source: BinaryIO) -> Iterator[io.TextIOWrapper]:
    """The file as text, line ends as they are. Reads it once through before; memory does not grow with it.

    Raises:
        FileIsRefused: Empty, too large, in several encodings at once, or in none of those known.
    """
    whole_size_checked(source)
    encoding = encoding_of(source)
    source.seek(0)
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()  # the source is closed by who opened it


def whole_size_checked(source: BinaryIO) -> None:
    """Refuse what is empty or larger than `MOST_BYTES`; the source stands at its start afterwards."""
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    if size > MOST_BYTES:
        raise too_large()
    if not size:
        raise is_empty()


def encoding_of(source: BinaryIO) -> str:
    """The name of the codec that reads all of the file.

    Raises:
        FileIsRefused: No codec does; names the row.
    """
    start = source.read(4)
    source.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _check_utf16(source)
        return "utf-16"
    found = ""
    for number, line in enumerate(iter(lambda: source.readline(LONGEST_LINE), b""), start=1):
        if len(line) == LONGEST_LINE:
            raise _too_long(number)
        if line.isascii():
            if b"\0" in line:
                raise _not_text(number)
            continue
        own = _encoding_of_line(line)
        if not own or b"\0" in line:
            raise _not_text(number)
        if found and own != found:
            raise refused(
                Text(f"Zeile {number}", f"Row {number}"),
                Text(
                    "Diese Zeile ist anders kodiert als die davor; Umlaute kämen zerstört an.",
                    "This row has another encoding than those before; accents would come out broken.",
                ),
                SAVE_AS_UTF8,
            )
        found = own
    return "cp1252" if found == "cp1252" else "utf-8-sig"


def _encoding_of_line(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""


def _check_utf16(source: BinaryIO) -> None:
    decoder = codecs.getincrementaldecoder("utf-16")()
    row = 1
    try:
        while piece := source.read(1 << 16):
            row += decoder.decode(piece).count("\n")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _not_text(row) from None


def _not_text(number: int) -> FileIsRefused:
    return refused(
        Text(f"Zeile {number}", f"Row {number}"),
        Text(
            "Hier stehen Zeichen, die kein Text sind (falsche Kodierung oder NUL-Bytes).",
            "There are characters here that are not text (wrong encoding or NUL bytes).",
        ),
        SAVE_AS_UTF8,
    )


def _too_long(number: int) -> FileIsRefused:
    return refused(
        Text(f"Zeile {number}", f"Row {number}"),
        Text(f"Die Zeile ist länger als {LONGEST_LINE >> 20} MB.", f"Longer than {LONGEST_LINE >> 20} MB."),
        Text("Prüfen Sie, ob die Datei eine Liste ist.", "Check whether the file is a list."),
    )
