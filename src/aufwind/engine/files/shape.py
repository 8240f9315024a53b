"""Which fields a slot, a table, a participant and a wish have in every file format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aufwind.engine.problem import Participant, Slot, Table, Wish

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["id", "text", "prose", "ids", "set", "number", "whole", "yes", "moment", "day"]
"""What a field holds. «prose» may have lines; «ids» keep their order, a «set» does not; «whole» is a whole number
from 0."""

LONGEST_ID = 200
LONGEST_TEXT = 1_000
LONGEST_PROSE = 20_000
MOST_WISHES = 400_000
MOST_PEOPLE = 40_000
"""Larger events come as columns (`Instance`), not as files."""


class Field(NamedTuple):
    """One field of a row."""

    kind: Kind
    is_required: bool = False


class Row(NamedTuple):
    """What one list of the problem is made of.

    Any in `make`: the four take different fields, as `fields` says.
    """

    make: Callable[..., Any]
    fields: dict[str, Field]
    most: int


ROWS: dict[str, Row] = {
    "slots": Row(
        Slot,
        {
            "id": Field("id", is_required=True),
            "starts_at": Field("moment"),
            "minutes": Field("whole"),
            "block": Field("text"),
            "day": Field("text"),
        },
        1_000,
    ),
    "tables": Row(
        Table,
        {
            "id": Field("id", is_required=True),
            "kind": Field("text"),
            "zone": Field("text"),
            "unavailable": Field("set"),
        },
        MOST_PEOPLE,
    ),
    "participants": Row(
        Participant,
        {
            "id": Field("id", is_required=True),
            "name": Field("text"),
            "side": Field("text"),
            "unavailable": Field("set"),
            "min_meetings": Field("whole"),
            "max_meetings": Field("whole"),
            "table": Field("id"),
            "organisation": Field("id"),
            "needs": Field("text"),
            "email": Field("text"),
        },
        MOST_PEOPLE,
    ),
    "wishes": Row(
        Wish,
        {
            "id": Field("id", is_required=True),
            "people": Field("ids", is_required=True),
            "value": Field("number"),
            "must": Field("yes"),
            "never": Field("yes"),
            "met_before": Field("yes"),
            "block": Field("text"),
            "slot": Field("id"),
            "table": Field("id"),
            "kind": Field("text"),
            "after": Field("ids"),
            "minutes": Field("whole"),
        },
        MOST_WISHES,
    ),
}
"""The four lists of a problem, in the order in which they are read."""

SETTINGS: dict[str, Field] = {"max_gap_spread": Field("whole"), "fair_to": Field("whole")}
