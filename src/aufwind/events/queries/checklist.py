"""What an event needs next, out of its own state: each point with a number and the page where it is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aufwind.events.checks import missing_in
from aufwind.events.enums import EventState, OperationState, ParticipationState, PlanState
from aufwind.events.queries.guests import counts_of

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event, Plan


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to do.

    Attributes:
        is_urgent: Guests wait for it, or the day is near.
    """

    text: str
    href: str
    is_urgent: bool = False


def open_points(event: Event, visitor: Visitor) -> list[Point]:
    """What is open, in the order of the work; empty where nothing is. Some fifteen statements, whatever the size."""
    setup = reverse("events:setup", args=[event.slug])
    points = [Point(one.text, f"{setup}#{one.part}", is_urgent=not one.is_warning) for one in missing_in(event)]
    if event.state == EventState.DRAFT and not any(point.is_urgent for point in points):
        points.append(Point(_("Everything is there: announce the event."), setup, is_urgent=True))
    if event.state == EventState.ANNOUNCED:
        points += [*_guests(event, visitor), *_plans(event), *_day(event)]
    return points


def _guests(event: Event, visitor: Visitor) -> list[Point]:
    counts = counts_of(event, visitor)
    base = reverse("events:guests", args=[event.slug])

    def point(group: str, text: str, *, is_urgent: bool = False) -> Point:
        return Point(text % {"number": counts[group]}, f"{base}?{urlencode({'group': group})}", is_urgent)

    found = []
    if not counts["all"]:
        found.append(Point(_("Nobody is invited yet."), reverse("events:invite", args=[event.slug])))
    said = {
        "requested": ngettext("%(number)s guest waits for approval.", "%(number)s guests wait for approval.",
                              counts["requested"]),
        "unopened": ngettext("%(number)s guest has not opened the invitation.",
                             "%(number)s guests have not opened the invitation.", counts["unopened"]),
        "open": ngettext("%(number)s guest opened it and has not answered.",
                         "%(number)s guests opened it and have not answered.", counts["open"]),
        "no_profile": ngettext("%(number)s guest says neither offer nor need.",
                               "%(number)s guests say neither offer nor need.", counts["no_profile"]),
        "no_wish": ngettext("%(number)s guest has no wish yet.", "%(number)s guests have no wish yet.",
                            counts["no_wish"]),
    }  # fmt: skip
    groups = [name for name in said if counts[name] and (event.is_matching or name not in {"no_profile", "no_wish"})]
    return found + [point(name, said[name], is_urgent=name == "requested") for name in groups]


def _plans(event: Event) -> list[Point]:
    if not event.is_matching:
        return []
    plans = list(event.plans.exclude(state__in=(PlanState.FAILED, PlanState.REPLACED)))
    published = next((plan for plan in plans if plan.state == PlanState.PUBLISHED), None)
    ready = next((plan for plan in plans if plan.state == PlanState.READY), None)
    where = reverse("events:plans", args=[event.slug])
    if ready is not None and (published is None or ready.number > published.number):
        return [Point(_("A plan waits to be checked and published."), ready.get_absolute_url(), is_urgent=True)]
    if published is None:
        return [] if event.wishes_until is None or event.wishes_until > timezone.now() else [
            Point(_("The time for wishes is over: compute the plan."), where, is_urgent=True)
        ]  # fmt: skip
    return _since(event, published, where)


def _since(event: Event, published: Plan, where: str) -> list[Point]:
    """Who came or went after the plan was published."""
    since = published.published_at
    came = event.participations.filter(state=ParticipationState.REGISTERED, registered_at__gt=since).count()
    went = (
        event.participations.filter(seats__plan=published)
        .exclude(state=ParticipationState.REGISTERED)
        .distinct()
        .count()
    )
    if not came and not went:
        return []
    text = _("Since the plan was published %(came)s have come and %(went)s have cancelled: plan anew or mend it.")
    return [Point(text % {"came": came, "went": went}, where, is_urgent=bool(went))]


def _day(event: Event) -> list[Point]:
    conflicts = event.operations.filter(state=OperationState.CONFLICT).count()
    if not conflicts:
        return []
    text = ngettext("%(number)s conflict at the desk is open.", "%(number)s conflicts at the desk are open.", conflicts)
    return [Point(text % {"number": conflicts}, reverse("events:day", args=[event.slug]), is_urgent=True)]
