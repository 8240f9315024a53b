"""Answers to earlier suggestions, turned into what profiles say: the next run needs no other memory."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aufwind.engine.matching.profile import WRONG_TOPIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from aufwind.engine.matching.profile import Answer, Entry, Profile


def with_answers(profiles: Sequence[Profile], answers: Iterable[Answer], on: date | None) -> list[Profile]:
    """The profiles as they have become wiser, in the same order.

    Accepted and declined pairs are settled, postponed ones until their day. A pair declined for its topic teaches the
    need what it is not about: the topics of the offer that it does not name itself.

    Args:
        on: Day of the run. None: every postponed pair is still postponed.
    """
    by_id = {profile.id: profile for profile in profiles}
    settled: dict[str, set[str]] = defaultdict(set)
    avoid: dict[tuple[str, str], set[str]] = defaultdict(set)
    for answer in answers:
        if _is_settled(answer, on):
            settled[answer.by].add(answer.about)
        if answer.verdict == "declined" and answer.reason == WRONG_TOPIC:
            for one, other in ((answer.by, answer.about), (answer.about, answer.by)):
                if one in by_id and other in by_id:
                    _learn(avoid, by_id[one], by_id[other], answer)
    return [_wiser(profile, settled, avoid) for profile in profiles]


def _is_settled(answer: Answer, on: date | None) -> bool:
    return answer.verdict != "postponed" or answer.until is None or on is None or on < answer.until


def _learn(avoid: dict[tuple[str, str], set[str]], needer: Profile, offerer: Profile, answer: Answer) -> None:
    for need in needer.needs:
        for offer in offerer.offers:
            if answer.need in {None, need.id} and answer.offer in {None, offer.id}:
                avoid[needer.id, need.id] |= offer.topics - need.topics


def _wiser(profile: Profile, settled: dict[str, set[str]], avoid: dict[tuple[str, str], set[str]]) -> Profile:
    needs = tuple(_avoiding(need, avoid.get((profile.id, need.id))) for need in profile.needs)
    return replace(profile, needs=needs, settled=profile.settled | settled.get(profile.id, set()))


def _avoiding(need: Entry, topics: set[str] | None) -> Entry:
    return replace(need, avoid=need.avoid | topics) if topics else need
