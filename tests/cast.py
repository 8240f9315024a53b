"""The cast: a handful of invented people and places that the tests speak of."""

from __future__ import annotations

from aufwind.core.policy import Role, Visitor
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish

HERR_VOGEL = Visitor(key="user:1", roles=frozenset({Role.ORGANISER}), user_id=None)
"""The organiser."""

AGENCY = Visitor(key="user:2", roles=frozenset({Role.AGENCY}), user_id=None)
"""Runs the installation."""

EVE = Visitor(key="user:666", roles=frozenset(), user_id=None)
"""May see nothing that is not public."""


def small_roster() -> Problem:
    """Kunsthaus Oschatz meets Weberei Flöha and Frau Demir; two slots, one table; one wish too many."""
    return Problem(
        slots=(Slot("first", minutes=15), Slot("second", minutes=15)),
        tables=(Table("T1"),),
        participants=(
            Participant("kunsthaus", name="Kunsthaus Oschatz", email="kunsthaus@example.org"),
            Participant("weberei", name="Weberei Flöha", email="weberei@example.org"),
            Participant("demir", name="Frau Demir"),
        ),
        wishes=(
            Wish("k-w", ("kunsthaus", "weberei"), value=3, must=True),
            Wish("k-d", ("kunsthaus", "demir"), value=2),
            Wish("w-d", ("weberei", "demir"), value=1),
        ),
    )
