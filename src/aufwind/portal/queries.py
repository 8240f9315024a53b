"""What pages made of several contexts read."""

from __future__ import annotations

from dataclasses import dataclass

from aufwind.actors.models import Actor
from aufwind.events.models import Event
from aufwind.projects.models import Project


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much the register holds."""

    actors: int
    projects: int
    events: int


def region_in_numbers() -> Numbers:
    """Three counts, three SQL statements."""
    return Numbers(Actor.objects.count(), Project.objects.count(), Event.objects.count())
