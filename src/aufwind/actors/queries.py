"""What pages, exports and the contexts above read of the register. Never writes; a fixed number of statements each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from aufwind.actors.entries import Entry, entries_for
from aufwind.actors.enums import Audience, Tier
from aufwind.actors.models import Actor, Affiliation, ConsentWording, Listing, Shape, Tie
from aufwind.actors.rules import tier_for
from aufwind.actors.tie_kinds import tie_word

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from aufwind.actors.models import ActorQuerySet, Consent, ListingQuerySet
    from aufwind.core.policy import Visitor


def _audiences(visitor: Visitor, column: str = "audience") -> Q:
    """The audiences `visitor` belongs to, as a condition on a column of audiences."""
    tier = tier_for(visitor)
    if tier == Tier.AGENCY:
        return Q()
    open_to = [Audience.PUBLIC] + ([Audience.MEMBERS] if tier == Tier.MEMBERS else [])
    return Q((f"{column}__in", [*open_to, *visitor.circles]))


def actors_visible_to(visitor: Visitor) -> ActorQuerySet:
    """Entries `visitor` may know of, with place and industry; show them as `entry_for` says."""
    own = Q(pk=visitor.entry_id) if visitor.entry_id else Q()
    seen = _audiences(visitor)
    found = Actor.objects.living().select_related("place", "industry")
    return found.filter(seen | own if seen and own else seen)


def listings_visible_to(visitor: Visitor) -> ListingQuerySet:
    """Offers and needs `visitor` may see, that hold today, with their actor, area and topics."""
    condition = _audiences(visitor)
    if condition:
        seen = condition & Q(actor__in=actors_visible_to(visitor).values("pk"))
        condition = seen | Q(actor_id=visitor.entry_id) if visitor.entry_id else seen
    return (
        Listing.objects.current()
        .filter(condition)
        .select_related("actor", "actor__place", "actor__industry", "area")
        .prefetch_related("topics")
    )


def actor_at(slug: str, visitor: Visitor) -> Actor | None:
    """The entry at an address, or what has become of it: renamed, or merged into another; None where nothing is seen.

    One statement for a present address, up to four for a former one.
    """
    found = actors_visible_to(visitor).filter(slug=slug).first()
    if found:
        return found
    former = Actor.objects.filter(Q(slug=slug) | Q(former_slugs__slug=slug)).select_related("merged_into").first()
    while former and former.merged_into:
        former = former.merged_into
    return actors_visible_to(visitor).filter(pk=former.pk).first() if former else None


def listings_of(actor: Actor, visitor: Visitor) -> list[Listing]:
    """What `actor` offers and needs today as far as `visitor` may see it, offers last. Two statements."""
    return list(listings_visible_to(visitor).filter(actor=actor).order_by("side", "-valid_until", "pk"))


def own_listings(actor: Actor) -> list[Listing]:
    """Everything `actor` offers and needs, what has ended last. Two statements."""
    rows = actor.listings.select_related("area").prefetch_related("topics").order_by("side", "-valid_until", "pk")
    return sorted(rows, key=lambda listing: not listing.is_current)


def current_wording() -> ConsentWording | None:
    """The words people are asked to agree to today; None before the agency has published any."""
    return ConsentWording.objects.first()


def consent_of(actor: Actor) -> Consent | None:
    """The consent of an entry that holds, else the one taken back last, with its wording. One statement."""
    return actor.consents.select_related("wording").order_by(F("withdrawn_at").desc(nulls_first=True), "-pk").first()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A tie or a place in an organisation, as it reads from the one entry towards the other."""

    other: Entry
    word: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    evidence: str
    origin: str


def neighbours_of(actor: Actor, visitor: Visitor, *, day: date | None = None) -> list[Neighbour]:
    """Whom `actor` was tied to on `day` (None: today), as far as `visitor` may know it, by name.

    Four statements at most.
    """
    day = day or timezone.localdate()
    return sorted(
        [*_ties_of(actor, visitor, day), *_affiliations_of(actor, visitor, day)],
        key=lambda one: (one.other.name, one.word),
    )


def _seen(visitor: Visitor, actor: Actor) -> Q:
    return Q() if visitor.entry_id == actor.pk else _audiences(visitor)


def _ties_of(actor: Actor, visitor: Visitor, day: date) -> list[Neighbour]:
    touching = Tie.objects.on(day).filter(Q(left=actor) | Q(right=actor)).filter(_seen(visitor, actor))
    ties = list(touching)
    others = _entries({tie.right_id if tie.left_id == actor.pk else tie.left_id for tie in ties}, visitor)
    found = []
    for tie in ties:
        is_forward = tie.left_id == actor.pk
        other = others.get(tie.right_id if is_forward else tie.left_id)
        if other:
            word = tie_word(tie.kind, is_forward=is_forward)
            found.append(Neighbour(other, word, tie.kind, tie.starts_on, tie.ends_on, tie.evidence, tie.origin))
    return found


def _affiliations_of(actor: Actor, visitor: Visitor, day: date) -> list[Neighbour]:
    touching = Affiliation.objects.on(day).filter(Q(person=actor) | Q(organisation=actor))
    rows = list(touching.filter(_seen(visitor, actor)))
    others = _entries({row.organisation_id if row.person_id == actor.pk else row.person_id for row in rows}, visitor)
    return [
        Neighbour(other, row.role, "affiliation", row.starts_on, row.ends_on, "", "register")
        for row in rows
        if (other := others.get(row.organisation_id if row.person_id == actor.pk else row.person_id))
    ]


@dataclass(frozen=True, slots=True)
class Outlines:
    """Where districts lie: rings by NUTS code, and the notices their sources demand."""

    rings: dict[str, list[list[list[float]]]]
    notice: str


def outlines_of(codes: Collection[str]) -> Outlines | None:
    """The outlines of these districts, if the operator imported those of all; None otherwise. One statement."""
    rows = Shape.objects.filter(place__nuts__in=codes).values_list("place__nuts", "rings", "notice")
    rings = {code: own for code, own, _notice in rows}
    notices = dict.fromkeys(notice for _code, _own, notice in rows if notice)
    return Outlines(rings, " ".join(notices)) if rings.keys() == set(codes) else None


def entries_among(actors: QuerySet[Actor], visitor: Visitor) -> list[Entry]:
    """Those of `actors` that `visitor` may know of, by name (hosts, partners). One statement."""
    return entries_for(visitor, actors_visible_to(visitor).filter(pk__in=actors.values("pk")))


def _entries(keys: set[int], visitor: Visitor) -> dict[int, Entry]:
    rows: QuerySet[Actor] = actors_visible_to(visitor).filter(pk__in=keys)
    return {entry.pk: entry for entry in entries_for(visitor, rows)}


@dataclass(frozen=True, slots=True)
class Network:
    """The register's ties on a day: who, and between whom (by primary key, left to right, with kind)."""

    day: date
    actors: dict[int, Entry]
    ties: list[tuple[int, int, str]]


def network_on(day: date, visitor: Visitor) -> Network:
    """The network on `day`, affiliations included, as far as `visitor` may know it. Three statements."""
    ties = Tie.objects.on(day).filter(_audiences(visitor)).values_list("left_id", "right_id", "kind")
    places = Affiliation.objects.on(day).filter(_audiences(visitor)).values_list("person_id", "organisation_id")
    pairs = [*ties, *((person, organisation, "affiliation") for person, organisation in places)]
    actors = _entries({key for left, right, _kind in pairs for key in (left, right)}, visitor)
    return Network(day, actors, [pair for pair in pairs if pair[0] in actors and pair[1] in actors])


def ties_of(actor: Actor) -> list[Tie]:
    """Every tie of `actor`, ended ones last, with both ends: for the agency's desk. One statement."""
    rows = Tie.objects.filter(Q(left=actor) | Q(right=actor)).select_related("left", "right")
    return list(rows.order_by(F("ends_on").desc(nulls_first=True), "pk"))


def affiliations_of(actor: Actor) -> list[Affiliation]:
    """Every place `actor` has, or gives, in an organisation, ended ones last. One statement."""
    rows = Affiliation.objects.filter(Q(person=actor) | Q(organisation=actor))
    return list(rows.select_related("person", "organisation").order_by(F("ends_on").desc(nulls_first=True), "pk"))


@dataclass(frozen=True, slots=True)
class Bond:
    """A tie or a place in an organisation (kind «affiliation»), between two entries by primary key, left to right."""

    left: int
    right: int
    kind: str
    role: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who was tied to an entry on a day, and who to those: entries by primary key, and the bonds between them.

    Attributes:
        is_cut: There are more bonds than these.
    """

    day: date
    actors: dict[int, Entry]
    bonds: list[Bond]
    is_cut: bool


def surroundings_of(actor: Actor, visitor: Visitor, *, day: date) -> Surroundings:
    """The ties of `actor` on `day`, and those of its neighbours, as far as `visitor` may know them. Five statements.

    Of each ring and each sort of bond the first two hundred, so that the page of a chamber with thousands of members
    costs little more than others.
    """
    near, near_cut = _bonds(visitor, day, {actor.pk}, seen=_seen(visitor, actor))
    ring = {key for bond in near for key in (bond.left, bond.right)} - {actor.pk}
    far, far_cut = _bonds(visitor, day, ring, seen=_audiences(visitor), beside=actor.pk)
    bonds = near + far
    actors = _entries({actor.pk, *(key for bond in bonds for key in (bond.left, bond.right))}, visitor)
    return Surroundings(day, actors, bonds, near_cut or far_cut)


RING = 200


def _bonds(visitor: Visitor, day: date, ends: set[int], *, seen: Q, beside: int = 0) -> tuple[list[Bond], bool]:
    """Bonds at one of `ends`, but none of `beside`, and whether there are more.

    The database judges both ends, for what is hidden shall fill no place.
    """
    found, is_cut = [], False
    for rows, left, right, kind_and_role in (
        (Tie.objects.on(day), "left", "right", ("kind", Value(""))),
        (Affiliation.objects.on(day), "person", "organisation", (Value("affiliation"), "role")),
    ):
        touching = (Q((f"{left}__in", ends)) | Q((f"{right}__in", ends))) & ~Q((left, beside)) & ~Q((right, beside))
        shown = rows.filter(touching, seen, _seen_end(visitor, left), _seen_end(visitor, right)).order_by("pk")
        columns = (f"{left}_id", f"{right}_id", *kind_and_role, "starts_on", "ends_on")
        bonds = [Bond(*row) for row in shown.values_list(*columns)[: RING + 1]]
        found += bonds[:RING]
        is_cut |= len(bonds) > RING
    return found, is_cut


def _seen_end(visitor: Visitor, end: str) -> Q:
    """That `visitor` may know of the actor at this end."""
    seen = _audiences(visitor, f"{end}__audience")
    if seen and visitor.entry_id:
        seen |= Q((end, visitor.entry_id))
    return seen & Q((f"{end}__merged_into", None))
