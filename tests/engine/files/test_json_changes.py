"""Changes as JSON: everything that can be said, and what is refused with its place."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from aufwind.engine.files.json_changes import read_changes_json
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.problem import Participant, Wish
from aufwind.engine.scheduling.changes import (
    Changes,
    Late,
    Leaves,
    NoShow,
    SlotMoved,
    Substitute,
    TableLost,
    WalkIn,
)


def read(value: object) -> Changes:
    return read_changes_json(json.dumps(value).encode())


def test_every_kind_of_change_is_read_in_the_order_in_which_it_is_applied():
    changes = read({
        "now": "s3",
        "no_shows": ["anna"],
        "late": [{"participant": "ben", "until": "s5"}],
        "left": [{"participant": "cleo", "from": "s7"}],
        "tables_lost": [{"table": "t4", "slots": ["s3", "s4"]}, {"table": "t5"}],
        "walk_ins": [{"id": "dora", "name": "Dora Alt", "wishes": [{"id": "w9", "people": ["dora", "ben"]}]}],
        "substitutes": [{"participant": "emil", "by": {"id": "frida"}}],
        "slots_moved": [{"slot": "s4", "to": "2026-05-07T11:15"}, {"slot": "s5", "to": "s6"}],
    })  # fmt: skip

    assert changes == Changes(
        (
            SlotMoved("s4", datetime(2026, 5, 7, 11, 15)),  # noqa: DTZ001 -- the event's own wall clock
            SlotMoved("s5", "s6"),
            WalkIn(Participant("dora", "Dora Alt"), (Wish("w9", ("dora", "ben")),)),
            Substitute("emil", Participant("frida")),
            Late("ben", "s5"),
            Leaves("cleo", "s7"),
            NoShow("anna"),
            TableLost("t4", frozenset({"s3", "s4"})),
            TableLost("t5"),
        ),
        now="s3",
    )


def test_nothing_changed():
    assert read({}) == Changes()


def test_what_looks_like_a_moment_but_is_none_stays_a_name():
    assert read({"slots_moved": [{"slot": "a", "to": "2026-99-99T10:00"}]}).changes == (
        SlotMoved("a", "2026-99-99T10:00"),
    )


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ([], "Whole file: This does not fit here. Write an object { … }."),
        ({"noshows": []}, "noshows: There is no such part."),
        ({"no_shows": "anna"}, "no_shows: This does not fit here. Write a list [ … ]."),
        ({"no_shows": [7]}, "no_shows[0]: This does not fit here. Write an id (a text)."),
        ({"now": 3}, "now: This does not fit here."),
        ({"late": [{"participant": "ben"}]}, "late[0]: “until” is missing."),
        ({"left": ["cleo"]}, "left[0]: This is a text."),
        ({"tables_lost": [{"table": "t", "slots": "s1"}]}, "tables_lost[0].slots: "),
        ({"walk_ins": ["dora"]}, "walk_ins[0]: This is a text."),
        ({"walk_ins": [{"id": "d", "wishes": [{"id": "w"}]}]}, "walk_ins[0].wishes[0]: “people” is missing."),
        ({"substitutes": [{"participant": "e"}]}, "substitutes[0]: This does not fit here."),
        ({"substitutes": [{"participant": 1, "by": {"id": "f"}}]}, "substitutes[0].participant: "),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(value, where):
    with pytest.raises(FileIsRefused) as caught:
        read(value)

    assert where in str(caught.value)
