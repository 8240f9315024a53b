"""A second invented event, still open: set up from a format, with guests out of the register who offer and need."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from aufwind.actors.enums import Side
from aufwind.actors.models import Actor, Listing
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.pitches import add_pitch
from aufwind.events.actions.setup import announce_event, change_basics, set_registration, set_tables, set_up_event
from aufwind.events.actions.wishes import prefer, start_candidates
from aufwind.events.enums import Format, ParticipationState, PreferenceKind, Source
from aufwind.events.models import Event, GuestListing
from aufwind.portal.demo.members import invented

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Participation

TITLE_DE = "Kreative treffen Handwerk in Oschatz (erfunden)"
TITLE_EN = "Creatives meet crafts in Oschatz (invented)"
DAY = date(2027, 5, 20)
GUESTS, TABLES = 24, 10


def enter_open_event(*, by: Visitor) -> Event:
    """Enter the event with its guests; what is there already stays as somebody left it."""
    if known := Event.objects.filter(title_de=TITLE_DE, is_invented=True).first():
        return known
    event = set_up_event(Format.MATCHING, title_de=TITLE_DE, title_en=TITLE_EN, day=DAY, venue="Rathaus", by=by)
    change_basics(
        event,
        by=by,
        is_invented=True,
        sides=[],
        pairings=[],
        criterion_de="Wer etwas herstellt, und wer Ideen dafür hat",
        criterion_en="Who makes things, and who has ideas for them",
        summary_de="Ein halber Tag mit kurzen Gesprächen, die Wünschen folgen. Veranstaltung und Gäste sind erfunden.",
        summary_en="Half a day of short meetings that follow wishes. The event and its guests are invented.",
    )
    set_tables(
        event, [(str(number), "quiet" if number == 1 else "") for number in range(1, TABLES + 1)], seats=4, by=by
    )
    set_registration(event, capacity=40, needs_approval=False, opens_at=None, closes_at=None, wishes_until=None, by=by)
    guests = _guests(event)
    for one, other, kind in ((0, 1, PreferenceKind.MUST), (2, 3, PreferenceKind.LIKE), (4, 0, PreferenceKind.LIKE)):
        prefer(guests[one], guests[other], kind, by=by)
    for title, guest in (("Was wir wegwerfen und Sie brauchen", guests[5]), ("Schaufenster für ein Jahr", guests[6])):
        add_pitch(event, title=title, minutes=5, participation=guest, by=by)
    event = announce_event(event, by=by)
    start_candidates(event, by=by)
    return event


def _guests(event: Event) -> list[Participation]:
    """The first members of the invented network with what they offer and need; nobody gets a mail."""
    slugs = [row["slug"] for row in invented()["members"]][:GUESTS]
    guests = []
    for actor in Actor.objects.filter(slug__in=slugs).order_by("slug"):
        guest = add_participation(
            event, name=actor.name, state=ParticipationState.REGISTERED, source=Source.FORM, actor=actor
        )
        GuestListing.objects.bulk_create(
            GuestListing(participation=guest, side=listing.side, title=(listing.title_de or listing.title_en)[:200])
            for listing in Listing.objects.filter(actor=actor, side__in=(Side.OFFER, Side.NEED))[:4]
        )
        guests.append(guest)
    return guests
