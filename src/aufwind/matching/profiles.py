"""The register as the engine sees it: rows to profiles, made for one reader's eyes.

What the reader may not see is left out before anything is compared, so no score, no count and no order can give it
away. Three things steer whom somebody is proposed to and are shown to nobody: how many suggestions she takes, how many
partners a listing has room for, and her answers. Names never go in, and gender and age are known to nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q
from django.utils import timezone

from aufwind.actors.enums import Side, Sort
from aufwind.actors.models import Listing
from aufwind.actors.queries import listings_visible_to
from aufwind.actors.rules import FieldOf
from aufwind.core.policy import ANONYMOUS, Role, Visitor, may
from aufwind.engine.matching.limits import overlap
from aufwind.engine.matching.profile import WRONG_TOPIC, Profile
from aufwind.engine.matching.profile import Answer as EngineAnswer
from aufwind.engine.matching.profile import Entry as EngineEntry
from aufwind.matching.bonds import Bonds, bonds_of, bonds_of_all, houses_of
from aufwind.matching.enums import DeclineReason, RunAudience
from aufwind.matching.models import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from aufwind.actors.models import Actor, ListingQuerySet

ANY_MEMBER = Visitor(key="matching", roles=frozenset({Role.MEMBER}))
ANY_STAFF = Visitor(key="matching", roles=frozenset({Role.AGENCY}))
READERS: Mapping[str, Visitor] = {RunAudience.MEMBERS: ANY_MEMBER, RunAudience.AGENCY: ANY_STAFF}
"""For whose eyes a run of each audience is made: somebody of that sort who owns nothing."""

ASKED_AT_ONCE = 900
"""Keys in one statement; SQLite takes 999 values."""

NAMELESS = "–"
"""Stands for a title that is nothing but its owner's name."""


def reader_like(visitor: Visitor) -> Visitor:
    """Who sees what everybody of the visitor's sort sees: members alike, staff alike, the public alike."""
    if Role.AGENCY in visitor.roles or Role.ORGANISER in visitor.roles:
        return ANY_STAFF
    return ANY_MEMBER if Role.MEMBER in visitor.roles else ANONYMOUS


class _Row(NamedTuple):
    """A listing with what of its owner counts, in the order of `_COLUMNS`. Objects would cost five times more."""

    pk: int
    actor: int
    side: str
    kind: str
    title_de: str
    title_en: str
    text_de: str
    text_en: str
    partner_languages: list[str]
    capacity: int | None
    valid_until: date
    area_ags: str | None
    area_nuts: str | None
    sort: str
    name: str
    given_name: str
    family_name: str
    audience: str
    disclosures: dict[str, str]
    languages: list[str]
    takes: int | None
    place: int | None
    place_ags: str | None
    place_nuts: str | None
    listing_audience: str
    merged_into: int | None


class _Owner(NamedTuple):
    """What the policy looks at in an actor."""

    pk: int
    audience: str
    disclosures: dict[str, str]


class _Seen(NamedTuple):
    """What the policy looks at in a listing."""

    actor: _Owner
    audience: str


_COLUMNS = (
    *("pk", "actor_id", "side", "kind", "title_de", "title_en", "text_de", "text_en", "partner_languages", "capacity"),
    *("valid_until", "area__ags", "area__nuts", "actor__sort", "actor__name", "actor__given_name"),
    *("actor__family_name", "actor__audience", "actor__disclosures", "actor__languages", "actor__capacity"),
    *("actor__place_id", "actor__place__ags", "actor__place__nuts", "audience", "actor__merged_into_id"),
)


def pool_profiles(visitor: Visitor) -> list[Profile]:
    """Everybody with a need or an offer that `visitor` may see, by key, with what she may see of them.

    Four statements, whatever the number of rows. Cost: about 0.05 ms a listing.
    """
    seen = listings_visible_to(visitor)
    return _profiles(_rows(seen), _topics(Q(listing__in=seen.order_by().values("pk"))), visitor, bonds_of_all(visitor))


def profiles_among(keys: Sequence[int], visitor: Visitor) -> list[Profile]:
    """The owners of those of these listings that `visitor` may see, with these alone; of ties only where people work.

    For a handful out of many: whom they are tied to matters to the one who asks, and stands with her. Three
    statements that find rows by their keys; asked for what may be seen, SQLite would begin with everybody.
    """
    today = timezone.localdate()
    rows = [row for row in _rows(Listing.objects.filter(pk__in=keys)) if _is_seen(row, visitor, today)]
    people = {row.actor for row in rows if row.sort == Sort.PERSON}
    return _profiles(rows, _topics(Q(listing__in=[row.pk for row in rows])), visitor, houses_of(people, visitor))


def asking_profile(actor: Actor, visitor: Visitor) -> Profile:
    """One actor whom `visitor` may see, with everything of hers that `visitor` may see. Four statements."""
    today = timezone.localdate()
    rows = [row for row in _rows(Listing.objects.filter(actor=actor)) if _is_seen(row, visitor, today)]
    found = _profiles(
        rows, _topics(Q(listing__in=[row.pk for row in rows])), visitor, {actor.pk: bonds_of(actor, visitor)}
    )
    return found[0] if found else Profile(id=str(actor.pk))


def within(keys: Sequence[int], area: str, visitor: Visitor) -> list[int]:
    """Those of these listings whose owner is in the area, or where `visitor` does not know her place; in their order.

    One statement for 900 keys.
    """
    inside = set()
    for start in range(0, len(keys), ASKED_AT_ONCE):
        for row in _rows(Listing.objects.filter(pk__in=keys[start : start + ASKED_AT_ONCE])):
            if overlap(area, _shown(row, visitor)[1]):
                inside.add(row.pk)
    return [key for key in keys if key in inside]


def answers_given() -> list[EngineAnswer]:
    """All answers to suggestions, as the engine learns from them. One statement."""
    return [_answer(row) for row in Answer.objects.order_by("pk")]


def answers_by(actor: Actor) -> list[EngineAnswer]:
    """What one actor answered. One statement."""
    return [_answer(row) for row in Answer.objects.filter(actor=actor).order_by("pk")]


def answers_between(actor_key: int, others: Sequence[int]) -> list[EngineAnswer]:
    """What one actor and some others said to each other. One statement."""
    theirs = Answer.objects.filter(Q(actor=actor_key, other__in=others) | Q(other=actor_key, actor__in=others))
    return [_answer(row) for row in theirs.order_by("pk")]


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


def _rows(listings: ListingQuerySet) -> list[_Row]:
    """In the order of owners, then side, then key. One statement."""
    plain = listings.prefetch_related(None).order_by("actor_id", "side", "pk")
    return [_Row(*row) for row in plain.values_list(*_COLUMNS)]


def _is_seen(row: _Row, visitor: Visitor, today: date) -> bool:
    """Whether the policy lets `visitor` see the listing, and it holds."""
    if row.merged_into is not None or row.valid_until < today:
        return False
    return may(
        visitor, "actors.see-listing", _Seen(_Owner(row.actor, row.audience, row.disclosures), row.listing_audience)
    )


def _topics(of: Q) -> dict[int, frozenset[str]]:
    """Topics by listing, as scheme and code. One statement."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Listing.topics.through.objects.filter(of)
    for listing, scheme, code in rows.values_list("listing_id", "code__scheme", "code__code"):
        found[listing].add(f"{scheme}:{code}")
    return {listing: frozenset(names) for listing, names in found.items()}


def _profiles(
    rows: Iterable[_Row], topics: Mapping[int, frozenset[str]], visitor: Visitor, bonds: Mapping[int, Bonds]
) -> list[Profile]:
    of_actor: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        of_actor[row.actor].append(row)
    nobody = Bonds()
    return [_profile(own, topics, visitor, bonds.get(key, nobody)) for key, own in of_actor.items()]


def _profile(listings: Sequence[_Row], topics: Mapping[int, frozenset[str]], visitor: Visitor, bonds: Bonds) -> Profile:
    owner = listings[0]
    houses = sorted(bonds.houses, key=int)
    place, area, languages = _shown(owner, visitor)
    return Profile(
        id=str(owner.actor),
        organisation=houses[0] if houses else (None if owner.sort == Sort.PERSON else str(owner.actor)),
        needs=tuple(_entry(row, topics) for row in listings if row.side == Side.NEED),
        offers=tuple(_entry(row, topics) for row in listings if row.side == Side.OFFER),
        area=area,
        languages=languages,
        capacity=owner.takes,
        met=frozenset(bonds.met),
        partners=frozenset(bonds.partners | set(houses[1:])),
        circle=None if bonds.ties or place is None else f"place:{place}",  # whose ties are known is in their circle
        ties=frozenset(bonds.ties),
    )


def _shown(owner: _Row, visitor: Visitor) -> tuple[int | None, str | None, frozenset[str]]:
    """Place, area and languages of an owner, as far as the reader sees them."""
    actor = _Owner(owner.actor, owner.audience, owner.disclosures)
    sees_place, sees_languages = (
        may(visitor, "actors.see-field", FieldOf(actor, name))  # type: ignore[arg-type]  # what the rules look at
        for name in ("place", "languages")
    )
    return (
        owner.place if sees_place else None,
        (owner.place_ags or owner.place_nuts or None) if sees_place else None,
        frozenset(owner.languages) if sees_languages else frozenset(),
    )


def _entry(row: _Row, topics: Mapping[int, frozenset[str]]) -> EngineEntry:
    """A listing; both languages are compared, the German one is its title."""
    titles = [title for title in (row.title_de, row.title_en) if title]
    texts = [*titles[1:], *(text for text in (row.text_de, row.text_en) if text)]
    names = _names(row)
    return EngineEntry(
        id=str(row.pk),
        title=without_names(titles[0], names) or NAMELESS,
        text=without_names("\n".join(texts), names),
        topics=topics.get(row.pk, frozenset()),
        kind=row.kind,
        area=row.area_ags or row.area_nuts or None,
        languages=frozenset(row.partner_languages),
        capacity=row.capacity,
        valid_until=row.valid_until,
    )


def _names(row: _Row) -> set[str]:
    """What its owner is called: a person's names one by one, an organisation's as a whole."""
    if row.sort != Sort.PERSON:
        return {row.name}
    return {part for name in (row.name, row.given_name, row.family_name) for part in name.split()}


def without_names(text: str, names: Iterable[str]) -> str:
    """The text without these names, wherever they stand as words of their own."""
    there = [name for name in names if name in text]  # rarely any; a pattern for each would be dear
    for name in sorted(there, key=lambda name: (-len(name), name)):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?:['’]?s)?(?!\w)", " ", text)
        text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return text


def _key(key: int | None) -> str | None:
    return None if key is None else str(key)
