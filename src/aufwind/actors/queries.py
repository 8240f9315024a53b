"""What pages, exports and the contexts above read of the register. Never writes; a fixed number of statements each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from aufwind.actors.entries import Entry, entries_for
from aufwind.actors.enums import Audience, Tier
from aufwind.actors.models import Actor, Affiliation, Listing, Tie
from aufwind.actors.rules import tier_for
from aufwind.actors.tie_kinds import tie_word

if TYPE_CHECKING:
    from datetime import date

    from aufwind.actors.models import ActorQuerySet, ListingQuerySet
    from aufwind.core.policy import Visitor

PAGE = 25


def _audiences(visitor: Visitor) -> Q:
    """The audiences `visitor` belongs to, as a condition on the column `audience`."""
    tier = tier_for(visitor)
    if tier == Tier.AGENCY:
        return Q()
    open_to = [Audience.PUBLIC] + ([Audience.MEMBERS] if tier == Tier.MEMBERS else [])
    return Q(audience__in=[*open_to, *visitor.circles])


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


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One page of the alphabetical list; `next_after` is the mark of its last row, None at the end."""

    actors: list[Entry]
    next_after: str | None


def actor_page(visitor: Visitor, *, text: str = "", after: str = "", size: int = PAGE) -> ActorPage:
    """`size` actors whose names contain `text`, from the mark `after` on, in one SQL statement.

    A mark that is no mark of ours begins the list anew. Costs the same on the first and the last page.
    """
    found = actors_visible_to(visitor).matching(text)
    name, _, pk = after.rpartition("~")
    if name and pk.isdecimal():
        found = found.after(name, int(pk))
    rows = list(found[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    return ActorPage(entries_for(visitor, rows[:size]), f"{last.name_folded}~{last.pk}" if last else None)


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
