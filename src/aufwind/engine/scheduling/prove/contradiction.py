"""What contradicts what, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, Text
from aufwind.engine.scheduling.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why no plan exists.

    Attributes:
        kind: "nowhere": a meeting has no slot. "crowded": meetings of one unit have fewer slots than they
            are. "order": what comes first cannot come first. "tables": too few tables in some slots.
            "spread": a person has more gaps than the spread allows. "limit": a person has more meetings than
            she takes. "search": no single cause; proven by search.
        meetings: Those concerned; for "search" the ones whose order is part of the contradiction.
        units: People (or fixed tables) concerned.
        slots: Where; for "search" the ones whose tables are part of the contradiction.
        spread: Whether the limit on the spread of gaps is part of the contradiction.
        number: For "spread" her fewest gaps.
        limit: For "spread" the spread allowed, for "limit" the meetings she takes.
    """

    kind: str
    meetings: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    slots: tuple[int, ...] = ()
    spread: bool = False
    number: int = 0
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """How findings speak of units, meetings and slots; numbers counted from 1 where a list is too short."""

    units: Sequence[str] = ()
    meetings: Sequence[str] = ()
    slots: Sequence[str] = ()

    def of(self, names: Sequence[str], chosen: Sequence[int]) -> Text:
        """The chosen names as a list in a sentence."""
        return listed(names[i] if i < len(names) else str(i + 1) for i in chosen)


def finding(contradiction: Contradiction, names: Names) -> Finding:
    """The contradiction in words: where it lies, what it is and what would resolve it."""
    return SAYINGS[contradiction.kind](contradiction, names)


def _nowhere(found: Contradiction, names: Names) -> Finding:
    meeting = names.of(names.meetings, found.meetings)
    return Finding(
        Text(f"Termin {meeting.de}", f"Meeting {meeting.en}"),
        Text("Kein Slot ist für alle Beteiligten möglich.", "No slot is possible for all its people."),
        Text("Geben Sie einen Slot frei oder streichen Sie ihn.", "Open a slot or drop it."),
    )


def _crowded(found: Contradiction, names: Names) -> Finding:
    who = names.of(names.units, found.units)
    slots = names.of(names.slots, found.slots)
    many, few = len(found.meetings), len(found.slots)
    return Finding(
        Text(f"Teilnehmende {who.de}", f"Participant {who.en}"),
        Text(
            f"{many} Termine haben zusammen nur {few} mögliche Slots ({slots.de}).",
            f"{many} meetings have only {few} possible slots together ({slots.en}).",
        ),
        Text(
            "Geben Sie einen weiteren Slot frei oder streichen Sie einen dieser Termine.",
            "Open another slot or drop one of these meetings.",
        ),
    )


def _order(found: Contradiction, names: Names) -> Finding:
    earlier, later = (names.of(names.meetings, [m]) for m in found.meetings)
    return Finding(
        Text(f"Termin {later.de}", f"Meeting {later.en}"),
        Text(
            f"Er soll nach Termin {earlier.de} liegen, aber kein möglicher Slot liegt danach.",
            f"It has to come after meeting {earlier.en}, but no possible slot does.",
        ),
        Text(
            "Lösen Sie diese Reihenfolge oder öffnen Sie spätere Slots.",
            "Drop this order or open later slots.",
        ),
    )


def _tables(found: Contradiction, names: Names) -> Finding:
    slots = names.of(names.slots, found.slots)
    many = len(found.meetings)
    return Finding(
        Text(f"Slots {slots.de}", f"Slots {slots.en}"),
        Text(
            f"{many} Termine können nur hier liegen; so viele Tische gibt es hier nicht.",
            f"{many} meetings can only lie here; there are not as many tables.",
        ),
        Text("Stellen Sie Tische dazu oder öffnen Sie weitere Slots.", "Add tables or open more slots."),
    )


def _spread(found: Contradiction, names: Names) -> Finding:
    who = names.of(names.units, found.units)
    return Finding(
        Text(f"Teilnehmende {who.de}", f"Participant {who.en}"),
        Text(
            f"Mindestens {found.number} Pausen, wie auch geplant wird; andere haben keine, und der Unterschied darf "
            f"höchstens {found.limit} sein.",
            f"At least {found.number} gaps, whatever the plan; others have none, and the difference may be "
            f"{found.limit} at most.",
        ),
        Text(
            "Lösen Sie feste Termine oder erlauben Sie einen größeren Unterschied.",
            "Loosen fixed meetings or allow a greater difference.",
        ),
    )


def _limit(found: Contradiction, names: Names) -> Finding:
    who = names.of(names.units, found.units)
    return Finding(
        Text(f"Teilnehmende {who.de}", f"Participant {who.en}"),
        Text(
            f"{len(found.meetings)} vereinbarte Termine, höchstens {found.limit} sind gewollt.",
            f"{len(found.meetings)} agreed meetings, takes {found.limit} at most.",
        ),
        Text("Erhöhen Sie die Grenze oder streichen Sie Termine.", "Raise the limit or drop meetings."),
    )


def _search(found: Contradiction, names: Names) -> Finding:
    parts = list(_parts(found, names)) or [Text("alle Vorgaben", "all that is given")]
    de, en = "; ".join(part.de for part in parts), "; ".join(part.en for part in parts)
    return Finding(
        Text("Der ganze Plan", "The whole plan"),
        Text(
            f"Zusammen nicht erfüllbar, durch Suche bewiesen: {de}.",
            f"Cannot hold together, proven by search: {en}.",
        ),
        Text("Lockern Sie eine dieser Vorgaben.", "Relax one of these."),
    )


def _parts(found: Contradiction, names: Names) -> Iterator[Text]:
    if found.units:
        who = names.of(names.units, found.units)
        yield Text(f"ein Termin zur Zeit für {who.de}", f"one meeting at a time for {who.en}")
    if found.meetings:
        which = names.of(names.meetings, found.meetings)
        yield Text(f"die Reihenfolge der Termine {which.de}", f"the order of the meetings {which.en}")
    if found.slots:
        slots = names.of(names.slots, found.slots)
        yield Text(f"die Tische in den Slots {slots.de}", f"the tables in the slots {slots.en}")
    if found.spread:
        yield Text("die Grenze für den Unterschied der Pausen", "the limit on the spread of gaps")


SAYINGS: dict[str, Callable[[Contradiction, Names], Finding]] = {
    "nowhere": _nowhere,
    "crowded": _crowded,
    "order": _order,
    "tables": _tables,
    "spread": _spread,
    "limit": _limit,
    "search": _search,
}
