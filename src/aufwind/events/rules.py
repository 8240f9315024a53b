"""Who may see and run events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, Visitor, rule

if TYPE_CHECKING:
    from aufwind.events.models import Event, Participation

STAFF = frozenset({Role.AGENCY, Role.ORGANISER})


@rule("events.see")
def can_see_event(_visitor: Visitor, _event: Event | None) -> bool:
    """Everybody sees that an event takes place; who comes is another matter."""
    return True


@rule("events.run")
def can_run_event(visitor: Visitor, _event: Event | None) -> bool:
    """The agency and its organisers see guests and wishes, compute and publish plans."""
    return bool(visitor.roles & STAFF)


@rule("events.enter")
def can_enter_event(visitor: Visitor, _event: Event | None) -> bool:
    """The agency and its organisers."""
    return bool(visitor.roles & STAFF)


@rule("events.see-own-plan")
def can_see_own_plan(visitor: Visitor, participation: Participation | None) -> bool:
    """Whoever holds the guest's personal link; the link itself is checked where it is opened."""
    return participation is None or visitor.key == f"participation:{participation.pk}"
