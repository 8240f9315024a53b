"""Why a wish does not take place, in words, each checked against the plan before it is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from aufwind.engine.errors import Text
from aufwind.engine.scheduling.delegates import places_of
from aufwind.engine.scheduling.first_come import around
from aufwind.engine.scheduling.grid import domain_of, limits_of
from aufwind.engine.scheduling.why import contradiction, explained
from aufwind.engine.scheduling.words import counted, listed, name_of, time_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.engine.problem import Wish
    from aufwind.engine.scheduling.instance import Ints
    from aufwind.engine.scheduling.translate import Translation


class Reason(NamedTuple):
    """Why one wish does not take place.

    Attributes:
        wish: Position of the wish.
        kind: "rule": its own rules leave no slot. "nobody": an organisation has nobody to send. "places":
            somebody has as many meetings as she can have. "slots": in each slot left somebody is busy, all
            tables are taken or the order would break. "free": it would still fit.
        subject: The participant for "places"; for "slots" what stands in the way most («people», «tables»,
            «table», «order»); for "rule" the first rule.
        text: The reason in words.
    """

    wish: int
    kind: str
    subject: str
    text: Text


@dataclass(frozen=True, slots=True)
class _State:
    """Who and what is taken when, in a plan."""

    translation: Translation
    slot: list[int]
    busy: list[int]
    open: list[int]
    held: Mapping[str, list[int]]
    wished: Counter[str]
    around: Mapping[int, list[tuple[int, bool]]]


def reasons_for(translation: Translation, slot: Ints) -> list[Reason]:
    """A reason for each wish that is not placed, in the order of the wishes.

    Args:
        slot: (n_wishes,) slot of each wish, negative where it is not placed.

    Cost: about 30 µs a wish.
    """
    state = _state(translation, slot)
    return [_reason(i, state) for i in np.flatnonzero(slot < 0).tolist()]


def _reason(i: int, state: _State) -> Reason:
    translation = state.translation
    wish, people, grid = translation.problem.wishes[i], translation.attendees[i], translation.grid
    if len(people) < len(wish.people):
        text = Text("Die Organisation hat niemanden dafür.", "The organisation has nobody for it.")
        return Reason(i, "nobody", "", text)
    limits = limits_of(wish, people, grid)
    if against := contradiction(limits, grid):
        return Reason(i, "rule", against[0].rule, _capital(explained(against, grid)))
    for person in people:
        if len(state.held[person]) >= places_of(grid.people[person], grid):
            return Reason(i, "places", person, _no_places(person, wish, state))
    return _no_slot(i, domain_of(limits, grid), state)


def _no_places(person: str, wish: Wish, state: _State) -> Text:
    """«Ms X is wished by 31 and has 10 places», and what they are taken by where that is so."""
    grid = state.translation.grid
    name, places = name_of(grid.people[person]), places_of(grid.people[person], grid)
    seats = counted(places, ("Platz", "Plätze"), ("place", "places"))
    held = [state.translation.problem.wishes[i] for i in state.held[person]]
    by = Text("alle sind vergeben.", "all are taken.")
    if places and all(other.must or other.value >= wish.value for other in held):
        by = Text("alle haben mindestens so wertvolle Termine.", "all hold meetings worth at least as much.")
    wished = state.wished[person]
    return Text(
        f"{name} ist {wished}-mal gewünscht und hat {seats.de}; {by.de}" if places else f"{name} nimmt keine Termine.",
        f"{name} is wished by {wished} and has {seats.en}; {by.en}" if places else f"{name} takes no meetings.",
    )


def _no_slot(i: int, domain: int, state: _State) -> Reason:
    """What stands in the way in each slot the wish could have."""
    translation = state.translation
    grid = translation.grid
    blocked: Counter[str] = Counter()
    texts: list[Text] = []
    for t, slot in enumerate(grid.problem.slots):
        if not domain >> t & 1:
            continue
        obstacle, text = _obstacle(i, t, state)
        at = time_of(slot)
        if not obstacle:
            return Reason(
                i,
                "free",
                slot.id,
                Text(
                    f"Um {at} wäre noch Platz; die Suche endete vorher oder es lohnt nicht.",
                    f"At {at} there is still room; the search ended before, or it is not worth it.",
                ),
            )
        blocked[obstacle] += 1
        texts.append(Text(f"{at} {text.de}", f"{at} {text.en}"))
    subject, _ = blocked.most_common(1)[0]
    return Reason(i, "slots", subject, _all_blocked(blocked, texts))


def _all_blocked(blocked: Counter[str], texts: list[Text]) -> Text:
    if set(blocked) == {"tables"}:
        return Text(
            "In jedem gemeinsamen Zeitfenster sind alle passenden Tische belegt.",
            "In every slot they share, all tables that fit are taken.",
        )
    de, en = listed(text.de for text in texts).de, listed(text.en for text in texts).en
    return Text(f"Kein gemeinsames Zeitfenster ist frei: {de}.", f"No slot they share is free: {en}.")


def _obstacle(i: int, t: int, state: _State) -> tuple[str, Text]:
    """What keeps a wish out of a slot: its kind («» for nothing) and words."""
    translation, instance = state.translation, state.translation.instance
    busy = [u for u in instance.members[i].tolist() if u >= 0 and state.busy[u] >> t & 1]
    people = [u for u in busy if u < instance.n_people]
    if people:
        names = listed(name_of(translation.problem.participants[u]) for u in people)
        verb = Text("hat", "has") if len(people) == 1 else Text("haben", "have")
        return "people", Text(f"{verb.de} {names.de} einen Termin", f"{names.en} {verb.en} a meeting")
    if busy:
        table = translation.fixed[i]
        return "table", Text(f"ist Tisch {table} belegt", f"table {table} is taken")
    if not all(state.open[row] >> t & 1 for row in {0, int(instance.kind[i])}):
        return "tables", Text("sind alle passenden Tische belegt", "all tables that fit are taken")
    if other := _out_of_order(i, t, state):
        return "order", Text(f"wäre die Reihenfolge mit {other} falsch", f"the order with {other} would be wrong")
    return "", Text("", "")


def _out_of_order(i: int, t: int, state: _State) -> str | None:
    for other, is_earlier in state.around.get(i, ()):
        at = state.slot[other]
        if at >= 0 and (at >= t if is_earlier else at <= t):
            return state.translation.problem.wishes[other].id
    return None


def _state(translation: Translation, slot: Ints) -> _State:
    instance = translation.instance
    slots = [int(t) for t in slot]
    busy = [0] * instance.n_units
    left = instance.capacity.tolist()
    held: dict[str, list[int]] = {person.id: [] for person in translation.problem.participants}
    for i in np.flatnonzero(slot >= 0).tolist():
        for unit in instance.members[i].tolist():
            if unit >= 0:
                busy[unit] |= 1 << slots[i]
        for row in {0, int(instance.kind[i])}:
            left[row][slots[i]] -= 1
        for person in translation.attendees[i]:
            held[person].append(i)
    open_rows = [sum(1 << t for t, count in enumerate(row) if count > 0) for row in left]
    wished = wishes_by_person(translation)
    return _State(translation, slots, busy, open_rows, held, wished, around(instance))


def wishes_by_person(translation: Translation) -> Counter[str]:
    """How many wishes that may take place would bring each participant to a table."""
    return Counter(
        person
        for wish, people in zip(translation.problem.wishes, translation.attendees, strict=True)
        if not wish.never and (wish.must or not wish.met_before)
        for person in people
    )


def _capital(text: Text) -> Text:
    return Text(text.de[0].upper() + text.de[1:], text.en[0].upper() + text.en[1:])
