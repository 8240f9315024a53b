"""What the register asks of the contexts above, which it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.dispatch import Signal

if TYPE_CHECKING:
    from aufwind.core.components.tables import Cell, Column

entry_shown = Signal()
"""An entry's page is made; sent with `actor` and `visitor`.

Receivers answer with a list of `EntryPart`s: what `visitor` may know of it in their context, with a fixed number of
statements.
"""

circles_offered = Signal()
"""Somebody chooses who may see something. Receivers answer with a list of pairs: an audience, «event:floeha-2027», and
its words, for circles that may be chosen now.
"""

circles_joined = Signal()
"""The owner of an entry came by her link; sent with `email`, her address. Receivers answer with the set of audiences
she belongs to because of what she takes part in.
"""

own_entry_shown = Signal()
"""Somebody opened her own entry; sent with `actor` and `token`, the token of her link.

Receivers answer with a list of `OwnPage`s: what else her link opens.
"""


AT_FIRST = 6
"""Rows of a part that are seen at once: an agency has dozens of projects, and a phone shows one at a time."""


@dataclass(frozen=True, slots=True)
class EntryPart:
    """A table on an entry's page; without rows it is left out."""

    title: str
    columns: list[Column]
    rows: list[list[Cell | str]]

    @property
    def first_rows(self) -> list[list[Cell | str]]:
        """Those that stand open."""
        return self.rows[:AT_FIRST]

    @property
    def more_rows(self) -> list[list[Cell | str]]:
        """Those that wait behind «show more»."""
        return self.rows[AT_FIRST:]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page her link opens: «Suggestions for you»; `note` says what waits there."""

    label: str
    href: str
    note: str = ""
