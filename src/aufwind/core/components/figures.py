"""Numbers that are looked at: tiles, bars, how far something has come, how it compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from aufwind.core.components.choice import one_of
from aufwind.core.components.numbers import share, svg, written, written_share

if TYPE_CHECKING:
    from collections.abc import Sequence

JOBS = {"waiting", "running", "done", "failed", "stopped"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One value in a comparison; `text` says it in words and unit, `is_ours` marks the one shown off."""

    label: str
    value: float
    text: str
    is_ours: bool = False


def tile(number: float | str, label: str, *, href: str = "", note: str = "", needs_you: bool = False) -> dict[str, Any]:
    """A number that opens the list behind it; `needs_you` says in colour and word that somebody waits."""
    return {"number": written(number), "label": label, "href": href, "note": note, "needs_you": needs_you}


def progress(
    value: float,
    bound: float,
    *,
    label: str,
    start: float = 0.0,
    unit: str = "",
    is_proven: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """How near a value has come to the bound that nothing can beat: both ends of the gap, in picture and words.

    Args:
        value: The best found so far.
        bound: What cannot be exceeded; falls while the search goes on.
        label: What is measured («Wert des Plans»).
        start: Where the picture begins, so that the gap is visible: the first-come plan, say.
        unit: Stands behind both numbers.
        is_proven: The two met: nothing better exists.
        note: What happens now.

    """
    width = share(value - start, bound - start)
    return {
        "label": label,
        "value": written(value),
        "bound": written(bound),
        "unit": unit,
        "per_cent": written_share(100.0 if is_proven else share(value, bound)),
        "gap_text": written(bound - value),
        "x": svg(width),
        "rest": svg(100.0 - width),
        "plain": f"{width:.2f}",
        "is_proven": is_proven,
        "note": note,
    }


def job_progress(
    label: str, *, state: str, done: int = 0, total: int | None = None, unit: str = "", note: str = ""
) -> dict[str, Any]:
    """Work in the background: what it does, how far it is, in numbers that mean something.

    Args:
        label: What is being done («Importing the spreadsheet»).
        state: `waiting`, `running`, `done`, `failed`, `stopped`.
        done: Rows, sheets or rounds so far.
        total: All of them; None while nobody knows.
        unit: What is counted («rows»).
        note: What was found or went wrong, and what to do.

    Raises:
        ValueError: There is no such state.

    """
    words = {
        "waiting": _("Waiting for its turn"),
        "running": _("Running"),
        "done": _("Done"),
        "failed": _("Failed"),
        "stopped": _("Stopped"),
    }
    one_of(state, JOBS, what="state of a job")
    counted = (
        written(done)
        if total is None
        else _("%(done)s of %(total)s")
        % {
            "done": written(done),
            "total": written(total),
        }
    )
    return {
        "label": label,
        "state": state,
        "state_text": words[state],
        "done": done,
        "total": total,
        "counted": f"{counted} {unit}".strip(),
        "note": note,
    }


def meter_bar(label: str, part: int, whole: int, *, note: str = "") -> dict[str, Any]:
    """How much of something is met: a bar, the per cent and both numbers («97 % · 146 of 150»)."""
    per_cent = share(part, whole)
    return {
        "label": label,
        "part": part,
        "whole": max(whole, 1),
        "part_text": written(part),
        "whole_text": written(whole),
        "per_cent": written_share(per_cent),
        "x": svg(per_cent),
        "note": note,
    }


def comparison(bars: Sequence[Bar], *, label: str, note: str = "") -> dict[str, Any]:
    """The same thing done in several ways, as bars from a common zero; the table of numbers is the picture."""
    top = max((bar.value for bar in bars), default=0.0)
    rows = [{"bar": bar, "x": svg(share(bar.value, top) if top > 0 else 0.0)} for bar in bars]
    return {"rows": rows, "label": label, "note": note}
