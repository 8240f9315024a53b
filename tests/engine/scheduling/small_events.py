"""Tiny events to choose wishes in, and the best choice found by trying all."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from aufwind.engine.scheduling.instance import Instance

SLOTS = 3


def event(pairs, worth, **columns):
    """An event of three slots in which everybody is free, with as many tables as `columns` says."""
    n_people = columns.pop("n_people", 1 + max((max(pair) for pair in pairs), default=0))
    n = len(pairs)
    given = {
        "members": np.array(pairs, np.int32).reshape(n, -1) if n else np.empty((0, 2), np.int32),
        "worth": np.array(worth, np.int64),
        "domain": np.full(n, 0b111, np.uint64),
        "max_meetings": np.full(n_people, SLOTS, np.int32),
        "min_meetings": np.zeros(n_people, np.int32),
        "capacity": np.full((1, SLOTS), 99, np.int32),
        "kind": np.zeros(n, np.int32),
        "must": np.zeros(n, np.int8),
    }
    given |= {name: np.array(value, given[name].dtype) for name, value in columns.items() if name in given}
    n_units = columns.get("n_units", n_people)
    return Instance(n_slots=SLOTS, n_people=n_people, n_units=n_units, **given)


def is_possible(instance, chosen):
    """Whether people, named tables and rows have places for these wishes, counted the slow way."""
    if any(instance.domain[wish] == 0 for wish in chosen):
        return False
    units = [int(unit) for wish in chosen for unit in instance.members[wish]]
    usable = dict.fromkeys(range(instance.n_units), 0)
    for wish, members in enumerate(instance.members):
        for unit in members[members >= 0]:
            usable[int(unit)] |= int(instance.domain[wish])
    limits = [*instance.max_meetings.tolist(), *[99] * (instance.n_units - instance.n_people)]
    if any(units.count(unit) > min(mask.bit_count(), limits[unit]) for unit, mask in usable.items()):
        return False
    kinds = [int(instance.kind[wish]) for wish in chosen]
    rows = [0] * len(instance.capacity)
    for k in range(len(rows)):
        masks = [int(d) for d, kind in zip(instance.domain, instance.kind, strict=True) if k in (0, kind)]
        rows[k] = sum(int(instance.capacity[k, t]) for t in range(SLOTS) if any(mask >> t & 1 for mask in masks))
    return len(kinds) <= rows[0] and all(kinds.count(k) <= rows[k] for k in range(1, len(rows)))


def best_of(instance):
    """(musts, meetings within the minimums, worth) of the best possible set of wishes, by trying all."""

    def rank(chosen):
        held = np.bincount([u for w in chosen for u in instance.members[w] if u >= 0], minlength=instance.n_units)
        floor = np.minimum(held[: instance.n_people], instance.min_meetings).sum()
        return int(instance.must[list(chosen)].sum()), int(floor), int(instance.worth[list(chosen)].sum())

    open_to = [w for w in range(instance.n_wishes) if instance.domain[w]]
    sets = (chosen for size in range(len(open_to) + 1) for chosen in combinations(open_to, size))
    return max(rank(chosen) for chosen in sets if is_possible(instance, chosen))


@st.composite
def events(draw, most_people=5, most_wishes=8, most_members=2):
    n_people = draw(st.integers(most_members, most_people))
    pair = st.lists(st.integers(0, n_people - 1), min_size=2, max_size=most_members, unique=True)
    pairs = [tuple(p + [-1] * (most_members - len(p))) for p in draw(st.lists(pair, max_size=most_wishes))]
    n = len(pairs)
    return event(
        pairs or np.empty((0, most_members), np.int32),
        draw(st.lists(st.integers(0, 9), min_size=n, max_size=n)),
        n_people=n_people,
        domain=draw(st.lists(st.integers(0, 7), min_size=n, max_size=n)),
        max_meetings=draw(st.lists(st.integers(0, 3), min_size=n_people, max_size=n_people)),
        min_meetings=draw(st.lists(st.integers(0, 2), min_size=n_people, max_size=n_people)),
        must=draw(st.lists(st.sampled_from([0, 0, 0, 1]), min_size=n, max_size=n)),
        kind=draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)),
        capacity=draw(st.sampled_from([[[9] * 3] * 2, [[1] * 3] * 2, [[1, 0, 1], [1, 0, 0]], [[2] * 3, [0] * 3]])),
    )
