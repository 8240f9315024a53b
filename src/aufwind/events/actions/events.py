"""Events are entered and brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.models import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.models import Actor, Place
    from aufwind.core.policy import Visitor
    from aufwind.projects.models import Project


class EventFacts(TypedDict, total=False):
    """What is known of an event."""

    title_de: str
    title_en: str
    kind: str
    starts: str
    ends: str
    place: Place | None
    venue: str
    project: Project | None
    attendance: int | None
    summary_de: str
    summary_en: str
    source: str
    is_invented: bool
    is_matching: bool


@transaction.atomic
def enter_event(slug: str, *, hosts: Sequence[Actor] = (), by: Visitor, **facts: Unpack[EventFacts]) -> Event:
    """Enter an event, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not enter events.
    """
    require(by, "events.enter")
    event, is_new = Event.objects.update_or_create(slug=slug, defaults={**facts})
    event.hosts.set(hosts)
    record("event.entered" if is_new else "event.updated", event, by=by)
    return event
