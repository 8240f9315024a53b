"""A spreadsheet on its way into the register: which column is what, and what became of every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from aufwind.core.components.choice import one_of
from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OUTCOMES = {"accepted": "ok", "merged": "neutral", "refused": "loss"}
"""What can become of a row, and its kind of badge."""
SAMPLES = 3
"""Values of a column that are shown: enough to recognise what it holds."""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How many rows were read, and what became of them; the three outcomes add up to those read."""

    read: int
    accepted: int
    merged: int
    refused: int


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the file: its number there, its name, what became of it, why, and the column the reason names."""

    number: int
    name: str
    outcome: str
    reason: str = ""
    column: str = ""
    href: str = ""

    def __post_init__(self) -> None:
        one_of(self.outcome, OUTCOMES, what="outcome of a row")


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column of the file: its key in the form, its head, what stands in its first rows, the field it goes to."""

    key: str
    name: str
    samples: tuple[str, ...]
    field: str = ""


def import_report(
    counts: ImportCounts,
    rows: Sequence[ImportRow],
    *,
    caption: str,
    is_dry_run: bool = False,
    hrefs: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What an import did, or would do: four numbers, and every row with its outcome and reason.

    Args:
        counts: Rows read, accepted, merged, refused.
        rows: Those of this part of the list.
        caption: Which file, which day.
        is_dry_run: Nothing was written yet; said in words.
        hrefs: The list behind a number, by `read`, `accepted`, `merged`, `refused`.

    """
    behind = hrefs or {}
    words = {
        "accepted": pgettext("row", "accepted"),
        "merged": pgettext("row", "merged"),
        "refused": pgettext("row", "refused"),
    }
    tiles = [
        {"number": number, "label": label, "href": behind.get(key, ""), "needs_you": key == "refused" and number > 0}
        for key, number, label in (
            ("read", counts.read, _("Rows read")),
            ("accepted", counts.accepted, _("Accepted as new")),
            ("merged", counts.merged, _("Merged with known ones")),
            ("refused", counts.refused, _("Refused")),
        )
    ]
    return {
        "tiles": tiles,
        "caption": caption,
        "is_dry_run": is_dry_run,
        "columns": [
            Column(_("Name")),
            Column(_("Row"), is_number=True),
            Column(_("Outcome")),
            Column(_("Reason")),
            Column(_("Column")),
        ],
        "rows": [
            [
                Cell(row.name or "–", row.href),
                str(row.number),
                Cell(words[row.outcome], badge_kind=OUTCOMES[row.outcome]),
                row.reason or "–",
                row.column or "–",
            ]
            for row in rows
        ],
    }


def mapping_table(
    columns: Sequence[SourceColumn],
    fields: Sequence[tuple[str, str]],
    *,
    caption: str,
    submit: str,
    action: str = "",
    note: str = "",
) -> dict[str, Any]:
    """Which column of the file goes into which field: three sample values and a choice each, as one form.

    Submits `column-<key>` with the field's value, empty for a column that is left out.

    Args:
        columns: Those of the file, in its order.
        fields: Values and words of our fields.
        caption: Which file.
        submit: Verb of the button («Try the import»).
        action: Where the choices go; empty for the page's own address.
        note: That the choices were remembered from the last time, for instance.

    """
    return {
        "columns": [{"column": column, "samples": column.samples[:SAMPLES]} for column in columns],
        "options": [("", _("– leave out –")), *fields],
        "mapped": written(sum(bool(column.field) for column in columns)),
        "total": written(len(columns)),
        "caption": caption,
        "submit": submit,
        "action": action,
        "note": note,
    }
