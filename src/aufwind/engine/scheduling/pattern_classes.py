"""People who cannot be told apart by their busy patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Ints, Longs, Masks


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """People who cannot be told apart by their patterns.

    Attributes:
        many: People of each class.
        meetings: Meetings of each of them.
        open: Slots they can be busy in.
        must: Slots they have to be busy in.
        of_person: (n_people,) class of each person.
    """

    many: Ints
    meetings: Ints
    open: Masks
    must: Masks
    of_person: Longs
