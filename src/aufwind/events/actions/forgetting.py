"""What was promised to guests: their data go on the day the event says."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from aufwind.accounts.models import PersonalLink
from aufwind.core.audit import record
from aufwind.core.policy import SYSTEM
from aufwind.events.enums import StoryState
from aufwind.events.links import PURPOSE
from aufwind.events.models import (
    CalendarEntry,
    DeskOperation,
    Event,
    GuestFile,
    GuestListing,
    Outcome,
    Participation,
    PitchInterest,
    RosterDraft,
    StageAnswer,
    Story,
)
from aufwind.matching.actions import forget_pool

NAMELESS = "–"
KEEP_FILE_DAYS = 30
"""A list of people that nobody took over or threw away is nobody's any more."""


def forget_due_guests() -> int:
    """Forget the guests of every event whose day has come; how many events. Harmless to repeat."""
    named = Participation.objects.exclude(name=NAMELESS).values("event")
    events = list(Event.objects.filter(forget_on__lte=timezone.localdate(), pk__in=named))
    for event in events:
        forget_guests(event)
    return len(events)


def forget_old_files() -> int:
    """Throw lists of people away that were read and left lying; how many."""
    before = timezone.now() - timedelta(days=KEEP_FILE_DAYS)
    gone, _rows = GuestFile.objects.filter(taken_over_at=None, created_at__lt=before).delete()
    return gone


@transaction.atomic
def forget_guests(event: Event) -> int:
    """Remove what tells who the guests of an event were; counts, states, meetings and verdicts stay. How many guests.

    Their links open nothing any more. Stories that are published stay, for both agreed; drafts go, and what was
    remarked in words.
    """
    guests = event.participations.exclude(name=NAMELESS)
    keys = [str(key) for key in guests.values_list("pk", flat=True)]
    PersonalLink.objects.filter(purpose=PURPOSE, subject__in=keys).delete()
    GuestListing.objects.filter(participation__event=event).delete()
    GuestFile.objects.filter(event=event).delete()
    RosterDraft.objects.filter(event=event).delete()
    CalendarEntry.objects.filter(participation__event=event).delete()
    DeskOperation.objects.filter(event=event).update(payload={}, said={}, undo=[])
    Outcome.objects.filter(giver__event=event).update(note="")
    StageAnswer.objects.filter(giver__event=event).update(why="")
    Story.objects.filter(collaboration__event=event).exclude(state=StoryState.PUBLISHED).delete()
    for pool in (f"event:{event.slug}", f"event-desk:{event.slug}"):
        forget_pool(pool)
    PitchInterest.objects.filter(pitch__event=event).update(note="")
    event.table_notes.update(author=None)
    event.plans.update(document=None, moves=[], change=None, changed=None)
    gone = Participation.objects.filter(pk__in=keys).update(
        name=NAMELESS, name_folded="", email="", phone="", organisation="", access_note="", note="", remarks="",
        actor=None, adviser=None, form_key="",
    )  # fmt: skip
    record("guests.forgotten", event, by=SYSTEM, facts={"number": gone})
    return gone
