"""Which fields a profile, a need, an offer and an answer have in every file format.

Needs and offers stand in lists of their own and name their profile, as rows of a spreadsheet do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from aufwind.engine.errors import Text
from aufwind.engine.files.shape import Field, Row
from aufwind.engine.matching.profile import Answer, Entry, Profile
from aufwind.engine.scheduling.spot import Spot, found_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aufwind.engine.errors import Finding

MOST_PROFILES = 40_000
MOST_ENTRIES = 100_000
MOST_ANSWERS = 400_000
VERDICTS = ("accepted", "declined", "postponed")


class Listed(NamedTuple):
    """A need or an offer as it stands in its list."""

    profile: str
    entry: Entry


class ProfilesFile(NamedTuple):
    """What a file says.

    Attributes:
        notes: What was read but not used, for whoever wonders.
    """

    profiles: tuple[Profile, ...]
    answers: tuple[Answer, ...]
    notes: tuple[Text, ...] = ()


def _listed(profile: str, **fields: Any) -> Listed:
    """Any: whatever fields an entry has."""
    return Listed(profile, Entry(**fields))


_ENTRY = {
    "profile": Field("id", is_required=True),
    "id": Field("id", is_required=True),
    "title": Field("text", is_required=True),
    "text": Field("prose"),
    "topics": Field("set"),
    "kind": Field("text"),
    "area": Field("id"),
    "languages": Field("set"),
    "capacity": Field("whole"),
    "valid_until": Field("day"),
    "avoid": Field("set"),
}

ROWS: dict[str, Row] = {
    "profiles": Row(
        Profile,
        {
            "id": Field("id", is_required=True),
            "name": Field("text"),
            "organisation": Field("id"),
            "topics": Field("set"),
            "area": Field("id"),
            "within": Field("id"),
            "languages": Field("set"),
            "capacity": Field("whole"),
            "vetoes": Field("set"),
            "met": Field("set"),
            "partners": Field("set"),
            "settled": Field("set"),
            "circle": Field("text"),
            "ties": Field("set"),
        },
        MOST_PROFILES,
    ),
    "needs": Row(_listed, _ENTRY, MOST_ENTRIES),
    "offers": Row(_listed, _ENTRY, MOST_ENTRIES),
    "answers": Row(
        Answer,
        {
            "by": Field("id", is_required=True),
            "about": Field("id", is_required=True),
            "verdict": Field("text", is_required=True),
            "reason": Field("text"),
            "need": Field("id"),
            "offer": Field("id"),
            "until": Field("day"),
        },
        MOST_ANSWERS,
    ),
}
"""The four lists of a file, in the order in which they are read."""

REQUIRED = ("profiles", "needs", "offers")
"""Lists a file cannot do without, even where they are empty."""


def assembled(lists: Mapping[str, Sequence[Any]]) -> tuple[Profile, ...]:
    """The profiles with their needs and offers, in the order of the file. Any: the rows of `ROWS`."""
    entries: dict[str, dict[str, list[Entry]]] = {
        profile.id: {"needs": [], "offers": []} for profile in lists["profiles"]
    }
    for side in ("needs", "offers"):
        for listed in lists[side]:
            entries[listed.profile][side].append(listed.entry)
    return tuple(
        replace(profile, needs=tuple(entries[profile.id]["needs"]), offers=tuple(entries[profile.id]["offers"]))
        for profile in lists["profiles"]
    )


def findings_in(lists: Mapping[str, Sequence[Any]]) -> Iterator[Finding]:
    """What the rows contradict: profiles that are not there, ids that stand twice, unknown answers. Any: see above."""
    yield from _twice("profiles", (profile.id for profile in lists["profiles"]))
    known = {profile.id for profile in lists["profiles"]}
    for side in ("needs", "offers"):
        yield from _twice(side, (f"{listed.profile}/{listed.entry.id}" for listed in lists[side]))
        for listed in lists[side]:
            if listed.profile not in known:
                yield _unknown(Spot(side, f"{listed.profile}/{listed.entry.id}", "profile"), listed.profile)
    for answer in lists["answers"]:
        spot = Spot("answers", f"{answer.by}/{answer.about}")
        for field in ("by", "about"):
            if getattr(answer, field) not in known:
                yield _unknown(spot.at(field), getattr(answer, field))
        if answer.verdict not in VERDICTS:
            yield found_at(
                spot.at("verdict"),
                Text(f"Die Antwort «{answer.verdict}» gibt es nicht.", f"There is no answer “{answer.verdict}”."),
                Text("Schreiben Sie accepted, declined oder postponed.", "Write accepted, declined or postponed."),
            )


def _twice(rows: str, ids: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            yield found_at(
                Spot(rows, name),
                Text("Diese Kennung steht zweimal.", "This id stands twice."),
                Text("Vergeben Sie jede Kennung einmal.", "Give every id once."),
            )
        seen.add(name)


def _unknown(spot: Spot, name: str) -> Finding:
    return found_at(
        spot,
        Text(f"Das Profil «{name}» gibt es nicht.", f"There is no profile “{name}”."),
        Text("Berichtigen Sie die Kennung oder ergänzen Sie das Profil.", "Correct the id or add the profile."),
    )
