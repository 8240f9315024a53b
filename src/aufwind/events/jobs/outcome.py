"""The evening after, and weeks and months after: the clock asks what came of it."""

from __future__ import annotations

from aufwind.core.clock import HOUR, MINUTE, every
from aufwind.events.actions.collaborations import ask_how_far
from aufwind.events.actions.forgetting import forget_due_guests, forget_old_files
from aufwind.events.actions.outcomes import ask_in_the_evening
from aufwind.events.queries.collaborations import events_in_second_stage
from aufwind.events.queries.outcome import events_to_ask


@every(10 * MINUTE, name="events.evening")
def ask_what_came_of_it() -> None:
    """Queue the evening mails and reminders that are due."""
    for event in events_to_ask():
        ask_in_the_evening(event)


@every(HOUR, name="events.how-far")
def ask_how_far_they_are() -> None:
    """Queue the questions of the second stage that are due: after 14 days, 3 and 6 months."""
    for event in events_in_second_stage():
        ask_how_far(event)


@every(6 * HOUR, name="events.forget")
def forget_guests_in_time() -> None:
    """Keep the promise of the terms: guests' data go on the day the event says."""
    forget_due_guests()
    forget_old_files()
