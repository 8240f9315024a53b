"""Who comes without registration, and who comes instead of somebody; called by `desk.apply_operation` alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Side
from aufwind.engine.matching.profile import Entry, Profile
from aufwind.engine.problem import Wish as EngineWish
from aufwind.engine.scheduling.changes import Substitute, WalkIn
from aufwind.events.actions.day import Came, in_both, joined
from aufwind.events.actions.marks import person_of
from aufwind.events.actions.participations import add_participation, next_number
from aufwind.events.composing import key_of, may_meet
from aufwind.events.enums import ParticipationState, PreferenceKind, Source
from aufwind.events.errors import DeskSaysTooLittle
from aufwind.events.models import Candidate, GuestListing, Participation, Preference, Wish
from aufwind.events.queries.day import base_of, colleagues_of, plain
from aufwind.matching.actions import propose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.core.policy import Visitor
    from aufwind.events.actions.day import Said
    from aufwind.events.actions.marks import Asked
    from aufwind.events.models import Event, Plan
    from aufwind.events.queries.day import Base

MOST_WISHES = 12
GONE = {"state": ParticipationState.CANCELLED}


def walk_in(asked: Asked) -> Came:
    """Somebody nobody expected: she gets a number, is here, and meets who fits where a place is free.

    Nobody else's meeting moves. With «joins» she sits beside that colleague in all meetings still to come instead.
    """
    name = _text(asked, "name")
    if not name:
        raise DeskSaysTooLittle("name")
    if asked.payload.get("agreed") is not True:
        raise DeskSaysTooLittle("agreed")
    event = asked.event
    if event.capacity is not None and event.participations.attending().count() >= event.capacity:
        text = _("There is no free seat for %(name)s: all %(seats)s belong to people who are here or expected.")
        return Came(in_both(text, name=name, seats=event.capacity), is_conflict=True)
    colleague = asked.guest("joins") if asked.payload.get("joins") else None
    base = base_of(event)
    guest = _newcomer(asked, name, colleague)
    if colleague is not None:
        return _beside(asked, base, guest, colleague)
    wishes = _wishes_for(event, guest, asked, base) if base else []
    said = in_both(_("%(name)s comes without registration."), name=name)
    if base is None:
        return Came(said, guest=guest)
    plan = asked.plan_anew(base, (WalkIn(person_of(guest), tuple(wishes)),), said)
    if broken := _broken_promises(asked, guest, plan):
        names = ", ".join(broken)
        text = _("%(name)s was promised a meeting with %(names)s while the network was down; no place was left for it.")
        return Came(in_both(text, name=name, names=names), is_conflict=True, guest=guest, plan=plan)
    return Came(said, guest=guest, plan=plan)


def _text(asked: Asked, name: str) -> str:
    said = asked.payload.get(name, "")
    return " ".join(said.split())[:200] if isinstance(said, str) else ""


def _newcomer(asked: Asked, name: str, colleague: Participation | None) -> Participation:
    event, organisation = asked.event, _text(asked, "organisation")
    house = colleague or next(iter(colleagues_of(event, organisation)), None)
    guest = add_participation(
        event,
        name=name,
        state=ParticipationState.REGISTERED,
        source=Source.WALK_IN,
        organisation=(house.organisation or organisation) if house else organisation,
        side=house.side if house else "",
        number=next_number(event),
        terms=event.terms.first(),
        agreed_at=asked.at,
        registered_at=asked.at,
        checked_in_at=asked.at,
        email=_text(asked, "email"),
    )
    asked.trail.added(guest, **GONE)
    sides = ((Side.OFFER, _text(asked, "offer")), (Side.NEED, _text(asked, "need")))
    GuestListing.objects.bulk_create(
        [GuestListing(participation=guest, side=side, title=title) for side, title in sides if title]
    )
    return guest


def _beside(asked: Asked, base: Base | None, guest: Participation, colleague: Participation) -> Came:
    """A colleague of somebody who is here: she joins that plan."""
    said = in_both(_("%(name)s joins the meetings of %(colleague)s."), name=guest.name, colleague=colleague.name)
    if base is None or not base.knows(colleague):
        return Came(said, guest=guest)
    people = (*base.problem.participants, replace(person_of(guest), unavailable=_past(base)))
    problem, result, keys = joined(base.problem, base.result, colleague.key, guest.key, base.open_slots)
    people_of = {meeting.wish: list(meeting.people) for meeting in result.meetings}
    for wish in asked.event.wishes.filter(key__in=keys):
        asked.trail.mark(wish, people=people_of[wish.key])
    with_her = replace(base, problem=replace(problem, participants=people), result=result)
    told = _told(with_her, guest.key, said)
    return Came(said, guest=guest, plan=asked.plan_anew(with_her, (), said, told=told))


def _past(base: Base) -> frozenset[str]:
    return frozenset({slot.id for slot in base.problem.slots} - {*base.open_slots})


def _told(base: Base, key: str, said: Said) -> list[dict[str, Any]]:
    """Her meetings still to come as moves that keep time and table, so that her partners learn of the new name."""
    rows = []
    for meeting in base.result.meetings:
        if key in meeting.people and meeting.slot in base.open_slots:
            place = [meeting.slot, meeting.table]
            rows.append({"wish": meeting.wish, "people": list(meeting.people), "before": place, "after": place, **said})
    return rows


def _wishes_for(event: Event, guest: Participation, asked: Asked, base: Base) -> list[EngineWish]:
    """Rows for whom she shall meet (who fits best, and whom she was promised), and the same for the planner."""
    fits = _fitting(event, guest, with_room(base), by=asked.by)
    promised = _promised(asked)
    values = {**fits, **dict.fromkeys(promised, 1.0)}
    last = event.wishes.aggregate(last=Max("position"))["last"]
    begin = 0 if last is None else last + 1
    rows = [
        Wish(
            event=event,
            key=key_of(guest.key, key),
            position=begin + i,
            people=sorted((guest.key, key)),
            value=value,
            is_composed=True,
        )
        for i, (key, value) in enumerate(values.items())
    ]
    for row in Wish.objects.bulk_create(rows):
        asked.trail.added(row, is_retired=True)
    return [
        EngineWish(row.key, tuple(row.people), value=row.value, slot=promised.get(key))
        for row, key in zip(rows, values, strict=True)
    ]


def _promised(asked: Asked) -> dict[str, str]:
    """Whom a desk without network promised her, and in which slot."""
    said = asked.payload.get("promised")
    said = said if isinstance(said, list) else []
    known = set(asked.event.participations.attending().values_list("key", flat=True)) if said else set()
    slots = set(asked.event.slots.in_force().values_list("key", flat=True)) if said else set()
    pairs = [(str(one.get("with")), str(one.get("slot"))) for one in said if isinstance(one, dict)]
    return {key: slot for key, slot in pairs if key in known and slot in slots}


def _broken_promises(asked: Asked, guest: Participation, plan: Plan) -> list[str]:
    """Names of those she was promised and does not meet."""
    promised = _promised(asked)
    if not promised:
        return []
    met = set(
        Participation.objects.filter(seats__meeting__in=plan.meetings.filter(seats__participation=guest)).values_list(
            "key", flat=True
        )
    )
    lost = promised.keys() - met
    return list(asked.event.participations.filter(key__in=lost).values_list("name", flat=True))


def with_room(base: Base) -> set[str]:
    """Keys of those who could take one more meeting in a slot still to come."""
    held: dict[str, set[str]] = defaultdict(set)
    for meeting in base.result.meetings:
        for who in meeting.people:
            held[who].add(meeting.slot)
    still = {*base.open_slots}
    return {
        person.id
        for person in base.problem.participants
        if still - person.unavailable - held[person.id]
        and (person.max_meetings is None or len(held[person.id]) < person.max_meetings)
    }


def _fitting(event: Event, guest: Participation, free: set[str], *, by: Visitor) -> dict[str, float]:
    """Keys of guests who offer what she needs or need what she offers, the best first, with 0 … 1.

    They are kept as candidates with the reasons, so that a plan computed anew knows them too. Left out: colleagues,
    sides that are not to meet, who is hidden, away or not `free`, who does not want to meet anybody of her house.
    """
    people = event.participations.attending().filter(is_hidden=False).exclude(pk=guest.pk)
    shunned = _shunned(event, guest)
    others = {
        other.key: other
        for other in people.prefetch_related("listings")
        if other.key in free
        and other.pk not in shunned
        and may_meet(event, guest.side, other.side)
        and not _is_colleague(guest, other)
    }
    if not others or not guest.listings.exists():
        return {}
    pairs: dict[str, dict[str, Any]] = {}
    for hers, theirs in ((Side.NEED, Side.OFFER), (Side.OFFER, Side.NEED)):
        profiles = [_profile(guest, hers), *(_profile(other, theirs) for other in others.values())]
        run = propose(profiles, pool=f"event-desk:{event.slug}", by=by, per_profile=MOST_WISHES)
        for pair in run.proposals:
            _keep_better(pairs, pair["b"] if pair["a"] == guest.key else pair["a"], pair)
    Candidate.objects.bulk_create(
        [
            Candidate(
                event=event, left=others[key], right=guest, score=pair["score"], reasons=_reasons(pair, guest, others)
            )
            for key, pair in pairs.items()
        ]
    )
    best = sorted(pairs.items(), key=lambda one: -one[1]["score"])[:MOST_WISHES]
    return {key: float(pair["score"]) for key, pair in best}


def _keep_better(pairs: dict[str, dict[str, Any]], key: str, pair: dict[str, Any]) -> None:
    """Of two pairs with the same guest the better score, with the reasons of both."""
    other = pairs.get(key)
    if other is None:
        pairs[key] = pair
        return
    better = max(pair, other, key=lambda one: one["score"])
    pairs[key] = {**better, "reasons": [*other["reasons"], *pair["reasons"]]}


def _reasons(pair: dict[str, Any], guest: Participation, others: dict[str, Participation]) -> list[dict[str, Any]]:
    """Which need met which offer, in the words of both."""
    people = {**others, guest.key: guest}
    titles = {f"{listing.pk}": listing.title for one in people.values() for listing in one.listings.all()}
    rows = []
    for reason in pair["reasons"]:
        met = {field["side"]: field for field in reason["met"]}
        if {Side.NEED, Side.OFFER} <= met.keys() and all(field["entry"] in titles for field in met.values()):
            need, offer = met[Side.NEED], met[Side.OFFER]
            rows.append({"need": titles[need["entry"]], "offer": titles[offer["entry"]], "needs": need["profile"]})
    return rows


def _profile(guest: Participation, side: str) -> Profile:
    """What a guest offers, or what she needs, without her name.

    One side at a time, the newcomer's against the others', keeps the others from being compared with each other.
    """
    entries = tuple(
        Entry(f"{listing.pk}", listing.title, text=listing.text)
        for listing in guest.listings.all()
        if listing.side == side
    )
    return Profile(guest.key, needs=entries) if side == Side.NEED else Profile(guest.key, offers=entries)


def _is_colleague(guest: Participation, other: Participation) -> bool:
    return bool(guest.organisation) and plain(guest.organisation) == plain(other.organisation)


def _shunned(event: Event, guest: Participation) -> set[int]:
    """Who never wants to meet a colleague of hers, and whom her colleagues never want to meet."""
    house = [other.pk for other in colleagues_of(event, guest.organisation) if other.pk != guest.pk]
    never = Preference.objects.filter(event=event, kind=PreferenceKind.NEVER)
    pairs = never.filter(Q(giver__in=house) | Q(about__in=house)).values_list("giver_id", "about_id")
    return {pk for pair in pairs for pk in pair} - {*house}


def substitute(asked: Asked) -> Came:
    """Somebody else comes in a guest's place: wishes and meetings are hers now, and the old link opens nothing."""
    old, name = asked.guest(), _text(asked, "name")
    if not name:
        raise DeskSaysTooLittle("name")
    if not old.is_seated:
        said = in_both(_("%(name)s has no seat that somebody could take over."), name=old.name)
        return Came(said, is_conflict=True, guest=old)
    event, base = asked.event, base_of(asked.event)
    is_here = asked.payload.get("here") is True
    new = add_participation(
        event,
        name=name,
        state=ParticipationState.REGISTERED,
        source=Source.SUBSTITUTE,
        organisation=old.organisation,
        side=old.side,
        actor=old.actor,
        adviser=old.adviser,
        email=_text(asked, "email"),
        number=next_number(event),
        replaces=old,
        needs=old.needs,
        unavailable=old.unavailable,
        registered_at=asked.at,
        checked_in_at=asked.at if is_here else None,
    )
    asked.trail.added(new, **GONE)
    asked.trail.mark(old, state=ParticipationState.CANCELLED, state_at=asked.at)
    asked.trail.revoke(old, by=asked.by)
    _hand_over(asked, old, new)
    said = in_both(_("%(new)s comes instead of %(old)s."), new=name, old=old.name)
    plan = _with_substitute(asked, base, old, new, said) if base else None
    return Came(said, guest=new, plan=plan)


def _hand_over(asked: Asked, old: Participation, new: Participation) -> None:
    """What she offers and needs, whom she wants to meet, and the wishes that name her."""
    for listing in old.listings.all():
        GuestListing.objects.create(
            participation=new, side=listing.side, title=listing.title, text=listing.text, position=listing.position
        )
    for preference in Preference.objects.filter(giver=old):
        asked.trail.mark(preference, giver_id=new.pk)
    for preference in Preference.objects.filter(about=old):
        asked.trail.mark(preference, about_id=new.pk)
    for wish in asked.event.wishes.filter(is_retired=False):
        if old.key in wish.people:
            fields = {"people": _with_new(wish.people, old, new), "wanted_by": _with_new(wish.wanted_by, old, new)}
            asked.trail.mark(wish, **fields)


def _with_new(keys: Sequence[str], old: Participation, new: Participation) -> list[str]:
    return [new.key if key == old.key else key for key in keys]


def _with_substitute(asked: Asked, base: Base, old: Participation, new: Participation, said: Said) -> Plan | None:
    """The plan with the new name; what was lost because the old one was late or away is tried again."""
    known = next((person for person in base.problem.participants if person.id == old.key), None)
    if known is None:
        return None
    person = replace(known, id=new.key, name=new.name, email=new.email or None)
    meetings = tuple(replace(m, people=tuple(_key(who, old, new) for who in m.people)) for m in base.result.meetings)
    told = _told(replace(base, result=replace(base.result, meetings=meetings)), new.key, said)
    return asked.plan_anew(base, (Substitute(old.key, person),), said, told=told)


def _key(who: str, old: Participation, new: Participation) -> str:
    return new.key if who == old.key else who
