"""A small invented event that shows every field once."""

from __future__ import annotations

from datetime import datetime, timedelta

from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish

BEGIN = datetime(2027, 5, 13, 10, 0)  # noqa: DTZ001 -- the place's own time is meant
MINUTES = 20


def example(language: str = "de") -> Problem:
    """Eight invented guests, six slots in two blocks, three tables, twelve wishes; words in `language`."""
    morning, afternoon = ("Vormittag", "Nachmittag") if language == "de" else ("morning", "afternoon")
    quiet = "ruhig" if language == "de" else "quiet"
    starts = [BEGIN + timedelta(minutes=(MINUTES + 5) * t, hours=3 * (t >= 3)) for t in range(6)]
    slots = tuple(
        Slot(f"{start:%H:%M}", start, MINUTES, morning if t < 3 else afternoon) for t, start in enumerate(starts)
    )
    early = frozenset(slot.id for slot in slots[:3])
    return Problem(
        slots,
        (
            Table("1", quiet, "Foyer"),
            Table("2", None, "Foyer"),
            Table("3", None, "Saal", frozenset({slots[-1].id})),
        ),
        (
            Participant("anna", "Anna Berg", "A", max_meetings=4),
            Participant("ben", "Ben Alt", "A", needs=quiet),
            Participant("cleo", "Cleo Neu", "A", unavailable=early),
            Participant("dora", "Dora Ost", "A", min_meetings=2),
            Participant("emil", "Emil West", "B", table="2"),
            Participant("frida", "Frida Süd", "B", organisation="Weberei"),
            Participant("gero", "Gero Nord", "B", organisation="Weberei"),
            Participant("hanna", "Hanna Klar", "B", email="hanna@example.org"),
        ),
        (
            Wish("w1", ("anna", "emil"), 3, must=True),
            Wish("w2", ("anna", "Weberei"), 2),
            Wish("w3", ("ben", "Weberei"), 2),
            Wish("w4", ("ben", "hanna"), 1, block=afternoon),
            Wish("w5", ("cleo", "hanna"), 2, minutes=MINUTES),
            Wish("w6", ("cleo", "emil"), 1),
            Wish("w7", ("dora", "emil"), 1, after=("w1",)),
            Wish("w8", ("dora", "frida"), 2, met_before=True),
            Wish("w9", ("dora", "hanna"), 2, slot=slots[1].id),
            Wish("w10", ("anna", "hanna"), 1, never=True),
            Wish("w11", ("dora", "emil", "gero"), 2, table="2"),
            Wish("w12", ("cleo", "gero"), 1, kind=quiet),
        ),
        fair_to=1,
    )
