"""Where people compare: the data table, and the plan as a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from aufwind.core.components.choice import one_of
from aufwind.core.components.lists import BADGES

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDERS = {"": "none", "up": "ascending", "down": "descending"}
MARKS = {"", "meeting", "must", "locked", "free", "away", "moved", "break"}
"""What a cell of a plan can be; each has its own look and, where a look would not do, a word."""
EXPLAINED = MARKS - {"", "meeting", "free"}
"""Marks a legend explains; the others explain themselves."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table.

    Attributes:
        label: Its head.
        is_number: Right-aligned, tabular figures.
        sort_href: The same list, sorted by this column.
        order: `up` or `down` when the list is sorted by it now.

    """

    label: str
    is_number: bool = False
    sort_href: str = ""
    order: str = ""

    def __post_init__(self) -> None:
        one_of(self.order, ORDERS, what="order")

    @property
    def aria_sort(self) -> str:
        """The order in the words of ARIA; empty where the column cannot sort."""
        return ORDERS[self.order] if self.sort_href or self.order else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, perhaps a link, a note below, a badge."""

    text: str
    href: str = ""
    note: str = ""
    badge_kind: str = ""

    def __post_init__(self) -> None:
        if self.badge_kind:
            one_of(self.badge_kind, BADGES, what="kind of badge")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A slot; `block` names the day or half day that begins with it and draws a line before it."""

    label: str
    note: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """What happens to a row in a slot.

    Attributes:
        text: The partner, or the table («T 12»).
        note: What is smaller: the table, the partner's organisation.
        href: The meeting's page.
        mark: `meeting`, `must`, `locked`, `moved`, `break` (a gap), `away` (cannot be there), `free`; or nothing.
        word: What the mark means, for those who do not see it; the legend is for those who do.
        category: 0, or 1 to 8: a coloured edge (topic, side).
        spot: Which place the cell stands for («slot|table»), where meetings can be moved to it.

    """

    text: str = ""
    note: str = ""
    href: str = ""
    mark: str = ""
    word: str = ""
    category: int = 0
    spot: str = ""

    def __post_init__(self) -> None:
        one_of(self.mark, MARKS, what="mark")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A person or a table; as many cells as there are columns."""

    label: str
    cells: tuple[GridCell, ...]
    note: str = ""
    href: str = ""


def data_table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell | str]],
    *,
    empty: str = "",
    shows_caption: bool = True,
) -> dict[str, Any]:
    """A table whose first column names the row; on a phone each row becomes a card.

    Args:
        caption: What the table lists; always there for screen readers.
        columns: Heads from left to right.
        rows: Cells, or plain texts; as many as columns.
        empty: What to say when there are no rows; a page's own `empty_state` says it better.
        shows_caption: Whether the caption is seen too.

    Raises:
        ValueError: A row has more or fewer cells than there are columns.

    """
    openings = [_opening(column, is_first=place == 0) for place, column in enumerate(columns)]
    body = []
    for row in rows:
        cells = [cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row]
        body.append([{"opening": opening, "cell": cell} for opening, cell in zip(openings, cells, strict=True)])
    return {
        "caption": caption,
        "columns": columns,
        "rows": body,
        "empty": empty,
        "shows_caption": shows_caption,
    }


def _opening(column: Column, *, is_first: bool) -> SafeString:
    """The tag before a cell of `column`: made once a column, for long tables are mostly made of these."""
    if is_first:
        return mark_safe('<th scope="row">')
    return format_html('<td data-label="{}"{}>', column.label, mark_safe(" data-number") if column.is_number else "")


def schedule_grid(
    caption: str,
    columns: Sequence[GridColumn],
    rows: Sequence[GridRow],
    *,
    corner: str,
    is_dense: bool = False,
) -> dict[str, Any]:
    """A plan as a grid of people or tables by slots: heads stay in sight, arrow keys walk, paper takes it.

    Args:
        caption: Which plan, which version.
        columns: The slots in order.
        rows: People or tables in order.
        corner: What the rows are («Person», «Tisch»).
        is_dense: One line a cell, for a whole day on a laptop.

    Raises:
        ValueError: A row has more or fewer cells than there are columns.

    """
    for row in rows:
        if len(row.cells) != len(columns):
            raise ValueError(f"«{row.label}» has {len(row.cells)} cells for {len(columns)} columns.")
    marks = {cell.mark for row in rows for cell in row.cells} & EXPLAINED
    return {
        "caption": caption,
        "columns": columns,
        "has_blocks": any(column.block for column in columns),
        "rows": rows,
        "corner": corner,
        "is_dense": is_dense,
        "marks": marks,
    }
