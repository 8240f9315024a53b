"""The busy-pattern bound on gaps: forget who meets whom, and let every slot charge a price for each busy person.

Whatever the prices, what all pay for their cheapest patterns, less what full slots would earn, is a bound
(Lagrange); good prices are looked for by `native/pattern.c`.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.pattern_classes import Classes
from aufwind.engine.scheduling.pattern_plain import PlainMarket

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance, Ints, Longs, Masks

GAP = 1 << 20
"""Prices are whole parts of a gap, so the bound is exact."""

MOST_GAPS = 1 << 32
"""More than any plan has."""

MOST_ROUNDS = 600
"""Steps of the prices for a small event; 47 people of a tight published one need about 500."""

MOST_WORK = 50_000_000
"""Class · slot · meetings that may be looked at: about half a second."""


@dataclass(frozen=True, slots=True, eq=False)
class PatternBound:
    """What busy patterns alone prove.

    Attributes:
        gaps: No plan has fewer.
        least: (n_people,) fewest gaps of each person, whatever the others do.
        hopeless: A person who has no pattern at all, or more gaps than the spread allows; None where none.
        price: (n_slots,) what a place in each slot costs, in parts of `GAP`: the certificate of `gaps`.
    """

    gaps: int
    least: Ints
    hopeless: int | None
    price: Longs


def classes_of(instance: Instance, domain: Masks) -> Classes:
    """People by number of meetings, open slots and slots they have to be busy in. Cost: a few sorts."""
    valid = (instance.members >= 0) & (instance.members < instance.n_people)
    meeting, column = np.nonzero(valid)
    person = instance.members[meeting, column]
    number = np.bincount(person, minlength=instance.n_people).astype(np.int32)
    open_to = np.zeros(instance.n_people, np.uint64)
    np.bitwise_or.at(open_to, person, domain[meeting])
    must = np.zeros(instance.n_people, np.uint64)
    fixed = np.bitwise_count(domain[meeting]) == 1
    np.bitwise_or.at(must, person[fixed], domain[meeting][fixed])
    rows = np.stack([number.astype(np.uint64), open_to, must], axis=1)
    kinds, of_person, many = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    column_of = [np.ascontiguousarray(kinds[:, k]) for k in range(3)]
    return Classes(
        many.astype(np.int32), column_of[0].astype(np.int32), column_of[1], column_of[2], of_person.reshape(-1)
    )


def pattern_bound(instance: Instance, *, domain: Masks | None = None, aim: int | None = None) -> PatternBound:
    """A number of gaps no plan of agreed meetings goes below.

    Args:
        domain: Slots of each meeting, where more is known than the instance says.
        aim: Gaps of a plan that is known; the search for prices ends when the bound gets there.

    Cost: 1 to 30 ms for 80 people in 22 slots; half a second for 100,000 people.
    """
    masks = instance.domain if domain is None else domain
    classes = classes_of(instance, masks)
    market = _market(instance, classes)
    patternless = market.least()
    least = market.least_gaps[classes.of_person]
    free = np.zeros(instance.n_slots, np.int64)
    hopeless = patternless if patternless >= 0 else _beyond_spread(instance, classes, market.least_gaps)
    if hopeless is not None:
        return PatternBound(0, least, int(np.argmax(classes.of_person == hopeless)), free)
    floor = int(least.sum())
    if aim is not None and aim <= floor:
        return PatternBound(floor, least, None, free)
    work = int((classes.meetings.astype(np.int64) + 1).sum()) * instance.n_slots
    rounds = max(1, min(MOST_ROUNDS, MOST_WORK // max(work, 1)))
    found = market.raise_bound(rounds, (MOST_GAPS if aim is None else aim) * GAP)
    return PatternBound(max(floor, -(-found // GAP)), least, None, market.best_price)


def places_of(instance: Instance) -> Longs:
    """Busy people that fit each slot: as many as the widest meetings bring."""
    people = (instance.members >= 0) & (instance.members < instance.n_people)
    widest = int(people.sum(axis=1).max(initial=0))
    places: Longs = instance.capacity[0].astype(np.int64) * widest
    return places


def _beyond_spread(instance: Instance, classes: Classes, least: Ints) -> int | None:
    """The class whose fewest gaps are more than the spread allows beside somebody else's most; None: none."""
    if instance.max_gap_spread < 0 or not len(least):
        return None
    first = np.bitwise_count((classes.open & (~classes.open + np.uint64(1))) - np.uint64(1)).astype(np.int32)
    after_last = np.array([slots.bit_length() for slots in classes.open.tolist()], np.int32)
    idle = after_last - first - classes.meetings
    most = np.maximum(np.minimum(classes.meetings - 1, idle), 0)
    has_choice = np.bitwise_count(classes.open) > classes.meetings
    limit = int(np.where(has_choice, most, least).min()) + instance.max_gap_spread
    return int(np.argmax(least)) if int(least.max()) > limit else None


def _market(instance: Instance, classes: Classes) -> Market | PlainMarket:
    library = kernel("pattern")
    places = places_of(instance)
    return Market(instance, classes, places, library) if library else PlainMarket(instance, classes, places)


class Market:
    """`Market` of native/pattern.c with its arrays."""

    def __init__(self, instance: Instance, classes: Classes, places: Longs, library: ctypes.CDLL) -> None:
        self._library = library
        library.pattern_bound.restype = ctypes.c_int64
        slots = (np.zeros(instance.n_slots, np.int64) for _ in range(3))
        self._price, self.best_price, self._load = slots
        self.least_gaps = np.zeros(len(classes.many), np.int32)
        self._columns = (
            classes.many,
            classes.meetings,
            classes.open,
            classes.must,
            places,
            self._price,
            self.best_price,
            self._load,
            self.least_gaps,
        )
        sizes = (len(classes.many), instance.n_slots, instance.day_starts)
        self._struct = _MarketStruct(*sizes, *(pointer(column) for column in self._columns))

    def least(self) -> int:
        """Fill `least_gaps`. The first class without any pattern, or -1."""
        return int(self._library.pattern_least(ctypes.byref(self._struct)))

    def raise_bound(self, rounds: int, aim: int) -> int:
        """The best bound of some rounds of prices, in parts of `GAP`."""
        found = self._library.pattern_bound(ctypes.byref(self._struct), ctypes.c_int32(rounds), ctypes.c_int64(aim))
        return int(found)


class _MarketStruct(ctypes.Structure):
    """`Market` of native/pattern.c, field by field."""

    _fields_ = (
        ("n_classes", ctypes.c_int32),
        ("n_slots", ctypes.c_int32),
        ("day_starts", ctypes.c_uint64),
        *((name, ctypes.c_void_p) for name in ("many", "meetings", "open", "must", "places")),
        *((name, ctypes.c_void_p) for name in ("price", "best_price", "load", "least")),
    )
