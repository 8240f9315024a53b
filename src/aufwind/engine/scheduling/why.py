"""What a limit says in words, and which few limits together leave a wish no slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.scheduling.grid import NOWHERE, domain_of
from aufwind.engine.scheduling.words import listed, name_of, time_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.scheduling.grid import Grid, Limit


def contradiction(limits: Sequence[Limit], grid: Grid) -> list[Limit]:
    """As few limits as needed to leave no slot; empty where a slot is left.

    A single limit that leaves nothing is named alone. Otherwise one limit after the other is dropped as long
    as nothing is left without it, so each of those that remain is necessary.
    """
    if domain_of(limits, grid) != NOWHERE:
        return []
    for limit in limits:
        if limit.slots == NOWHERE:
            return [limit]
    kept = [limit for limit in limits if limit.slots != grid.every]
    for limit in list(kept):
        without = [other for other in kept if other is not limit]
        if domain_of(without, grid) == NOWHERE:
            kept = without
    return kept


def explained(limits: Sequence[Limit], grid: Grid) -> Text:
    """The limits as a sentence, such as «Anna Berg ist nur 10:00 da, Ben Alt ist nur 10:20 da.»."""
    if grid.every == NOWHERE:
        return Text("Es gibt keine Zeitfenster.", "There are no slots.")
    texts = [limit_text(limit, grid) for limit in limits]
    return Text(", ".join(text.de for text in texts) + ".", ", ".join(text.en for text in texts) + ".")


def limit_text(limit: Limit, grid: Grid) -> Text:
    """One limit as half a sentence, with the slots it leaves."""
    words = _NOTHING_LEFT if limit.slots == NOWHERE and limit.rule in _NOTHING_LEFT else _WORDS
    name = name_of(grid.people[limit.subject]) if limit.rule == "person" else limit.subject
    times = times_in(limit.slots, grid)
    pattern = words[limit.rule]
    return Text(pattern.de.format(subject=name, times=times.de), pattern.en.format(subject=name, times=times.en))


def times_in(mask: int, grid: Grid) -> Text:
    """The slots of a set as words: «nur 10:00 und 10:20», «nie»."""
    if mask == NOWHERE:
        return Text("nie", "never")
    times = listed(time_of(slot) for slot in grid.slots_in(mask))
    return Text(f"nur {times.de}", f"only at {times.en}")


_WORDS = {
    "never": Text("der Wunsch ist mit «nie» eingetragen", "the wish is marked “never”"),
    "veto": Text("ein anderer Wunsch schließt die Begegnung aus", "another wish rules this encounter out"),
    "met before": Text("die Beteiligten kennen sich schon", "they have met before"),
    "person": Text("{subject} ist {times} da", "{subject} is there {times}"),
    "slot": Text("gewünscht ist das Zeitfenster «{subject}»", "the slot “{subject}” was asked for"),
    "block": Text("der Block «{subject}» liegt {times}", "the block “{subject}” is {times}"),
    "minutes": Text("{subject} Minuten dauert es {times}", "slots of {subject} minutes exist {times}"),
    "table": Text("Tisch «{subject}» ist {times} nutzbar", "table “{subject}” can be used {times}"),
    "two tables": Text("verlangt sind verschiedene Tische ({subject})", "different tables are asked for ({subject})"),
    "two kinds": Text(
        "nötig sind verschiedene Arten von Tischen ({subject})",
        "different kinds of table are needed ({subject})",
    ),
    "other kind": Text(
        "Tisch «{subject}» ist nicht von der nötigen Art", "table “{subject}” is not of the kind needed"
    ),
    "kind": Text("Tische der Art «{subject}» gibt es {times}", "tables of kind “{subject}” exist {times}"),
    "tables": Text("Tische gibt es {times}", "tables exist {times}"),
}
"""What each rule says; the rules stand in `grid.Limit`."""

_NOTHING_LEFT = {
    "person": Text("{subject} ist nie da", "{subject} is never there"),
    "minutes": Text("kein Zeitfenster dauert {subject} Minuten", "no slot lasts {subject} minutes"),
    "table": Text("Tisch «{subject}» ist nie nutzbar", "table “{subject}” can never be used"),
    "kind": Text("kein Tisch der Art «{subject}» ist je nutzbar", "no table of kind “{subject}” can ever be used"),
    "tables": Text("es gibt keine Tische", "there are no tables"),
}
"""Where a rule leaves no slot at all it is said more simply."""
