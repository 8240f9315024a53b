"""The register as the engine sees it: rows to profiles, made for one reader's eyes.

What the reader may not see is left out before anything is compared, so no score, no count and no order can give it
away. Three things steer whom somebody is proposed to and are shown to nobody: how many suggestions she takes, how many
partners a listing has room for, and her answers. Names never go in, and gender and age are known to nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from aufwind.actors.entries import entry_for
from aufwind.actors.enums import Side
from aufwind.actors.queries import listings_visible_to, neighbours_of, network_on
from aufwind.actors.tie_kinds import TIE_KINDS
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from aufwind.engine.matching.profile import WRONG_TOPIC, Profile
from aufwind.engine.matching.profile import Answer as EngineAnswer
from aufwind.engine.matching.profile import Entry as EngineEntry
from aufwind.matching.enums import DeclineReason, RunAudience
from aufwind.matching.models import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aufwind.actors.entries import Entry
    from aufwind.actors.models import Actor, Listing

ANY_MEMBER = Visitor(key="matching", roles=frozenset({Role.MEMBER}))
ANY_STAFF = Visitor(key="matching", roles=frozenset({Role.AGENCY}))
READERS: Mapping[str, Visitor] = {RunAudience.MEMBERS: ANY_MEMBER, RunAudience.AGENCY: ANY_STAFF}
"""For whose eyes a run of each audience is made: somebody of that sort who owns nothing."""

AFFILIATION, MET = "affiliation", "met"

NAMELESS = "–"
"""Stands for a title that is nothing but its owner's name."""


def reader_like(visitor: Visitor) -> Visitor:
    """Who sees what everybody of the visitor's sort sees: members alike, staff alike, the public alike."""
    if Role.AGENCY in visitor.roles or Role.ORGANISER in visitor.roles:
        return ANY_STAFF
    return ANY_MEMBER if Role.MEMBER in visitor.roles else ANONYMOUS


def pool_profiles(visitor: Visitor) -> list[Profile]:
    """Everybody with a need or an offer that `visitor` may see, by key, with what she may see of them.

    Five statements, whatever the number of rows. Cost: about 0.1 ms a listing.
    """
    return profiles_from(listings_visible_to(visitor), visitor)


def profiles_from(listings: Iterable[Listing], visitor: Visitor) -> list[Profile]:
    """The profiles of the actors of these listings, which `visitor` may see, with these listings alone."""
    of_actor: dict[int, list[Listing]] = defaultdict(list)
    for listing in listings:
        of_actor[listing.actor_id].append(listing)
    known = _bonds(visitor)
    nobody = _Bonds()
    return [_profile(own[0].actor, own, visitor, known.get(key, nobody)) for key, own in sorted(of_actor.items())]


def asking_profile(actor: Actor, visitor: Visitor) -> Profile:
    """One actor whom `visitor` may see, with everything of hers that `visitor` may see. Six statements."""
    bonds = _Bonds()
    for tie in neighbours_of(actor, visitor):
        bonds.note(str(tie.other.pk), tie.kind, is_house=actor.is_person)
    return _profile(actor, list(listings_visible_to(visitor).filter(actor=actor)), visitor, bonds)


def answers_given() -> list[EngineAnswer]:
    """All answers to suggestions, as the engine learns from them. One statement."""
    return [_answer(row) for row in Answer.objects.order_by("pk")]


def answers_by(actor: Actor) -> list[EngineAnswer]:
    """What one actor answered. One statement."""
    return [_answer(row) for row in Answer.objects.filter(actor=actor).order_by("pk")]


def _answer(row: Answer) -> EngineAnswer:
    return EngineAnswer(
        by=str(row.actor_id),
        about=str(row.other_id),
        verdict=row.verdict,  # type: ignore[arg-type]  # Verdict's values are the engine's
        reason=WRONG_TOPIC if row.reason == DeclineReason.WRONG_TOPIC else row.reason or None,
        need=_key(row.need_id),
        offer=_key(row.offer_id),
        until=row.until,
    )


@dataclass(slots=True)
class _Bonds:
    """Whom somebody is tied to: ids."""

    houses: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    partners: set[str] = field(default_factory=set)
    ties: set[str] = field(default_factory=set)

    def note(self, other: str, kind: str, *, is_house: bool = True) -> None:
        """Somebody she is tied to; `is_house`: an affiliation says where she works, not who works for her."""
        self.ties.add(other)
        if kind == AFFILIATION:
            (self.houses.append if is_house else self.partners.add)(other)
        elif kind == MET:
            self.met.add(other)
        elif kind in TIE_KINDS and TIE_KINDS[kind].is_partnership:
            self.partners.add(other)


def _bonds(visitor: Visitor) -> dict[int, _Bonds]:
    """Ties that hold today, as far as `visitor` may know them, by actor; what keeps two apart is noted once."""
    bonds: dict[int, _Bonds] = defaultdict(_Bonds)
    for left, right, kind in network_on(timezone.localdate(), visitor).ties:
        bonds[left].note(str(right), kind)
        bonds[right].ties.add(str(left))
    return bonds


def _profile(actor: Actor, listings: Sequence[Listing], visitor: Visitor, bonds: _Bonds) -> Profile:
    shown = entry_for(visitor, actor)
    houses = sorted(bonds.houses, key=int)
    return Profile(
        id=str(actor.pk),
        organisation=houses[0] if houses else (None if actor.is_person else str(actor.pk)),
        needs=tuple(_entry(listing) for listing in listings if listing.side == Side.NEED),
        offers=tuple(_entry(listing) for listing in listings if listing.side == Side.OFFER),
        area=shown.place.area or None if shown.place else None,
        languages=frozenset(shown.languages),
        capacity=actor.capacity,
        met=frozenset(bonds.met),
        partners=frozenset(bonds.partners | set(houses[1:])),
        circle=None if bonds.ties else _circle(shown),
        ties=frozenset(bonds.ties),
    )


def _circle(shown: Entry) -> str | None:
    """The circle of somebody without ties: her place; whose ties are known has the circle they make."""
    return f"place:{shown.place.pk}" if shown.place else None


def _entry(listing: Listing) -> EngineEntry:
    """A listing; both languages are compared, the German one is its title."""
    titles = [title for title in (listing.title_de, listing.title_en) if title]
    texts = [*titles[1:], *(text for text in (listing.text_de, listing.text_en) if text)]
    return EngineEntry(
        id=str(listing.pk),
        title=without_names(titles[0], listing.actor) or NAMELESS,
        text=without_names("\n".join(texts), listing.actor),
        topics=frozenset(f"{topic.scheme}:{topic.code}" for topic in listing.topics.all()),
        kind=str(listing.kind),
        area=listing.area.area or None if listing.area else None,
        languages=frozenset(listing.partner_languages),
        capacity=listing.capacity,
        valid_until=listing.valid_until,
    )


def without_names(text: str, owner: Actor) -> str:
    """The text without what its owner is called: a person's names one by one, an organisation's as a whole."""
    if owner.is_person:
        names = {part for name in (owner.name, owner.given_name, owner.family_name) for part in name.split()}
    else:
        names = {owner.name}
    there = [name for name in names if name in text]  # rarely any; a pattern for each would be dear
    for name in sorted(there, key=lambda name: (-len(name), name)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", " ", text)
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return text


def _key(key: int | None) -> str | None:
    return None if key is None else str(key)
