"""Random events with every rule in use, and a check of schedules the slow way."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np

from aufwind.engine.scheduling.instance import Instance


def random_event(seed, *, n_people=12, n_slots=6, n_wishes=30, width=2, kinds=1, tables=4, **columns):
    """An event whose domains have holes; some wishes are linked, some need a kind of table, some are musts."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(2, width + 1, n_wishes)
    members = np.full((n_wishes, width), -1, np.int32)
    for wish, size in enumerate(sizes):
        members[wish, :size] = chance.choice(n_people, size, replace=False)
    pairs = chance.permutation(n_wishes)[: 2 * (n_wishes // 8)].reshape(-1, 2)
    given = {
        "n_slots": n_slots,
        "n_people": n_people,
        "n_units": n_people,
        "members": members,
        "worth": chance.integers(0, 50, n_wishes),
        "domain": chance.integers(0, 1 << n_slots, n_wishes, dtype=np.uint64),
        "max_meetings": chance.integers(1, n_slots + 1, n_people).astype(np.int32),
        "min_meetings": np.zeros(n_people, np.int32),
        "capacity": np.stack([np.full(n_slots, tables if k == 0 else 1, np.int32) for k in range(kinds)]),
        "kind": chance.integers(0, kinds, n_wishes).astype(np.int32),
        "must": np.zeros(n_wishes, np.int8),
        "after": np.sort(pairs, axis=1).astype(np.int32),
    }
    return Instance(**(given | columns))


def full_event(seed, *, n_people=24, n_slots=8, **columns):
    """An event with a hidden plan in which everybody meets in each of her slots, without any gap."""
    chance = np.random.default_rng(seed)
    length = chance.integers(2, n_slots + 1, n_people)
    start = (chance.random(n_people) * (n_slots - length + 1)).astype(int)
    meetings, used = [], []
    for t in range(n_slots):
        busy = chance.permutation(np.flatnonzero((start <= t) & (t < start + length)))
        for a, b in zip(busy[::2], busy[1::2], strict=False):
            meetings.append((a, b))
            used.append(t)
    order = chance.permutation(len(meetings))
    n = len(meetings)
    given = {
        "n_slots": n_slots,
        "n_people": n_people,
        "n_units": n_people,
        "members": np.array(meetings, np.int32)[order],
        "worth": np.ones(n, np.int64),
        "domain": np.full(n, (1 << n_slots) - 1, np.uint64),
        "max_meetings": np.full(n_people, n_slots, np.int32),
        "min_meetings": np.zeros(n_people, np.int32),
        "capacity": np.full((1, n_slots), np.bincount(used).max(), np.int32),
        "kind": np.zeros(n, np.int32),
        "must": np.ones(n, np.int8),
    }
    return Instance(**(given | columns))


def faults(instance, slot):
    """Everything that is wrong with a schedule, in words."""
    held = [wish for wish in range(instance.n_wishes) if slot[wish] >= 0]
    who = {wish: [int(unit) for unit in instance.members[wish] if unit >= 0] for wish in held}
    found = [f"wish {w} outside its domain" for w in held if not int(instance.domain[w]) >> int(slot[w]) & 1]
    places = [(unit, int(slot[w])) for w in held for unit in who[w]]
    found += [f"unit {unit} twice in slot {t}" for unit, t in set(places) if places.count((unit, t)) > 1]
    for person in range(instance.n_people):
        if sum(unit == person for unit, _ in places) > instance.max_meetings[person]:
            found.append(f"person {person} meets too often")
    for row, t in product(range(len(instance.capacity)), range(instance.n_slots)):
        here = sum(slot[w] == t and (row in (0, instance.kind[w])) for w in held)
        if here > instance.capacity[row, t]:
            found.append(f"too many tables of row {row} in slot {t}")
    for earlier, later in instance.after.tolist():
        if earlier in held and later in held and slot[earlier] >= slot[later]:
            found.append(f"wish {later} not after {earlier}")
    return found


def gaps(instance, slot):
    """Gaps of each person, counted the slow way."""
    return [
        sum(b - a > 1 for day in days_of(instance) for a, b in pairwise(sorted(set(slots) & day)))
        for slots in (slots_of(instance, slot, person) for person in range(instance.n_people))
    ]


def slots_of(instance, slot, person):
    return [int(t) for t, row in zip(slot, instance.members, strict=True) if t >= 0 and person in row]


def days_of(instance):
    starts = [0, *(t for t in range(1, instance.n_slots) if instance.day_starts >> t & 1), instance.n_slots]
    return [set(range(first, last)) for first, last in pairwise(starts)]


def worth(instance, slot):
    return int(instance.worth[np.asarray(slot) >= 0].sum())
