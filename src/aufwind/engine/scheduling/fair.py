"""The worst-off first: as many people as possible get one meeting, then two, then …, and only then value counts.

Each level is a floor of the relaxed choice (`bound.py`) dearer than all that comes after it. How many people a level
can reach at most is proven: either everybody who has that many places is reached, or by a certificate of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.bound import HIGHEST_BONUS, meetings_of, relax
from aufwind.engine.scheduling.certificate import PRICE_SCALE, Certificate, Floor, certified_bound, places_of
from aufwind.engine.scheduling.choose import Selection, choose, goes_on, minimum_floors, selected

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance, Longs
    from aufwind.engine.scheduling.network import Goes
    from aufwind.engine.stop import Listener, Stop

STEEPNESS = (8, 64, 4096)
"""How much dearer a level is than the next; the gentlest that reaches what is proven is used: it is the quickest."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One step of fairness.

    Attributes:
        meetings: How many meetings it gives.
        people: How many people have at least that many.
        most: No choice that does as well on the levels before reaches more.
        certificate: Proves `most`; None where everybody with that many places is reached.
    """

    meetings: int
    people: int
    most: int
    certificate: Certificate | None


@dataclass(frozen=True, slots=True, eq=False)
class FairSelection:
    """A fair choice of wishes and what it costs.

    Attributes:
        selection: The wishes; its bound holds for plans as fair as the relaxed choice.
        levels: From one meeting upwards.
        price: Worth given up against `choose`; ≥ 0 up to what rounding lost there.
    """

    selection: Selection
    levels: tuple[Level, ...]
    price: int

    @property
    def is_proven(self) -> bool:
        """Whether every level reaches as many people as any choice can."""
        return all(level.people == level.most for level in self.levels)


def choose_fair(
    instance: Instance,
    levels: int,
    *,
    warm: Certificate | None = None,
    unfair: Selection | None = None,
    stop: Stop | None = None,
    listener: Listener | None = None,
) -> FairSelection:
    """The choice of greatest value among those that raise the worst-off first, level by level.

    Args:
        instance: What is to be planned. Musts and `min_meetings` still come before everything.
        levels: Up to how many meetings everybody is raised; 0: value alone.
        warm: Certificate of an earlier fair choice.
        unfair: What `choose` gave for the same instance, to tell the price; chosen anew where missing.
        stop: See `choose`.
        listener: See `choose`.

    Cost: about twice `choose`, and once more for each level that has to be proven.
    """
    goes = goes_on(stop, listener)
    unfair = unfair or choose(instance, stop=stop, listener=listener)
    start = warm or unfair.certificate
    proven: tuple[Level, ...] = ()
    for steepness in STEEPNESS:
        selection = _chosen(instance, levels, steepness, start, goes)
        proven = _proven(instance, _reached(instance, selection, levels), proven, goes)
        if all(level.people == level.most for level in proven):
            break
        start = selection.certificate
    return FairSelection(selection, proven, unfair.worth - selection.worth)


def _chosen(instance: Instance, levels: int, steepness: int, start: Certificate, goes: Goes) -> Selection:
    dearest = int(instance.worth[instance.domain != 0].max(initial=0)) + 1
    weights = [PRICE_SCALE * dearest * steepness ** (levels + 1 - level) for level in range(1, levels + 1)]
    floors = (*minimum_floors(instance), *_floors(instance, weights))
    relaxed = relax(instance, floors, warm=start, goes=goes)
    return selected(instance, relaxed)


def _floors(instance: Instance, weights: list[int]) -> tuple[Floor, ...]:
    """One floor per level, the first the dearest."""
    people = np.ones(instance.n_people, np.int32)
    return tuple(Floor(level * people, min(weight, HIGHEST_BONUS), 0) for level, weight in enumerate(weights, 1))


def _reached(instance: Instance, selection: Selection, levels: int) -> list[int]:
    """How many people have at least 1, 2, … `levels` meetings."""
    taken = np.zeros(instance.n_wishes, np.int8)
    taken[selection.chosen] = 1
    held = meetings_of(instance, taken)[: instance.n_people]
    return [int((held >= level).sum()) for level in range(1, levels + 1)]


def _proven(instance: Instance, reached: list[int], known: tuple[Level, ...], goes: Goes) -> tuple[Level, ...]:
    """The levels with what each can reach at most; proofs in `known` are used again."""
    if known:
        return tuple(replace(level, people=people) for level, people in zip(known, reached, strict=True))
    places: Longs = places_of(instance)[: instance.n_people]
    levels: list[Level] = []
    for meetings, people in enumerate(reached, 1):
        most, certificate = int((places >= meetings).sum()), None
        if people < most:
            most, certificate = _most(instance, [level.most for level in levels], goes)
        levels.append(Level(meetings, people, most, certificate))
    return tuple(levels)


def _most(instance: Instance, before: list[int], goes: Goes) -> tuple[int, Certificate]:
    """How many people can have one meeting more than `len(before)`, if as many as `before` have fewer."""
    bare = replace(instance, worth=np.zeros_like(instance.worth))
    steepness = min(instance.n_people + 1, 1 << 40 // max(1, len(before)))
    weights = [PRICE_SCALE * steepness ** (len(before) - level) for level in range(len(before) + 1)]
    floors = (*minimum_floors(bare), *_floors(bare, weights))
    relaxed = relax(bare, floors, goes=goes)
    claimed = [floor.reached for floor in relaxed.certificate.floors[: -len(weights)]]
    claimed += [sum(before[:level]) for level in range(1, len(before) + 1)]
    asked = [replace(floor, reached=count) for floor, count in zip(floors, [*claimed, 0], strict=True)]
    certificate = replace(relaxed.certificate, floors=tuple(asked))
    return certified_bound(bare, certificate) - sum(before), certificate
