"""Whom guests wish to meet: said, taken back, found by the matching engine, composed for the planner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from aufwind.actors.enums import Side
from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import SYSTEM, require
from aufwind.engine.matching.profile import Entry, Profile
from aufwind.events.actions.participations import locked
from aufwind.events.composing import apart_at, composed_for, may_meet
from aufwind.events.enums import PreferenceKind, PreferenceOrigin
from aufwind.events.errors import CannotPrefer, TooManyMusts, WishesAreClosed
from aufwind.events.models import Candidate, Participation, Preference, Wish
from aufwind.events.queries.wishes import are_wishes_open
from aufwind.matching.actions import propose

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.composing import Composed, Pair
    from aufwind.events.models import Event

MOST_MUSTS = 5
PER_GUEST = 12
"""Candidates for a guest: more than she can meet, few enough to be read."""


@transaction.atomic
def prefer(giver: Participation, about: Participation, kind: str, *, by: Visitor) -> Preference:
    """Say that `giver` must, would gladly or must never meet `about`; said again it replaces what was said.

    Raises:
        NotAllowed: It is not her own page, and `by` does not look after her.
        WishesAreClosed: The time for wishes is over; «never» is heard at any time.
        CannotPrefer: The two cannot meet: not both take part, or their sides are not to meet.
        TooManyMusts: She has said «must» five times already.
    """
    require(by, "events.act-for", giver)
    event = locked(giver.event)
    if kind != PreferenceKind.NEVER and not are_wishes_open(event):
        raise WishesAreClosed
    _refuse_pair(event, giver, about)
    musts = giver.preferences.filter(kind=PreferenceKind.MUST, origin=PreferenceOrigin.SELF).exclude(about=about)
    if kind == PreferenceKind.MUST and musts.count() >= MOST_MUSTS:
        raise TooManyMusts
    preference, _is_new = Preference.objects.update_or_create(
        giver=giver, about=about, origin=PreferenceOrigin.SELF, defaults={"event": event, "kind": PreferenceKind(kind)}
    )
    record("preference.said", preference, by=by, facts={"for": giver.key, "about": about.key, "kind": str(kind)})
    return preference


def _refuse_pair(event: Event, giver: Participation, about: Participation) -> None:
    both = event.participations.attending().filter(pk__in=(giver.pk, about.pk)).count()
    if both != 2 or not may_meet(event, giver.side, about.side):
        raise CannotPrefer


@transaction.atomic
def forget_preference(giver: Participation, about: Participation, *, by: Visitor) -> None:
    """Take back what was said about somebody; nothing said, nothing done.

    Raises:
        NotAllowed: It is not her own page, and `by` does not look after her.
    """
    require(by, "events.act-for", giver)
    gone, _rows = Preference.objects.filter(giver=giver, about=about, origin=PreferenceOrigin.SELF).delete()
    if gone:
        record("preference.forgotten", giver, by=by, facts={"for": giver.key, "about": about.key})


@transaction.atomic
def set_pair(event: Event, one: Participation, other: Participation, *, by: Visitor) -> Preference:
    """Have two people meet, by the organiser's decision: it has to be in every plan from now on.

    Raises:
        NotAllowed: `by` does not run the event.
        CannotPrefer: The two cannot meet, or one of them said «never».
    """
    require(by, "events.run", event)
    event = locked(event)
    _refuse_pair(event, one, other)
    if frozenset({one.pk, other.pk}) in apart_at(event).vetoed:
        raise CannotPrefer
    left, right = sorted((one, other), key=lambda guest: guest.pk)
    preference, _is_new = Preference.objects.update_or_create(
        giver=left,
        about=right,
        origin=PreferenceOrigin.ORGANISER,
        defaults={"event": event, "kind": PreferenceKind.MUST},
    )
    record("pair.set", preference, by=by, facts={"for": left.key, "about": right.key})
    return preference


@transaction.atomic
def unset_pair(preference: Preference, *, by: Visitor) -> None:
    """Leave a pair to the planner again.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", preference.event)
    record("pair.unset", preference, by=by)
    preference.delete()


@transaction.atomic
def find_candidates(event: Event, *, by: Visitor) -> int:
    """Ask the matching engine who fits whom, and keep it instead of what was found before; how many pairs.

    What goes in are offers and needs, never a name. Who must not meet, is of one house, knows each other already or is
    of a side not to be met is not proposed.

    Raises:
        NotAllowed: `by` does not run the event.

    Cost: 3 ms a text and 2 s for 300 guests.
    """
    require(by, "events.run", event)
    event = locked(event)
    guests = {guest.key: guest for guest in event.participations.attending().prefetch_related("listings")}
    apart = apart_at(event)
    shut = _by_guest(apart.vetoed | apart.known, {guest.pk: key for key, guest in guests.items()})
    profiles = [profile for guest in guests.values() if (profile := _profile(guest, frozenset(shut.get(guest.pk, ()))))]
    Candidate.objects.filter(event=event).delete()
    if not profiles:
        return 0
    run = propose(profiles, pool=f"event:{event.slug}", by=SYSTEM, per_profile=PER_GUEST)
    rows = []
    for pair in run.proposals:
        left, right = sorted((guests[pair["a"]], guests[pair["b"]]), key=lambda guest: guest.pk)
        if may_meet(event, left.side, right.side):
            reasons = [reason for said in pair["reasons"] if (reason := _reason(said, guests))]
            rows.append(Candidate(event=event, left=left, right=right, score=pair["score"], reasons=reasons))
    Candidate.objects.bulk_create(rows, batch_size=1000)
    record("candidates.found", event, by=by, facts={"guests": len(profiles), "pairs": len(rows)})
    return len(rows)


def _by_guest(pairs: frozenset[Pair], keys: dict[int, str]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for pair in pairs:
        for guest in pair:
            found.setdefault(guest, set()).update(keys[other] for other in pair if other != guest and other in keys)
    return found


def _profile(guest: Participation, vetoes: frozenset[str]) -> Profile | None:
    """A guest as the engine sees her; None for who neither offers nor needs anything."""
    entries: dict[str, list[Entry]] = {Side.OFFER: [], Side.NEED: []}
    for listing in guest.listings.all():
        entries[listing.side].append(Entry(str(listing.pk), listing.title, text=listing.text))
    if not any(entries.values()):
        return None
    house = guest.organisation.casefold().strip() or None
    return Profile(
        guest.key,
        organisation=house,
        needs=tuple(entries[Side.NEED]),
        offers=tuple(entries[Side.OFFER]),
        vetoes=vetoes,
    )


def _reason(said: dict[str, object], guests: dict[str, Participation]) -> dict[str, object] | None:
    """Which need met which offer, in the words of both; None for what rests on no two entries."""
    met = said["met"]
    assert isinstance(met, list)
    titles = {(field["side"]): _title(guests[field["profile"]], field["entry"]) for field in met}
    if not titles.get("need") or not titles.get("offer"):
        return None
    needs = next(field["profile"] for field in met if field["side"] == "need")
    return {"need": titles["need"], "offer": titles["offer"], "needs": needs}


def _title(guest: Participation, entry: str) -> str:
    return next((listing.title for listing in guest.listings.all() if str(listing.pk) == entry), "")


@transaction.atomic
def refresh_wishes(event: Event, *, by: Visitor) -> int:
    """Bring what the planner is asked up to date with what guests say and what fits; how many wishes there are.

    Wishes of a spreadsheet stay as they were written, but for pairs of which one said «never»: these are out of force.
    No wish is deleted, so that meetings and calendars of before keep theirs.

    Raises:
        NotAllowed: `by` does not run the event.

    Cost: about twelve statements and 1 ms for each ten pairs.
    """
    require(by, "events.run", event)
    composed = composed_for(event)
    rows = {wish.key: wish for wish in event.wishes.filter(is_composed=True)}
    last = event.wishes.aggregate(last=Max("position"))["last"]
    begin = 0 if last is None else last + 1
    fresh = [key for key in composed if key not in rows]
    Wish.objects.bulk_create(
        [_row(event, key, composed[key], begin + i) for i, key in enumerate(fresh)], batch_size=1000
    )
    for key, row in rows.items():
        one = composed.get(key)
        row.is_retired = one is None
        if one is not None:
            row.value, row.terms, row.is_wanted_must = one.value, one.terms, one.is_wanted_must
            row.wanted_by = sorted(one.wanted_by)
    fields = ["is_retired", "value", "terms", "is_wanted_must", "wanted_by"]
    Wish.objects.bulk_update(rows.values(), fields, batch_size=500)
    _put_vetoes_out_of_force(event)
    return event.wishes.filter(is_retired=False).count()


def _row(event: Event, key: str, one: Composed, position: int) -> Wish:
    return Wish(
        event=event,
        key=key,
        position=position,
        people=list(one.people),
        value=one.value,
        terms=one.terms,
        is_composed=True,
        is_wanted_must=one.is_wanted_must,
        wanted_by=sorted(one.wanted_by),
    )


def _put_vetoes_out_of_force(event: Event) -> None:
    keys = dict(event.participations.values_list("pk", "key"))
    vetoed = {frozenset(keys[guest] for guest in pair if guest in keys) for pair in apart_at(event).vetoed}
    written = list(event.wishes.filter(is_composed=False))
    for wish in written:
        wish.is_retired = frozenset(wish.people) in vetoed
    Wish.objects.bulk_update(written, ["is_retired"], batch_size=500)


@transaction.atomic
def start_candidates(event: Event, *, by: Visitor) -> None:
    """Have candidates found in the background.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    start_job("events.candidates", event, by=by, args={"event_id": event.pk})


@transaction.atomic
def close_wishes(event: Event, *, by: Visitor) -> Event:
    """Let nobody change her wishes any more, from now on.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    event.wishes_until = timezone.now()
    event.save(update_fields=["wishes_until"])
    record("wishes.closed", event, by=by)
    return event
