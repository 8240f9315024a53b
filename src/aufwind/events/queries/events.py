"""Events, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from aufwind.core.policy import Role
from aufwind.events.enums import EventState, Phase, PlanState, PreferenceKind
from aufwind.events.models import Event, Participation, Plan
from aufwind.events.rules import can_look_after

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from aufwind.core.policy import Visitor


def events_visible_to(visitor: Visitor) -> QuerySet[Event]:
    """Events this visitor may know of, newest first, with what a list shows: drafts only where she runs them."""
    events = Event.objects.select_related("place", "project")
    return events.filter(~Q(state=EventState.DRAFT) | _run_by(visitor))


def _run_by(visitor: Visitor) -> Q:
    """The condition `events.run` as SQL."""
    if Role.AGENCY in visitor.roles:
        return ~Q(pk=None)
    if Role.ORGANISER not in visitor.roles:
        return Q(pk=None)
    teams = Event.team.through.objects
    own = teams.filter(user_id=visitor.user_id or 0).values("event_id")
    return Q(pk__in=own) | ~Q(pk__in=teams.values("event_id"))


def coming_events(visitor: Visitor) -> QuerySet[Event]:
    """Events from today on, the next first."""
    return events_visible_to(visitor).filter(starts__gte=timezone.localdate().isoformat()).order_by("starts")


def events_run_by(visitor: Visitor) -> QuerySet[Event]:
    """Matching events this visitor may run, newest first; nothing for anybody else."""
    return all_events_run_by(visitor).filter(is_matching=True)


def all_events_run_by(visitor: Visitor) -> QuerySet[Event]:
    """Events of any kind this visitor may run, newest first; nothing for anybody else."""
    return Event.objects.select_related("place", "project").filter(_run_by(visitor))


def plans_visible_to(visitor: Visitor) -> QuerySet[Plan]:
    """Plans with their event; only who runs events sees any."""
    return Plan.objects.select_related("event", "event__place").filter(
        event__in=Event.objects.filter(_run_by(visitor)).values("pk")
    )


def participations_visible_to(visitor: Visitor) -> QuerySet[Participation]:
    """Guests this visitor may look after: all of the events she runs, and her own clients."""
    guests = Participation.objects.select_related("event", "adviser", "actor")
    if not can_look_after(visitor, None):
        return guests.none()
    own = Q(adviser_id=visitor.user_id) if visitor.user_id is not None else Q(pk=None)
    return guests.filter(own | Q(event__in=Event.objects.filter(_run_by(visitor)).values("pk")))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an event stands: its phase, how much there is, and its newest plans."""

    phase: Phase
    slots: int
    tables: int
    guests: int
    wishes: int
    newest: Plan | None
    published: Plan | None

    @property
    def places(self) -> int:
        """Meetings that tables and slots allow at most."""
        return self.slots * self.tables


def standing_of(event: Event) -> Standing:
    """Where `event` stands, in seven SQL statements at most; one for all would multiply its rows with each other.

    Wishes are what the planner was asked last, or else what guests said and what fits.
    """
    counts = {
        "slots": event.slots.in_force().count(),
        "tables": event.tables.in_force().count(),
        "guests": event.participations.seated().count(),
        "wishes": event.wishes.filter(is_retired=False).count() or _said(event),
    }
    plans = list(event.plans.all())
    published = next((plan for plan in plans if plan.state == PlanState.PUBLISHED), None)
    newest = plans[0] if plans else None
    if not (counts["slots"] and counts["guests"] and counts["wishes"]):
        phase = Phase.ROSTER
    elif published:
        phase = Phase.DAY
    elif newest and newest.state == PlanState.READY:
        phase = Phase.PUBLISH
    else:
        phase = Phase.PLAN
    return Standing(phase, newest=newest, published=published, **counts)


def _said(event: Event) -> int:
    return event.preferences.exclude(kind=PreferenceKind.NEVER).count() + event.candidates.count()


def variants_of(event: Event) -> QuerySet[Plan]:
    """The plans worth comparing, the newest first: all but steps on the way to a change made on top of them."""
    steps = Plan.objects.filter(event=event).exclude(repairs=None).exclude(state=PlanState.REPLACED).values("repairs")
    return event.plans.exclude(pk__in=steps, published_at=None).exclude(published_at=None, state=PlanState.REPLACED)
