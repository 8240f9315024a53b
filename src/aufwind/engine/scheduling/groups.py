"""Mixers: several rounds of small groups in which as few people as possible meet twice.

Algebra gives rounds without any repetition where it can (`designs.py`); else one round is sought that gives the
others by turning (`starters.py`), and people are exchanged between groups (native/groups.c, plain twin in
`groups_plain.py`). The social golfer problem is open in general, so the answer states a bound on the contacts and
whether it is met.
"""

from __future__ import annotations

import ctypes
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.designs import rounds_without_repeats
from aufwind.engine.scheduling.groups_bound import contacts_bound, sizes_of
from aufwind.engine.scheduling.groups_plain import APART, APART_WEIGHT, cost_of, improve_plainly, times_met
from aufwind.engine.scheduling.starters import starting_rounds
from aufwind.engine.stop import Listener, Progress, Stop

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from aufwind.engine.scheduling.instance import Bytes, Ints

MOST_ROUNDS = 64
MOST_PEOPLE = 5000
STEPS_PER_ROUND = 40_000
PLAIN_STEPS_PER_ROUND = 400
ROUNDS_WITHOUT_GAIN = 8

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """Who sits with whom in which round, and how good that is.

    Attributes:
        rounds: rounds[r][t] are the people at table t in round r, ascending. Many stay at their table.
        contacts: Different pairs that meet and had not met before.
        contacts_bound: No seating of these people gives more contacts.
        fewest: Contacts of the person who gets the fewest.
        most_each: No person who takes part in every round can get more.
        repeats: Meetings of pairs that had met already.
        apart_broken: Pairs that should stay apart and do not, once per round.
    """

    rounds: tuple[tuple[tuple[int, ...], ...], ...]
    contacts: int
    contacts_bound: int
    fewest: int
    most_each: int
    repeats: int
    apart_broken: int

    @property
    def is_proven(self) -> bool:
        """Whether no seating can give more contacts."""
        return self.contacts == self.contacts_bound and not self.apart_broken

    @property
    def statement(self) -> Text:
        """How good the plan is, in a sentence."""
        if self.is_proven:
            return Text(
                f"{self.contacts} Begegnungen: mehr sind nicht möglich.",
                f"{self.contacts} contacts: no seating gives more.",
            )
        return Text(
            f"{self.contacts} Begegnungen; mehr als {self.contacts_bound} sind nicht möglich.",
            f"{self.contacts} contacts; more than {self.contacts_bound} are impossible.",
        )


def mix_groups(
    people: int,
    size: int,
    rounds: int,
    *,
    stop: Stop,
    seed: int = 0,
    met_before: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    absent: Sequence[Collection[int]] = (),
    listener: Listener | None = None,
) -> GroupPlan:
    """Seat people in groups, round by round, so that everybody meets as many others as possible.

    Args:
        people: How many; they are numbered from 0. At most `MOST_PEOPLE`.
        size: Places of a group. Where the people do not divide, groups have `size` or `size` - 1
            (fewer people than that leave no choice but smaller ones).
        rounds: How many, at most `MOST_ROUNDS`.
        stop: Asked between rounds of improvement; the best seating so far is returned once it says yes.
        seed: The same input, seed and round limit give the same seating on every machine.
        met_before: Pairs for whom a meeting is worth nothing.
        apart: Pairs that shall never share a group; kept before anything else.
        absent: For each round (missing rounds: nobody) who is not there.
        listener: Told after every round of improvement.

    Raises:
        ProblemError: A number is out of range, or a pair or an absence names somebody who does not exist.

    Method: pairs by the circle method, groups by difference matrices, then tabu search (native/groups.c).
    """
    _check(people=people, size=size, rounds=rounds, met_before=met_before, apart=apart, absent=absent)
    before = _before(people, met_before, apart)
    present = np.ones((rounds, people), bool)
    for r, missing in enumerate(absent):
        present[r, list(missing)] = False
    seats = _start(present, size, seed)
    bound, most_each = contacts_bound(present, size, before)
    others = starting_rounds(people, -(-people // size), rounds, seed)
    starts = (_without_absent(other, present, size) for other in others)
    seats = _improve(seats, starts, before, bound, stop=stop, seed=seed, listener=listener)
    return _plan(_stay_seated(seats), before, bound, most_each)


def _check(
    *,
    people: int,
    size: int,
    rounds: int,
    met_before: Collection[Pair],
    apart: Collection[Pair],
    absent: Sequence[Collection[int]],
) -> None:
    findings = [
        _out_of_range(de, en, value, low, high)
        for de, en, value, low, high in (
            ("Personen", "people", people, 1, MOST_PEOPLE),
            ("Gruppengröße", "group size", size, 2, MOST_PEOPLE),
            ("Runden", "rounds", rounds, 1, MOST_ROUNDS),
            ("Runden mit Abwesenden", "rounds with absences", len(absent), 0, rounds),
        )
        if not low <= value <= high
    ]
    named = {p for pair in (*met_before, *apart) for p in pair} | {p for missing in absent for p in missing}
    findings += [_out_of_range("Person", "person", p, 0, people - 1) for p in sorted(named) if not 0 <= p < people]
    if findings:
        raise ProblemError(findings)


def _out_of_range(de: str, en: str, value: int, low: int, high: int) -> Finding:
    return Finding(
        Text(f"Gruppenmischer, {de}", f"group mixer, {en}"),
        Text(f"{value} geht nicht.", f"{value} is not possible."),
        Text(f"Eine Zahl von {low} bis {high} angeben.", f"Give a number from {low} to {high}."),
    )


def _before(people: int, met_before: Collection[Pair], apart: Collection[Pair]) -> Bytes:
    before = np.zeros((people, people), np.int8)
    for pairs, mark in ((met_before, 1), (apart, APART)):
        for p, q in pairs:
            before[p, q] = before[q, p] = mark
    np.fill_diagonal(before, 0)
    return before


def _start(present: np.ndarray[tuple[int, int], np.dtype[np.bool_]], size: int, seed: int) -> Ints:
    """(rounds, people) group of everybody (-1 absent): algebra as far as it goes, then random rounds."""
    rounds, people = present.shape
    n_groups = -(-people // size)
    full = _pairs(people, rounds) if size == 2 else rounds_without_repeats(n_groups, size, rounds, seed)
    rng = random.Random(seed)  # noqa: S311 -- seating, no secret
    seats = np.empty((rounds, people), np.int32)
    for r in range(rounds):
        # The last column is one short where people are: every group has `size` or `size` - 1.
        seats[r] = full[r, :people] if r < len(full) else np.array(rng.sample(range(people), people)) % n_groups
    return _without_absent(seats, present, size)


def _without_absent(seats: Ints, present: np.ndarray[tuple[int, int], np.dtype[np.bool_]], size: int) -> Ints:
    out = np.full(seats.shape, -1, np.int32)
    for r, row in enumerate(seats):
        here = np.flatnonzero(present[r])
        out[r, here] = _even_out(row[here], size)
    return out


def _pairs(people: int, rounds: int) -> Ints:
    """Circle method: everybody meets everybody once in people - 1 (odd: people) rounds, then again."""
    even = people + people % 2
    seats = np.empty((rounds, even), np.int32)
    for r in range(rounds):
        ring = np.roll(np.arange(1, even), r % (even - 1)) if even > 1 else np.arange(0)
        circle = np.concatenate([[0], ring]).astype(np.int32)
        seats[r, circle[: even // 2]] = np.arange(even // 2)
        seats[r, circle[even // 2 :][::-1]] = np.arange(even // 2)
    return seats


def _even_out(row: Ints, size: int) -> Ints:
    """The same groups where they fit, with as few people moved as needed to have groups of even size."""
    wanted = sizes_of(len(row), size)
    ids, counts = np.unique(row, return_counts=True)
    ranked = ids[np.argsort(-counts, kind="stable")][: len(wanted)]
    places = dict(zip(ranked.tolist(), wanted, strict=False))
    number = {group: i for i, group in enumerate(sorted(places))}
    out = np.full(len(row), -1, np.int32)
    left = [places[group] for group in sorted(places)] + wanted[len(places) :]
    for i, group in enumerate(row.tolist()):
        g = number.get(group, -1)
        if g >= 0 and left[g]:
            out[i], left[g] = g, left[g] - 1
    free = [g for g, count in enumerate(left) for _ in range(count)]
    out[out < 0] = free
    return out


def _improve(
    seats: Ints,
    starts: Iterator[Ints],
    before: Bytes,
    bound: int,
    *,
    stop: Stop,
    seed: int,
    listener: Listener | None,
) -> Ints:
    """First other starts, one a round, then tabu search from the first and from the best of them."""
    best = seats
    for done, seating in enumerate(_seatings(seats, starts, before, seed)):
        if cost_of(seating, before) < cost_of(best, before):
            best = seating
        cost, contacts = cost_of(best, before), _contacts(best, before)
        progress = Progress("place", done, contacts, bound, 0 if cost < APART_WEIGHT else None, 0)
        if listener:
            listener(progress)
        if cost == 0 or (contacts == bound and cost < APART_WEIGHT) or stop(progress):
            break
    return best


def _seatings(first: Ints, starts: Iterator[Ints], before: Bytes, seed: int) -> Iterator[Ints]:
    """Everything that is tried, in order; ends when nothing gets better."""
    yield first
    other = first
    for start in starts:
        yield start
        other = start if cost_of(start, before) < cost_of(other, before) else other
    for seats in (first, other) if other is not first else (first,):
        yield from _searched(seats, before, seed)


def _searched(seats: Ints, before: Bytes, seed: int) -> Iterator[Ints]:
    """Better and better seatings by tabu search, each round from the best so far."""
    cost, idle, done = cost_of(seats, before), 0, 0
    while idle < ROUNDS_WITHOUT_GAIN:
        done += 1
        found = _one_round(seats, before, seed * 1_000_003 + done)
        idle = 0 if cost_of(found, before) < cost else idle + 1
        seats, cost = found, cost_of(found, before)
        yield seats


def _one_round(seats: Ints, before: Bytes, seed: int) -> Ints:
    seats = np.ascontiguousarray(seats)
    library = kernel("groups")
    if library is None:
        return improve_plainly(seats, before, PLAIN_STEPS_PER_ROUND, seed)[0]
    better = seats.copy()
    width = max(int(np.bincount(row[row >= 0]).max(initial=1)) for row in seats)
    library.groups_improve.restype = ctypes.c_int64
    cost = library.groups_improve(
        ctypes.c_int32(seats.shape[1]),
        ctypes.c_int32(seats.shape[0]),
        ctypes.c_int32(width),
        pointer(better),
        pointer(before),
        ctypes.c_int64(STEPS_PER_ROUND),
        ctypes.c_uint64(seed & (1 << 64) - 1),
    )
    if cost < 0:
        raise MemoryError("the mixer could not get the memory it needs")
    return better


def _contacts(seats: Ints, before: Bytes) -> int:
    return int(((times_met(seats, np.zeros_like(before)) > 0) & (before == 0)).sum()) // 2


def _stay_seated(seats: Ints) -> Ints:
    """The same groups, numbered so that many people stay at the table they sat at the round before."""
    out = seats.copy()
    for r in range(1, len(seats)):
        n_groups = int(seats[r].max(initial=-1)) + 1
        both = (seats[r] >= 0) & (out[r - 1] >= 0) & (out[r - 1] < n_groups)
        stays = np.zeros((n_groups, n_groups), np.int32)
        np.add.at(stays, (seats[r][both], out[r - 1][both]), 1)
        table = _best_first(stays)
        out[r] = np.where(seats[r] >= 0, table[seats[r]], -1) if n_groups else seats[r]
    return out


def _best_first(stays: Ints) -> Ints:
    """A table for each group, the pair with most people staying first."""
    n = len(stays)
    table, free = np.full(n, -1, np.int32), np.ones(n, bool)
    for cell in np.argsort(-stays, axis=None, kind="stable"):
        group, there = divmod(int(cell), n)
        if table[group] < 0 and free[there]:
            table[group], free[there] = there, False
    return table


def _plan(seats: Ints, before: Bytes, bound: int, most_each: int) -> GroupPlan:
    times = times_met(seats, np.zeros_like(before))
    new = (times > 0) & (before == 0)
    rounds = tuple(
        tuple(tuple(np.flatnonzero(row == g).tolist()) for g in range(int(row.max(initial=-1)) + 1)) for row in seats
    )
    broken = int(times[before == APART].sum()) // 2
    return GroupPlan(
        rounds=rounds,
        contacts=int(new.sum()) // 2,
        contacts_bound=bound,
        fewest=int(new.sum(axis=1).min()),
        most_each=most_each,
        repeats=int(times.sum()) // 2 - int(new.sum()) // 2 - broken,
        apart_broken=broken,
    )
