"""What every endpoint begins with: who asks, and about which event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from aufwind.core.policy import visitor_of
from aufwind.events.queries.events import participations_visible_to, plans_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.events.models import Participation, Plan


def plan_of(request: HttpRequest, slug: str, number: int) -> Plan:
    """A plan of an event this visitor runs.

    Raises:
        Http404: There is none.
    """
    return get_object_or_404(plans_visible_to(visitor_of(request)), event__slug=slug, number=number)


def guest_of(request: HttpRequest, slug: str, key: str) -> Participation:
    """A guest this visitor looks after.

    Raises:
        Http404: There is none.
    """
    return get_object_or_404(participations_visible_to(visitor_of(request)), event__slug=slug, key=key)
