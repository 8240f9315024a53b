"""Files that are read whole, or refused in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 64 << 20


class CannotRead(Exception):
    """The file is missing, locked or too large; carries the sentence in German and English."""


def content_of(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """What a file holds.

    Raises:
        CannotRead: It is missing, not ours to read, or larger than `most_bytes`.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotRead((f"{path}: nicht lesbar ({why}).", f"{path}: cannot be read ({why}).")) from None
    if len(content) > most_bytes:
        size = most_bytes >> 20
        raise CannotRead((f"{path}: größer als {size} MB.", f"{path}: larger than {size} MB."))
    return content
