"""What keeps a plan from being worth more, the strongest first."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Text
from aufwind.engine.scheduling.delegates import places_of
from aufwind.engine.scheduling.reasons import wishes_by_person
from aufwind.engine.scheduling.words import counted, listed, name_of, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.engine.scheduling.instance import Ints
    from aufwind.engine.scheduling.reasons import Reason
    from aufwind.engine.scheduling.translate import Translation

MOST_NAMED = 5


def binding(translation: Translation, slot: Ints, reasons: list[Reason]) -> tuple[Text, ...]:
    """Sentences about what binds, by how much value waits behind each; at most `MOST_NAMED`.

    Args:
        slot: (n_wishes,) slot of each wish.
        reasons: Why each of the others is not placed; what is said here only adds them up.
    """
    waiting: dict[tuple[str, str], float] = defaultdict(float)
    for reason in reasons:
        if key := _key(reason):
            waiting[key] += translation.problem.wishes[reason.wish].value
    strongest = sorted(waiting, key=lambda key: -waiting[key])
    wished = wishes_by_person(translation)
    said = (_sentence(kind, subject, translation, slot, wished) for kind, subject in strongest)
    return tuple(islice((text for text in said if text is not None), MOST_NAMED))


def _key(reason: Reason) -> tuple[str, str] | None:
    """What a reason counts for."""
    if reason.kind == "places":
        return "places", reason.subject
    if reason.kind == "slots" and reason.subject == "tables":
        return "tables", ""
    return ("times", "") if reason.kind == "rule" and reason.subject == "person" else None


def _sentence(kind: str, subject: str, translation: Translation, slot: Ints, wished: Mapping[str, int]) -> Text | None:
    if kind == "places":
        return _person(subject, translation, wished[subject])
    return _tables(translation, slot) if kind == "tables" else _times(translation)


def _person(who: str, translation: Translation, wished: int) -> Text:
    grid = translation.grid
    name = name_of(grid.people[who])
    places = counted(places_of(grid.people[who], grid), ("Platz", "Plätze"), ("place", "places"))
    return Text(
        f"{name} ist {wished}-mal gewünscht und hat {places.de}.",
        f"{name} is wished by {wished} and has {places.en}.",
    )


def _tables(translation: Translation, slot: Ints) -> Text | None:
    """The slots in which every table is taken; None where that is nowhere so (a kind of table binds then)."""
    used = np.bincount(slot[slot >= 0], minlength=translation.instance.n_slots)
    full = used >= translation.instance.capacity[0]
    slots = [s for s, is_full in zip(translation.problem.slots, full, strict=False) if is_full]
    if not slots:
        return None
    times = listed(time_of(s) for s in slots)
    return Text(f"Alle Tische sind belegt: {times.de}.", f"All tables are taken: {times.en}.")


def _times(translation: Translation) -> Text:
    grid = translation.grid
    partly = [p for p in translation.problem.participants if grid.person_free[p.id] != grid.every]
    names = listed(name_of(person) for person in partly)
    return Text(f"Nicht die ganze Zeit da: {names.de}.", f"Not there all the time: {names.en}.")
