"""Who fits whom, found in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from aufwind.core.jobs import JobHandle, job
from aufwind.core.policy import SYSTEM
from aufwind.events.actions.wishes import find_candidates
from aufwind.events.jobs.plans import can_watch_plans
from aufwind.events.models import Event

if TYPE_CHECKING:
    from aufwind.core.models import Job


def address_of(row: Job) -> str:
    """The event's page."""
    return Event.objects.get(pk=row.subject_id).get_absolute_url()


@job("events.candidates", title=_("Find who fits whom"), can_watch=can_watch_plans, result_url=address_of)
def look_for_candidates(_handle: JobHandle, *, event_id: int) -> None:
    """Find candidates anew; run twice it finds the same."""
    find_candidates(Event.objects.get(pk=event_id), by=SYSTEM)
