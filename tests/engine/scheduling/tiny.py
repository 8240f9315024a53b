"""Tiny problems with every field in use, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from aufwind.engine import Participant, Problem, Slot, Table, Wish

NAMES = ["anna", "ben", "cleo", "dora"]


def some(ids):
    return st.frozensets(st.sampled_from(ids), max_size=2)


def maybe(ids):
    return st.one_of(st.none(), st.none(), st.none(), st.sampled_from(ids))


rarely = st.sampled_from([False, False, False, True])


@st.composite
def tiny_problems(draw, *, agreed=False):
    """Up to four people, four slots, two tables and five wishes with every field in use."""
    slots = tuple(
        Slot(f"s{t}", block=draw(st.sampled_from(["am", "pm"])), day=str(t // 3), minutes=draw(maybe([20, 30])))
        for t in range(draw(st.integers(1, 4)))
    )
    ids = [slot.id for slot in slots]
    tables = tuple(
        Table(f"t{j}", kind=draw(maybe(["quiet"])), unavailable=draw(some(ids))) for j in range(draw(st.integers(1, 2)))
    )
    kinds = [table.kind for table in tables if table.kind]
    people = tuple(
        Participant(
            name,
            unavailable=draw(some(ids)),
            max_meetings=draw(maybe([1, 2])),
            table=draw(maybe([table.id for table in tables])),
            needs=draw(maybe(kinds)) if kinds else None,
        )
        for name in NAMES
    )
    blocks = sorted({slot.block for slot in slots})
    wishes: list[Wish] = []
    for i in range(draw(st.integers(0, 5))):
        size = draw(st.sampled_from([2, 2, 2, 3]))
        wish = Wish(
            f"w{i}",
            tuple(draw(st.permutations(NAMES))[:size]),
            draw(st.sampled_from([0.5, 1.0, 2.0, 2.5])),
            must=agreed or draw(rarely),
            met_before=draw(rarely),
            block=draw(maybe(blocks)),
            after=tuple(w.id for w in wishes[-1:]) if draw(rarely) else (),
            minutes=draw(maybe([30])),
        )
        wishes.append(wish)
    return Problem(slots, tables, people, tuple(wishes), max_gap_spread=draw(st.sampled_from([0, 1, 2, None])))
