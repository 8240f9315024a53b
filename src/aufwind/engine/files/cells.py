"""One cell to one value: numbers typed as text, times, «x» for yes, lists in a cell."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.shape import LONGEST_ID, LONGEST_PROSE, LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from aufwind.engine.files.shape import Kind

LARGEST_WHOLE = 1_000_000
YES = {"x", "ja", "j", "yes", "y", "true", "wahr", "1", "✓", "✔"}
NO = {"", "-", "–", "nein", "n", "no", "false", "falsch", "0"}
SHEET_ERRORS = {
    "#REF!",
    "#N/A",
    "#NV",
    "#NAME?",
    "#DIV/0!",
    "#VALUE!",
    "#WERT!",
    "#NULL!",
    "#NUM!",
    "#BEZUG!",
}
MOMENTS = ("%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M", "%d.%m.%y %H:%M")


class CellDoesNotFit(Exception):
    """The cell holds something else; `wanted` says what belongs there."""

    def __init__(self, wanted: Text) -> None:
        self.wanted = wanted


def cell_value(cell: object, kind: Kind) -> object:
    """What a cell that is not empty holds, as a field of this kind; lists as tuples of texts.

    Raises:
        CellDoesNotFit: With what was expected.
    """
    return _READERS[kind](cell)


def text_in(cell: object, most: int = LONGEST_TEXT) -> str:
    """A cell as text, as a person would read it aloud: 3.0 is «3», a time «10:20»."""
    text = shown(cell).strip()
    if text in SHEET_ERRORS:
        raise CellDoesNotFit(Text("ein Wert statt eines Rechenfehlers", "a value instead of a formula error"))
    if not text or len(text) > most or any(char < " " and char not in "\n\t" for char in text):
        raise CellDoesNotFit(Text(f"ein Text bis {most} Zeichen", f"a text of up to {most} characters"))
    return " ".join(text.split()) if "\n" not in text else text


def list_in(cell: object) -> tuple[str, ...]:
    """The items of a cell, separated by semicolons or lines, else by commas."""
    text = text_in(cell)
    separator = next((mark for mark in (";", "\n") if mark in text), ",")
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def time_in(cell: object) -> time | None:
    """The time of day a cell holds without a date; None where it holds something else."""
    if isinstance(cell, time):
        return cell
    try:
        return time.fromisoformat(cell.strip()) if isinstance(cell, str) and ":" in cell else None
    except ValueError:
        return None


def shown(cell: object) -> str:
    """A cell as a person would read it aloud; no check of what it says."""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if cell.time() != time() else f"{cell:%Y-%m-%d}"
    return str(cell)


def _id(cell: object) -> str:
    return text_in(cell, LONGEST_ID)


def _prose(cell: object) -> str:
    return text_in(cell, LONGEST_PROSE)


def _number(cell: object) -> float:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        number = float(cell)
    else:
        try:
            number = float(text_in(cell).replace(",", "."))
        except ValueError:
            raise CellDoesNotFit(Text("eine Zahl", "a number")) from None
    if not math.isfinite(number):
        raise CellDoesNotFit(Text("eine Zahl", "a number"))
    return number


def _whole(cell: object) -> int:
    number = _number(cell)
    if number != int(number) or not 0 <= number <= LARGEST_WHOLE:
        raise CellDoesNotFit(
            Text(f"eine ganze Zahl von 0 bis {LARGEST_WHOLE}", f"a whole number from 0 to {LARGEST_WHOLE}")
        )
    return int(number)


def _yes(cell: object) -> bool:
    text = shown(cell).strip().casefold()
    if text not in YES | NO:
        raise CellDoesNotFit(Text("«x» oder nichts", "“x” or nothing"))
    return text in YES


def _moment(cell: object) -> datetime:
    if isinstance(cell, datetime):
        return cell
    text = text_in(cell)
    for read in (datetime.fromisoformat, *(_by(form) for form in MOMENTS)):
        try:
            return read(text)
        except ValueError:
            continue
    raise CellDoesNotFit(Text("ein Zeitpunkt wie 07.05.2026 10:20", "a moment such as 2026-05-07 10:20"))


def _day(cell: object) -> date:
    day = day_in(cell)
    if day is None:
        raise CellDoesNotFit(Text("ein Tag wie 07.05.2026", "a day such as 2026-05-07"))
    return day


def _by(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form)  # noqa: DTZ007 -- the place's own time is meant


def day_in(cell: object) -> date | None:
    """The date a cell holds; None where it holds something else, such as «Tag 1»."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"):
        try:
            return _by(form)(str(cell).strip()).date()
        except ValueError:
            continue
    return None


_READERS: dict[Kind, Callable[[object], object]] = {
    "id": _id,
    "text": text_in,
    "prose": _prose,
    "ids": list_in,
    "set": list_in,
    "number": _number,
    "whole": _whole,
    "yes": _yes,
    "moment": _moment,
    "day": _day,
}
