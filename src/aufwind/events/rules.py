"""Who may see and run events, and act for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, Visitor, rule

if TYPE_CHECKING:
    from aufwind.events.models import Event, Participation, Story

STAFF = frozenset({Role.AGENCY, Role.ORGANISER})
ADVISERS = STAFF | {Role.ADVISER}


@rule("events.see")
def can_see_event(visitor: Visitor, event: Event | None) -> bool:
    """Everybody sees that an announced event takes place; a draft is seen by who runs it."""
    return event is None or event.is_announced or can_run_event(visitor, event)


@rule("events.run")
def can_run_event(visitor: Visitor, event: Event | None) -> bool:
    """The agency runs all events, an organiser those of her team and those that have none. At most one statement."""
    if Role.AGENCY in visitor.roles:
        return True
    if Role.ORGANISER not in visitor.roles:
        return False
    if event is None:
        return True
    team = {member.pk for member in event.team.all()}
    return not team or visitor.user_id in team


@rule("events.enter")
def can_enter_event(visitor: Visitor, event: Event | None) -> bool:
    """Who may run it; a new one the agency and its organisers."""
    return can_run_event(visitor, event)


@rule("events.register")
def can_register(_visitor: Visitor, event: Event | None) -> bool:
    """Everybody, once the event is announced."""
    return event is None or event.is_announced


@rule("events.see-own-plan")
def can_see_own_plan(visitor: Visitor, participation: Participation | None) -> bool:
    """Whoever holds the guest's personal link; the link itself is checked where it is opened."""
    return participation is None or visitor.key == f"participation:{participation.pk}"


@rule("events.act-for")
def can_act_for(visitor: Visitor, participation: Participation | None) -> bool:
    """The guest herself by her link, and who looks after her."""
    return can_see_own_plan(visitor, participation) or can_look_after(visitor, participation)


@rule("events.look-after")
def can_look_after(visitor: Visitor, participation: Participation | None) -> bool:
    """Who runs the event, and an adviser for her own clients: what they do is logged as done for the guest."""
    if not visitor.roles & ADVISERS:
        return False
    if participation is None:
        return True
    is_own = visitor.user_id is not None and participation.adviser_id == visitor.user_id
    return is_own or can_run_event(visitor, participation.event)


@rule("events.advise")
def can_advise(visitor: Visitor, _thing: object | None) -> bool:
    """Whoever can have clients of her own."""
    return bool(visitor.roles & ADVISERS)


@rule("events.see-screen")
def can_see_screen(visitor: Visitor, event: Event | None) -> bool:
    """The projector in the hall by its own link, and who runs the event."""
    return event is None or visitor.key == f"screen:{event.pk}" or can_run_event(visitor, event)


@rule("events.see-story")
def can_see_story(visitor: Visitor, story: Story | None) -> bool:
    """Everybody, once it is published; before, who runs the event."""
    return story is None or story.is_published or can_run_event(visitor, story.collaboration.event)
