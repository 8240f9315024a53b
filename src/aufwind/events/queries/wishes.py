"""Whom a guest could meet and whom she wishes to; whom the organiser should look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from aufwind.core.folding import folded
from aufwind.events.composing import apart_at, may_meet
from aufwind.events.enums import EventState, PlanState, PreferenceKind, PreferenceOrigin
from aufwind.events.models import Candidate, Participation, Preference

if TYPE_CHECKING:
    from aufwind.events.models import Event

FEW = 3
"""With fewer people to meet than this the organiser should lend a hand."""


def are_wishes_open(event: Event) -> bool:
    """Whether guests may still say whom they wish to meet: until the set time, or until a plan is published."""
    if event.state == EventState.CALLED_OFF:
        return False
    if event.wishes_until is not None:
        return timezone.now() < event.wishes_until
    return not event.plans.filter(state=PlanState.PUBLISHED).exists()


@dataclass(frozen=True, slots=True)
class Somebody:
    """A guest another could meet.

    Attributes:
        kind: What was said about her: must, like, never; empty: nothing.
        reasons: Which need met which offer: («You need …», «she offers …») as (is_mine, need, offer).
    """

    guest: Participation
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    kind: str
    reasons: tuple[tuple[bool, str, str], ...]


def people_for(guest: Participation, *, words: str = "") -> tuple[list[Somebody], list[Somebody]]:
    """Whom a guest could meet: those who fit, the best first, and all others by name; with what she said of each.

    Left out: who does not take part or objected to being shown, colleagues, sides not to be met, and who said «never».
    About nine statements, whatever the size.

    Args:
        words: Only those whose name, house, offers or needs hold all of these.
    """
    event = guest.event
    said = dict(guest.preferences.filter(origin=PreferenceOrigin.SELF).values_list("about_id", "kind"))
    fits = {
        (one.right_id if one.left_id == guest.pk else one.left_id): one
        for one in Candidate.objects.filter(Q(left=guest) | Q(right=guest), event=event)
    }
    vetoed = {other for pair in apart_at(event).vetoed if guest.pk in pair for other in pair}
    others = event.participations.attending().filter(is_hidden=False).exclude(pk=guest.pk)
    found = []
    for other in others.prefetch_related("listings").order_by("name_folded", "pk"):
        is_shunned = other.pk in vetoed and said.get(other.pk) != PreferenceKind.NEVER
        is_house = bool(guest.organisation) and folded(guest.organisation) == folded(other.organisation)
        if is_shunned or is_house or not may_meet(event, guest.side, other.side):
            continue
        one = _somebody(other, said.get(other.pk, ""), fits.get(other.pk), guest)
        if _holds(one, words):
            found.append(one)
    fitting = sorted((one for one in found if one.guest.pk in fits), key=lambda one: -fits[one.guest.pk].score)
    return fitting, [one for one in found if one.guest.pk not in fits]


def _somebody(other: Participation, kind: str, fit: Candidate | None, guest: Participation) -> Somebody:
    titles: dict[str, list[str]] = {"offer": [], "need": []}
    for listing in other.listings.all():
        titles[listing.side].append(listing.title)
    reasons = tuple((said["needs"] == guest.key, said["need"], said["offer"]) for said in (fit.reasons if fit else ()))
    return Somebody(other, tuple(titles["offer"]), tuple(titles["need"]), kind, reasons[:2])


def _holds(one: Somebody, words: str) -> bool:
    text = folded(" ".join((one.guest.name, one.guest.organisation, *one.offers, *one.needs)))
    return all(word in text for word in folded(words).split())


def wishes_of(guest: Participation) -> list[Preference]:
    """What a guest said about others, the latest first; one statement."""
    mine = guest.preferences.filter(origin=PreferenceOrigin.SELF)
    return list(mine.select_related("about").order_by("kind", "-updated_at"))


@dataclass(frozen=True, slots=True)
class Lack:
    """A guest the organiser should look at: how many want her, how many she wants, how many fit, how many places."""

    guest: Participation
    wanted: int
    wants: int
    fits: int
    places: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The wishes of an event at a glance."""

    counts: dict[str, int]
    lonely: list[Lack]
    crowded: list[Lack]
    pairs: list[Preference]
    candidates: int


def overview_of(event: Event) -> Overview:
    """Who has too few people to meet, and who is wished by more than she has slots. Seven statements."""
    said: list[tuple[int, int, str, str]] = list(
        event.preferences.values_list("giver_id", "about_id", "kind", "origin")
    )
    wants, wanted, fits = Counter[int](), Counter[int](), Counter[int]()
    for giver, about, kind, origin in said:
        if kind != PreferenceKind.NEVER and origin == PreferenceOrigin.SELF:
            wants[giver] += 1
            wanted[about] += 1
    pairs: Any = event.candidates.values_list("left_id", "right_id")
    for left, right in pairs:
        fits[left] += 1
        fits[right] += 1
    slots = event.slots.in_force().count()
    lacks = [
        Lack(guest, wanted[guest.pk], wants[guest.pk], fits[guest.pk], _places(guest, slots))
        for guest in event.participations.attending()
    ]
    counts = Counter(kind for _giver, _about, kind, origin in said if origin == PreferenceOrigin.SELF)
    return Overview(
        counts={kind: counts[kind] for kind in PreferenceKind.values},
        lonely=[lack for lack in lacks if lack.wants + lack.wanted + lack.fits < FEW],
        crowded=sorted((lack for lack in lacks if lack.wanted > lack.places > 0), key=lambda lack: -lack.wanted),
        pairs=list(event.preferences.filter(origin=PreferenceOrigin.ORGANISER).select_related("giver", "about")),
        candidates=len(pairs),
    )


def _places(guest: Participation, slots: int) -> int:
    return min(guest.max_meetings or slots, slots - len(guest.unavailable))
