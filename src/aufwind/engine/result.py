"""What the planner answers: meetings, their worth, the bound no plan can beat, and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.errors import Text


@dataclass(frozen=True, slots=True)
class Meeting:
    """A wish that takes place. `people` are the participants who attend (a delegate for an organisation)."""

    wish: str
    slot: str
    table: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A wish that does not take place, and why; the reason has been checked against the constraints."""

    wish: str
    reason: Text


@dataclass(frozen=True, slots=True)
class WorstOff:
    """The participant with the fewest meetings among those who wished for any."""

    participant: str
    meetings: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and the proof of how good it is.

    Attributes:
        meetings: Ordered by slot, then table.
        unplaced: In the order of the wishes.
        value: Sum of the values of the meetings held.
        value_bound: No plan of this problem is worth more.
        gaps: Breaks between first and last meeting of a day, summed over people; one break per gap, however long.
        gaps_bound: No plan with this value (for agreed meetings: no plan at all) has fewer.
        gap_spread: Difference between the most and the fewest gaps of two people.
        worst_off: None where nobody wished for anything.
        binding: What keeps the plan from being worth more, the strongest first.
        proven: Value meets its bound and gaps meet theirs.
        seconds: Wall time of the search.
    """

    meetings: tuple[Meeting, ...]
    unplaced: tuple[Unplaced, ...]
    value: float
    value_bound: float
    gaps: int
    gaps_bound: int
    gap_spread: int
    worst_off: WorstOff | None
    binding: tuple[Text, ...]
    proven: bool
    seconds: float
    seed: int
    version: str
