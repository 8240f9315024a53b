"""What pages read of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.actors.models import Actor

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor

PAGE = 25


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One page of the alphabetical list; `next_after` is the mark of its last row, None at the end."""

    actors: list[Actor]
    next_after: str | None


def actor_page(_visitor: Visitor, *, text: str = "", after: str = "", size: int = PAGE) -> ActorPage:
    """`size` actors whose names contain `text`, from the mark `after` on, in one SQL statement.

    A mark that is no mark of ours begins the list anew. Costs the same on the first and the last page.
    """
    found = Actor.objects.select_related("place").matching(text)
    name, _, pk = after.rpartition("~")
    if name and pk.isdecimal():
        found = found.after(name, int(pk))
    rows = list(found[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return ActorPage(rows[:size], f"{last.name_folded}~{last.pk}" if last else None)
