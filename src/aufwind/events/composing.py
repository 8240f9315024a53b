"""What guests prefer and what fits become what the planner is asked.

A wish's value says how much a meeting is wanted: «must» counts 6, «gladly» 3, from each of the two; where both want it,
2 more, because such meetings are held and lead on. What nobody asked for but fits counts its score, at most 1: so
whoever says nothing still meets somebody, and never in the place of a meeting somebody asked for. A pair the organiser
set has to take place. A veto, from either side and from any earlier event, keeps two apart for good; so do a common
house and sides that are not to meet. Who met before or works together already is met again only by her own wish.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from aufwind.actors.models import Tie
from aufwind.actors.tie_kinds import TIE_KINDS
from aufwind.core.folding import folded
from aufwind.events.enums import PlanState, PreferenceKind, PreferenceOrigin
from aufwind.events.models import Candidate, Participation, Preference, Seat

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.events.models import Event

MUST, GLADLY, MUTUAL = 6.0, 3.0, 2.0
MET_KIND = "met"

Pair = frozenset[int]
"""Two guests by primary key."""


def key_of(left: str, right: str) -> str:
    """The key of a pair's wish: the same in every plan of the event, whoever wished first."""
    return "+".join(sorted((left, right)))


def may_meet(event: Event, left: str, right: str) -> bool:
    """Whether people of two sides are to meet; who has no side meets everybody."""
    if not event.pairings or not left or not right:
        return True
    return any({left, right} == {*pair} for pair in event.pairings)


@dataclass(slots=True)
class Composed:
    """One pair as the planner shall be asked about it."""

    people: tuple[str, str]
    value: float = 0.0
    is_wanted_must: bool = False
    wanted_by: set[str] = field(default_factory=set)
    terms: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Apart:
    """Who must not meet, and who need not.

    Attributes:
        vetoed: Pairs of which one said «never», at this event or an earlier one.
        known: Pairs who met before or work together.
    """

    vetoed: frozenset[Pair]
    known: frozenset[Pair]


def apart_at(event: Event) -> Apart:
    """What keeps guests of an event apart. Six statements, whatever the size."""
    guests = list(event.participations.attending().values_list("pk", "actor_id"))
    successors = _successors(event)
    own = Preference.objects.filter(event=event, kind=PreferenceKind.NEVER).values_list("giver_id", "about_id")
    vetoed = {_pair(successors, giver, about) for giver, about in own}
    by_actor: dict[int, list[int]] = {}
    for guest, actor in guests:
        if actor is not None:
            by_actor.setdefault(actor, []).append(guest)
    before = Preference.objects.exclude(event=event).filter(
        kind=PreferenceKind.NEVER, giver__actor__in=by_actor, about__actor__in=by_actor
    )
    vetoed |= _guests_of(before.values_list("giver__actor_id", "about__actor_id"), by_actor)
    known = _guests_of(_tied(by_actor), by_actor) | _guests_of(_met(event, by_actor), by_actor)
    return Apart(frozenset(vetoed), frozenset(known))


def _successors(event: Event) -> dict[int, int]:
    """Who took over whose seat."""
    rows = event.participations.exclude(replaces=None).values_list("replaces_id", "pk")
    return {old: new for old, new in rows if old is not None}


def _pair(successors: dict[int, int], one: int, other: int) -> Pair:
    return frozenset({_last(successors, one), _last(successors, other)})


def _last(successors: dict[int, int], guest: int) -> int:
    while guest in successors:
        guest = successors[guest]
    return guest


def _tied(actors: Iterable[int]) -> list[tuple[int, int]]:
    """Actors who met or work together, as the register knows it today."""
    kinds = [code for code, kind in TIE_KINDS.items() if kind.is_partnership or code == MET_KIND]
    ties = Tie.objects.on(timezone.localdate()).filter(kind__in=kinds, left__in=actors, right__in=actors)
    return list(ties.values_list("left_id", "right_id"))


def _met(event: Event, actors: Iterable[int]) -> list[tuple[int, int]]:
    """Actors who sat in one meeting of another event's published plan."""
    seats = Seat.objects.exclude(plan__event=event).filter(
        plan__state=PlanState.PUBLISHED, participation__actor__in=actors
    )
    tables: dict[int, list[int]] = {}
    for meeting, actor in seats.values_list("meeting_id", "participation__actor_id"):
        if actor is not None:
            tables.setdefault(meeting, []).append(actor)
    return [(one, other) for people in tables.values() for one in people for other in people if one < other]


def _guests_of(pairs: Iterable[tuple[int | None, int | None]], by_actor: dict[int, list[int]]) -> set[Pair]:
    return {
        frozenset({one, other})
        for left, right in pairs
        if left is not None and right is not None
        for one in by_actor.get(left, ())
        for other in by_actor.get(right, ())
        if one != other
    }


def composed_for(event: Event) -> dict[str, Composed]:
    """Every pair of an event worth asking for, by the key of its wish. About ten statements, whatever the size."""
    guests = {guest.pk: guest for guest in event.participations.attending()}
    apart, successors = apart_at(event), _successors(event)
    found: dict[str, Composed] = {}
    said = Preference.objects.filter(event=event).exclude(kind=PreferenceKind.NEVER)
    for giver, about, kind, origin in said.values_list("giver_id", "about_id", "kind", "origin"):
        pair = _pair(successors, giver, about)
        if one := _entry(event, guests, apart, pair, found):
            wants = guests[_last(successors, giver)].key
            _add(one, wants, kind, is_organiser=origin == PreferenceOrigin.ORGANISER)
    for left, right, score in Candidate.objects.filter(event=event).values_list("left_id", "right_id", "score"):
        pair = frozenset({left, right})
        one = None if pair in apart.known else _entry(event, guests, apart, pair, found)
        if one and not one.wanted_by and not one.terms:
            one.value = max(one.value, min(score, 1.0))
    return {key: one for key, one in found.items() if one.value > 0 or one.terms}


def _entry(
    event: Event, guests: dict[int, Participation], apart: Apart, pair: Pair, found: dict[str, Composed]
) -> Composed | None:
    """The pair's place among the wishes; None where the two must not meet or one is not there."""
    people = [guests[guest] for guest in pair if guest in guests]
    if len(people) != 2 or pair in apart.vetoed:
        return None
    one, other = sorted(people, key=lambda guest: guest.key)
    is_house = bool(one.organisation) and folded(one.organisation) == folded(other.organisation)
    if is_house or not may_meet(event, one.side, other.side):
        return None
    return found.setdefault(key_of(one.key, other.key), Composed((one.key, other.key)))


def _add(one: Composed, wants: str, kind: str, *, is_organiser: bool) -> None:
    if is_organiser:
        one.terms["must"] = True
        one.value = max(one.value, MUST)
        return
    if one.wanted_by and wants not in one.wanted_by:
        one.value += MUTUAL
    one.value += MUST if kind == PreferenceKind.MUST else GLADLY
    one.is_wanted_must = one.is_wanted_must or kind == PreferenceKind.MUST
    one.wanted_by.add(wants)
