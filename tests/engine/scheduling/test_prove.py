from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aufwind.engine.native import SWITCH
from aufwind.engine.scheduling.instance import Instance
from aufwind.engine.scheduling.prove import Names, prove
from aufwind.engine.stop import after_rounds

from .published import gaps_by_person, objections


def agreed(members, domain, *, n_slots, tables, spread=-1, after=(), day_starts=0, n_people=None):
    """An event of agreed meetings, small enough to try every plan."""
    rows = np.array(members, np.int32)
    n_units = int(rows.max()) + 1
    n_people = n_units if n_people is None else n_people
    return Instance(
        n_slots=n_slots,
        n_people=n_people,
        n_units=n_units,
        members=rows,
        worth=np.ones(len(rows), np.int64),
        domain=np.array(domain, np.uint64),
        max_meetings=np.full(n_people, n_slots, np.int32),
        min_meetings=np.zeros(n_people, np.int32),
        capacity=np.full((1, n_slots), tables, np.int32),
        kind=np.zeros(len(rows), np.int32),
        must=np.ones(len(rows), np.int8),
        after=np.array(list(after), np.int32).reshape(-1, 2),
        day_starts=day_starts,
        max_gap_spread=spread,
    )


def fewest_gaps(instance):
    """By trying every plan; None where there is none."""
    slots = [[t for t in range(instance.n_slots) if int(mask) >> t & 1] for mask in instance.domain]
    plans = (list(plan) for plan in product(*slots))
    return min((sum(gaps_by_person(instance, p)) for p in plans if not objections(instance, p)), default=None)


@st.composite
def events(draw):
    n_slots = draw(st.integers(3, 5))
    n_people = draw(st.integers(3, 5))
    pair = st.lists(st.integers(0, n_people - 1), min_size=2, max_size=2, unique=True)
    members = draw(st.lists(pair, min_size=2, max_size=5))
    domain = [draw(st.integers(1, 2**n_slots - 1)) for _ in members]
    order = st.tuples(st.integers(0, len(members) - 1), st.integers(0, len(members) - 1))
    after = [(a, b) for a, b in draw(st.lists(order, max_size=2)) if a != b]
    return agreed(
        members,
        domain,
        n_slots=n_slots,
        tables=draw(st.integers(1, 2)),
        spread=draw(st.integers(-1, 1)),
        after=after,
        day_starts=draw(st.sampled_from([0, 0, 4])),
    )


@given(events())
@settings(max_examples=150, deadline=None)
def test_prove_equals_trying_every_plan(event):
    best = fewest_gaps(event)

    proof = prove(event, stop=after_rounds(1000))

    assert (proof.proven, proof.gaps, proof.infeasible is None) == (True, best, best is not None)
    assert proof.slot is None or objections(event, proof.slot.tolist()) == []


@given(events())
@settings(max_examples=40, deadline=None)
def test_prove_without_compiled_code_proves_the_same(event):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "1")
        plain = prove(event, stop=after_rounds(1000))

    compiled = prove(event, stop=after_rounds(1000))

    assert (plain.proven, plain.gaps, plain.infeasible) == (True, compiled.gaps, compiled.infeasible)


def test_prove_names_who_has_too_few_slots():
    event = agreed([[0, 1], [0, 2], [0, 3]], [0b11] * 3, n_slots=3, tables=3)

    proof = prove(event, stop=after_rounds(10), names=Names(units=["Kunsthaus"]))

    assert proof.infeasible is not None
    assert proof.infeasible.text("en").startswith("Participant Kunsthaus: 3 meetings have only 2 possible slots")


def test_prove_names_an_order_that_cannot_be():
    event = agreed([[0, 1], [2, 3]], [0b10, 0b11], n_slots=2, tables=2, after=[(0, 1)])

    proof = prove(event, stop=after_rounds(10))

    assert proof.infeasible is not None
    assert proof.infeasible.text("de").startswith("Termin 2: Er soll nach Termin 1 liegen")


def test_prove_names_slots_short_of_tables():
    event = agreed([[0, 1], [2, 3]], [0b1, 0b1], n_slots=2, tables=1)

    proof = prove(event, stop=after_rounds(10))

    assert proof.infeasible is not None
    assert proof.infeasible.where.en == "Slots 1"


def test_prove_counts_gaps_of_people_not_of_tables():
    event = agreed([[0, 1, 4], [2, 3, 4]], [0b001, 0b100], n_slots=3, tables=2, n_people=4)

    proof = prove(event, stop=after_rounds(10))

    assert (proof.gaps, proof.gaps_bound, proof.proven) == (0, 0, True)


def test_prove_begins_with_the_plan_it_is_given():
    event = agreed([[0, 1], [0, 2]], [0b11, 0b11], n_slots=2, tables=1)
    start = np.array([1, 0], np.int8)

    proof = prove(event, start=start, stop=after_rounds(10))

    assert proof.slot is not None
    assert proof.slot.tolist() == [1, 0]
