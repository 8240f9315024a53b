"""Who of an organisation takes a meeting, decided before the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.scheduling.grid import domain_of, limits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.problem import Participant, Wish
    from aufwind.engine.scheduling.grid import Grid


def send_delegates(wishes: Sequence[Wish], grid: Grid) -> list[tuple[str, ...]]:
    """The participants of each wish, every organisation replaced by the colleague who fits best.

    Colleagues who have a common slot with the others come first, then those with most room left: the slots
    they have, at most their limit, less what they were given so far. Musts choose first, then the dearest
    wishes. The same wishes give the same delegates. A wish whose organisation has nobody keeps its other
    people.

    Cost: O(wishes · colleagues).
    """
    load = dict.fromkeys(grid.people, 0)
    chosen: dict[int, tuple[str, ...]] = {}
    for i in sorted(range(len(wishes)), key=lambda i: (not wishes[i].must, -wishes[i].value, i)):
        chosen[i] = _attendees(wishes[i], grid, load)
        for person in chosen[i]:
            load[person] += 1
    return [chosen[i] for i in range(len(wishes))]


def places_of(person: Participant, grid: Grid) -> int:
    """How many meetings a participant can take at most: her limit, and one in each slot she is there."""
    free = grid.person_free[person.id].bit_count()
    return free if person.max_meetings is None else min(free, person.max_meetings)


def _attendees(wish: Wish, grid: Grid, load: dict[str, int]) -> tuple[str, ...]:
    attending = {who: who for who in wish.people if who in grid.people}
    for who in wish.people:
        if who not in grid.people and (colleagues := _colleagues(who, attending, grid)):
            attending[who] = _best(colleagues, wish, attending, grid, load)
    return tuple(attending[who] for who in wish.people if who in attending)


def _colleagues(organisation: str, attending: dict[str, str], grid: Grid) -> list[str]:
    there = set(attending.values())
    return [person for person in grid.members.get(organisation, ()) if person not in there]


def _best(colleagues: list[str], wish: Wish, attending: dict[str, str], grid: Grid, load: dict[str, int]) -> str:
    others = tuple(attending.values())

    def fit(person: str) -> tuple[bool, int, int]:
        domain = domain_of(limits_of(wish, (*others, person), grid), grid)
        return domain != 0, places_of(grid.people[person], grid) - load[person], domain.bit_count()

    return max(colleagues, key=fit)  # the first of equals
