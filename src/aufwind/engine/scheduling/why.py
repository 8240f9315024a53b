"""What a limit says in words, and which few limits together leave a wish no slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.scheduling.grid import NOWHERE, domain_of
from aufwind.engine.scheduling.words import listed, name_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    return _WORDS[limit.rule](limit, times_in(limit.slots, grid), grid)


def times_in(mask: int, grid: Grid) -> Text:
    """The slots of a set as words: «nur 10:00 und 10:20», «nie»."""
    if mask == NOWHERE:
        return Text("nie", "never")
    times = listed(time_of(slot) for slot in grid.slots_in(mask))
    return Text(f"nur {times.de}", f"only at {times.en}")


def _person(limit: Limit, times: Text, grid: Grid) -> Text:
    name = name_of(grid.people[limit.subject])
    return Text(f"{name} ist {times.de} da", f"{name} is there {times.en}")


def _kind(limit: Limit, times: Text, _grid: Grid) -> Text:
    return Text(
        f"Tische der Art «{limit.subject}» gibt es {times.de}",
        f"tables of kind “{limit.subject}” exist {times.en}",
    )


def _always(de: str, en: str) -> Callable[[Limit, Text, Grid], Text]:
    """Words that take the limit's subject and its times."""
    return lambda limit, times, _grid: Text(
        de.format(subject=limit.subject, times=times.de), en.format(subject=limit.subject, times=times.en)
    )


_WORDS: dict[str, Callable[[Limit, Text, Grid], Text]] = {
    "never": _always("der Wunsch ist mit «nie» eingetragen", "the wish is marked “never”"),
    "veto": _always("ein anderer Wunsch schließt die Begegnung aus", "another wish rules this encounter out"),
    "met before": _always("die Beteiligten kennen sich schon", "they have met before"),
    "person": _person,
    "slot": _always("gewünscht ist das Zeitfenster «{subject}»", "the slot “{subject}” was asked for"),
    "block": _always("der Block «{subject}» liegt {times}", "the block “{subject}” is {times}"),
    "minutes": _always("{subject} Minuten dauert es {times}", "slots of {subject} minutes exist {times}"),
    "table": _always("Tisch «{subject}» ist {times} nutzbar", "table “{subject}” can be used {times}"),
    "two tables": _always(
        "verlangt sind verschiedene Tische ({subject})", "different tables are asked for ({subject})"
    ),
    "two kinds": _always(
        "nötig sind verschiedene Arten von Tischen ({subject})",
        "different kinds of table are needed ({subject})",
    ),
    "other kind": _always(
        "Tisch «{subject}» ist nicht von der nötigen Art", "table “{subject}” is not of the kind needed"
    ),
    "kind": _kind,
    "tables": _always("Tische gibt es {times}", "tables exist {times}"),
}
