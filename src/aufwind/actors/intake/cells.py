"""The cells of one row by field, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from aufwind.actors.intake.values import BadValue
from aufwind.engine.errors import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Value = TypeVar("Value")


class Remark(NamedTuple):
    """Something to say about a row, and the heading of the column it is about; empty for the whole row."""

    text: Text
    column: str = ""


class RowIsRefused(Exception):
    """A row cannot be taken over; `remarks` say why."""

    def __init__(self, remarks: list[Remark]) -> None:
        self.remarks = remarks
        super().__init__(f"{len(remarks)} remarks")


class Cells:
    """The filled cells of a row by field; collects what refuses the row and what is only remarked."""

    def __init__(self, row: Mapping[str, str], headings: Mapping[str, str]) -> None:
        self._values = {key: text for key, heading in headings.items() if (text := row.get(heading, "").strip())}
        self._headings = headings
        self.wrong: list[Remark] = []
        self.remarks: list[Remark] = []

    def get(self, key: str) -> str:
        """What stands in a field; empty for nothing."""
        return self._values.get(key, "")

    def line(self, key: str) -> str:
        """The same in one line."""
        text = self._values.get(key, "")
        return text if text.isprintable() else " ".join(text.split())

    def limited(self, key: str, most: int) -> str:
        """The same in one line; more than `most` characters refuse the row."""
        text = self.line(key)
        if len(text) > most:
            self.refuse(too_long(most), key)
        return text

    def column(self, key: str) -> str:
        """The heading a field has in this file."""
        return self._headings.get(key, "")

    def parsed(self, key: str, parse: Callable[[str], Value]) -> Value | None:
        """What a field means; None for nothing, or where it refuses the row."""
        text = self._values.get(key)
        if text is None:
            return None
        try:
            return parse(text)
        except BadValue as error:
            self.refuse(error.text, key)
            return None

    def tried(self, key: str, parse: Callable[[str], Value], text: str = "") -> Value | None:
        """What a field (or a part of it) means; what it cannot mean is left out with a remark."""
        text = text or self._values.get(key, "")
        if not text:
            return None
        try:
            return parse(text)
        except BadValue as error:
            self.remark(Text(f"{error.text.de} Wurde weggelassen.", f"{error.text.en} Was left out."), key)
            return None

    def found(self, key: str, find: Callable[[str], Value | None], text: str = "") -> Value | None:
        """What a field names in our lists; what is not there is left out with a remark."""
        text = text or self.line(key)
        found = find(text) if text else None
        if text and found is None:
            self.remark(unknown(text), key)
        return found

    def all_found(self, key: str, find: Callable[[str], Value | None], texts: Iterable[str]) -> list[Value]:
        """The same for the words of a field."""
        found = (self.found(key, find, text) for text in texts)
        return [one for one in found if one is not None]

    def refuse(self, text: Text, key: str = "") -> None:
        """Say what refuses the row."""
        self.wrong.append(Remark(text, self.column(key)))

    def remark(self, text: Text, key: str = "") -> None:
        """Say what is left out or done besides."""
        self.remarks.append(Remark(text, self.column(key)))

    def refuse_if_wrong(self) -> None:
        """End here if anything refuses the row.

        Raises:
            RowIsRefused: With all of it.
        """
        if self.wrong:
            raise RowIsRefused(self.wrong)


def unknown(text: str) -> Text:
    """That a name is on none of our lists."""
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return Text(
        f"«{shown}» steht nicht im Verzeichnis. Wurde weggelassen.",
        f"“{shown}” is not on our list. Was left out.",
    )


def too_long(most: int) -> Text:
    """That a text has more than `most` characters."""
    return Text(f"Länger als {most} Zeichen. Kürzen Sie es.", f"Longer than {most} characters. Shorten it.")
