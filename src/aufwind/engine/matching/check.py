"""What no run can start from: ids that stand twice, numbers that make no sense."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, ProblemError, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aufwind.engine.matching.profile import Profile


def refuse_contradictions(profiles: Sequence[Profile]) -> None:
    """End here if an id stands twice or a capacity is negative.

    Raises:
        ProblemError: Names every profile and entry concerned.
    """
    if findings := list(_findings(profiles)):
        raise ProblemError(findings)


def _findings(profiles: Sequence[Profile]) -> Iterator[Finding]:
    for twice in _repeated(profile.id for profile in profiles):
        yield _twice(Text("Profile", "Profiles"), twice)
    for profile in profiles:
        where = Text(f"Profil {profile.id}", f"Profile {profile.id}")
        for entries in (profile.needs, profile.offers):
            for twice in _repeated(entry.id for entry in entries):
                yield _twice(where, twice)
        counts = [profile.capacity, *(entry.capacity for entry in (*profile.needs, *profile.offers))]
        if any(count is not None and count < 0 for count in counts):
            yield Finding(
                where,
                Text("Eine Kapazität ist negativ.", "A capacity is negative."),
                Text("Schreiben Sie 0 oder mehr.", "Write 0 or more."),
            )


def _twice(where: Text, name: str) -> Finding:
    return Finding(
        where,
        Text(f"«{name}» gibt es mehrmals.", f"“{name}” stands more than once."),
        Text("Vergeben Sie jede Kennung einmal.", "Give every id once."),
    )


def _repeated(ids: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(ids).items() if times > 1]
