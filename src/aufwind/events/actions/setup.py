"""An event is set up: from a format or from last year's, changed part by part, announced, called off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.grid import Piece, last_day_of, rebuild_slots, write_blocks, write_items, write_tables
from aufwind.events.actions.participations import locked
from aufwind.events.actions.registration import set_capacity
from aufwind.events.checks import missing_in
from aufwind.events.enums import EventState, Format, PlanState
from aufwind.events.errors import EventIsNotReady, GridIsBooked
from aufwind.events.formats import PHOTOS, TEMPLATES, TERMS
from aufwind.events.models import Block, Event, ProgrammeItem, Table, Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.models import Place
    from aufwind.core.policy import Visitor
    from aufwind.projects.models import Project

KEPT = (
    *("format", "kind", "place", "venue", "project", "summary_de", "summary_en", "criterion_de", "criterion_en"),
    *("contact_name", "contact_email", "counts_for", "max_gap_spread", "fair_to", "is_matching", "sides", "pairings"),
    *("slot_minutes", "change_minutes", "capacity", "needs_approval"),
)
"""What a clone takes over from last year's event."""


@transaction.atomic
def set_up_event(
    format: str,  # noqa: A002 -- the field's own name
    *,
    title_de: str,
    title_en: str,
    day: date,
    by: Visitor,
    place: Place | None = None,
    venue: str = "",
    project: Project | None = None,
) -> Event:
    """A draft with the times, tables, sides and consent texts its format begins with.

    Raises:
        NotAllowed: `by` enters no events.
    """
    require(by, "events.enter")
    template = TEMPLATES[Format(format)]
    sides = [{"key": key, "de": de, "en": en} for key, de, en in template.sides]
    event = Event.objects.create(
        slug=_free_slug(f"{title_de} {day.year}"),
        state=EventState.DRAFT,
        format=format,
        title_de=title_de,
        title_en=title_en,
        kind=template.kind,
        starts=day.isoformat(),
        place=place,
        venue=venue,
        project=project,
        sides=sides,
        pairings=[[sides[0]["key"], sides[1]["key"]]] if len(sides) == 2 else [],
        is_matching=bool(template.blocks),
        slot_minutes=template.slot_minutes,
        change_minutes=template.change_minutes,
    )
    _join_team(event, by)
    write_blocks(event, [
        Piece(title_de=b.de, title_en=b.en, starts_at=_at(day, b.starts), ends_at=_at(day, b.ends))
        for b in template.blocks
    ], keys=[b.key for b in template.blocks])  # fmt: skip
    write_items(event, [
        Piece(title_de=i.de, title_en=i.en, starts_at=_at(day, i.starts), ends_at=_at(day, i.ends))
        for i in template.programme
    ])  # fmt: skip
    Table.objects.bulk_create(
        Table(event=event, key=str(i + 1), position=i, seats=template.seats) for i in range(template.tables)
    )
    Terms.objects.create(
        event=event, version=1, text_de=TERMS["de"], text_en=TERMS["en"], photos_de=PHOTOS["de"], photos_en=PHOTOS["en"]
    )
    rebuild_slots(event)
    record("event.set-up", event, by=by, facts={"format": str(format)})
    return event


def _free_slug(words: str) -> str:
    base = slugify(words.replace("ß", "ss"))[:60].strip("-") or "event"
    slug, number = base, 1
    while Event.objects.filter(slug=slug).exists() or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    return slug


RESERVED = frozenset({"new", "my", "for", "clients", "screen", "stories"})
"""First parts of the events' addresses that are no event's short name."""


def _join_team(event: Event, by: Visitor) -> None:
    if by.user_id is not None:
        event.team.add(by.user_id)


def _at(day: date, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


@transaction.atomic
def clone_event(event: Event, *, title_de: str, title_en: str, day: date, by: Visitor) -> Event:
    """A draft like an earlier event, on another day: everything but the people; times of day stay.

    Raises:
        NotAllowed: `by` does not run that event.
    """
    require(by, "events.run", event)
    first = date.fromisoformat(event.starts) if len(event.starts) == 10 else day
    fresh = Event.objects.create(
        slug=_free_slug(f"{title_de} {day.year}"),
        state=EventState.DRAFT,
        title_de=title_de,
        title_en=title_en,
        starts=day.isoformat(),
        cloned_from=event,
        **{name: getattr(event, name) for name in KEPT},
    )
    fresh.hosts.set(event.hosts.all())
    fresh.team.set(event.team.all())
    _join_team(fresh, by)
    write_blocks(fresh, [_moved(block, first, day) for block in event.blocks.all()],
                  keys=[block.key for block in event.blocks.all()])  # fmt: skip
    write_items(fresh, [_moved(item, first, day) for item in event.programme.all()])
    for table in event.tables.in_force():
        Table.objects.create(event=fresh, key=table.key, position=table.position, kind=table.kind, zone=table.zone,
                             seats=table.seats, topic_de=table.topic_de, topic_en=table.topic_en)  # fmt: skip
    if terms := event.terms.first():
        Terms.objects.create(event=fresh, version=1, text_de=terms.text_de, text_en=terms.text_en,
                             photos_de=terms.photos_de, photos_en=terms.photos_en)  # fmt: skip
    rebuild_slots(fresh)
    record("event.cloned", fresh, by=by, facts={"from": event.slug})
    return fresh


def _moved(piece: Block | ProgrammeItem, first: date, day: date) -> Piece:
    """The same time of day as many days after the new first day, also across a change of the clock."""
    return Piece(
        title_de=piece.title_de,
        title_en=piece.title_en,
        starts_at=_on(piece.starts_at, first, day),
        ends_at=_on(piece.ends_at, first, day),
    )


def _on(moment: datetime, first: date, day: date) -> datetime:
    local = timezone.localtime(moment)
    later = day + (local.date() - first)
    return timezone.make_aware(datetime.combine(later, local.time()))


@transaction.atomic
def change_basics(event: Event, *, by: Visitor, **facts: Any) -> Event:  # Any: fields of the event
    """Change what an event says about itself.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    for name, value in facts.items():
        setattr(event, name, value)
    event.save(update_fields=[*facts])
    record("event.changed", event, by=by, facts={"fields": sorted(facts)})
    return event


@transaction.atomic
def set_times(
    event: Event, *, blocks: Sequence[Piece], programme: Sequence[Piece], minutes: int, change: int, by: Visitor
) -> Event:
    """Write down when meetings take place and what takes place for everybody; the slots follow.

    Raises:
        NotAllowed: `by` does not run the event.
        GridIsBooked: A plan is published: times are changed from the plan, with everybody told once.
    """
    event = _unbooked(event, by)
    event.slot_minutes, event.change_minutes = minutes, change
    event.is_matching = bool(blocks)
    event.ends = last_day_of(event, (*blocks, *programme))
    event.save(update_fields=["slot_minutes", "change_minutes", "is_matching", "ends"])
    write_blocks(event, blocks)
    write_items(event, programme)
    rebuild_slots(event)
    record("event.times-set", event, by=by, facts={"blocks": len(blocks), "slots": event.slots.in_force().count()})
    return event


def _unbooked(event: Event, by: Visitor) -> Event:
    require(by, "events.run", event)
    event = locked(event)
    if event.plans.filter(state=PlanState.PUBLISHED).exists():
        raise GridIsBooked
    return event


@transaction.atomic
def set_tables(event: Event, tables: Sequence[tuple[str, str]], *, seats: int, by: Visitor) -> Event:
    """Write down which tables there are, each with its kind («», «quiet», «step-free», «online», or another word).

    Raises:
        NotAllowed: `by` does not run the event.
        GridIsBooked: A plan is published: tables are changed from the plan.
    """
    event = _unbooked(event, by)
    write_tables(event, tables, seats=seats)
    record("event.tables-set", event, by=by, facts={"tables": len(tables)})
    return event


@transaction.atomic
def set_registration(
    event: Event,
    *,
    capacity: int | None,
    needs_approval: bool,
    opens_at: datetime | None,
    closes_at: datetime | None,
    wishes_until: datetime | None,
    by: Visitor,
) -> Event:
    """Write down who gets a seat and until when; with more seats the waiting list moves up.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    event = set_capacity(event, capacity, by=by)
    event.needs_approval, event.registration_opens_at = needs_approval, opens_at
    event.registration_closes_at, event.wishes_until = closes_at, wishes_until
    event.save(update_fields=["needs_approval", "registration_opens_at", "registration_closes_at", "wishes_until"])
    record("event.registration-set", event, by=by)
    return event


@transaction.atomic
def write_terms(event: Event, *, text_de: str, text_en: str, photos_de: str, photos_en: str, by: Visitor) -> Terms:
    """Write what guests agree to; a text somebody agreed to stays as it is, and a new version is asked from now on.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    event = locked(event)
    present = event.terms.first()
    said = {"text_de": text_de, "text_en": text_en, "photos_de": photos_de, "photos_en": photos_en}
    if present is None or event.participations.filter(terms=present).exists():
        version = present.version + 1 if present else 1
        present = Terms.objects.create(event=event, version=version, **said)
    else:
        Terms.objects.filter(pk=present.pk).update(**said)
        present.refresh_from_db()
    record("terms.written", present, by=by, facts={"event": event.slug, "version": present.version})
    return present


@transaction.atomic
def announce_event(event: Event, *, by: Visitor) -> Event:
    """Let the public see the event and register. Twice is once.

    Raises:
        NotAllowed: `by` does not run the event.
        EventIsNotReady: Something is missing; `.missing` says what and where.
    """
    require(by, "events.run", event)
    event = locked(event)
    if event.state == EventState.ANNOUNCED:
        return event
    if missing := [one for one in missing_in(event) if not one.is_warning]:
        raise EventIsNotReady(missing)
    event.state = EventState.ANNOUNCED
    event.forget_on = event.forget_on or date.fromisoformat(event.ends or event.starts) + timedelta(days=214)
    event.save(update_fields=["state", "forget_on"])
    record("event.announced", event, by=by)
    return event


@transaction.atomic
def call_off_event(event: Event, *, by: Visitor) -> Event:
    """Say that the event does not take place; nobody can register any more. Twice is once.

    Raises:
        NotAllowed: `by` does not run the event.
    """
    require(by, "events.run", event)
    if Event.objects.filter(pk=event.pk).exclude(state=EventState.CALLED_OFF).update(state=EventState.CALLED_OFF):
        record("event.called-off", event, by=by)
    event.refresh_from_db()
    return event
