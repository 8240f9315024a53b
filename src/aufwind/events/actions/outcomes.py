"""What came of meetings, said by those who met, in one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions.collaborations import follow_outcome
from aufwind.events.actions.participations import locked
from aufwind.events.errors import NotAtThisMeeting, NothingSaidYet
from aufwind.events.mails.outcome import queue_contacts, queue_evening_mail
from aufwind.events.models import Event, Outcome, Participation
from aufwind.events.queries.outcome import guests_to_ask, meetings_held_by, sharers_of

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Wish


class Said(TypedDict, total=False):
    """What somebody says of a meeting; what is left out stays as it is."""

    was_held: bool
    verdict: str
    shares_contact: bool | None
    note: str


@transaction.atomic
def answer_outcome(wish: Wish, giver: Participation, *, by: Visitor, **said: Unpack[Said]) -> Outcome:
    """Say what a meeting was good for; said again it replaces what was said.

    Contact data pass only when both say so: then each gets one mail, and each page shows the other's. Taking it back
    hides them again at once. A meeting that was worth something begins a collaboration (`follow_outcome`).

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        NotAtThisMeeting: She had no part in this meeting.
        NothingSaidYet: Contact data pass after a meeting that took place; first she says that it did.
    """
    require(by, "events.act-for", giver)
    locked(giver.event)  # two who answer at once must not both miss what the other says
    if all(meeting.wish_id != wish.pk for meeting in meetings_held_by(giver)):
        raise NotAtThisMeeting
    known = giver.outcomes.filter(wish=wish).first()
    if "was_held" not in said and (known is None or (said.get("shares_contact") and not known.was_held)):
        raise NothingSaidYet
    now = timezone.now()
    fresh = {"was_held": True, **said, "answered_by": by.key, "answered_at": now}
    outcome, _is_new = Outcome.objects.update_or_create(
        wish=wish, giver=giver, defaults={**said, "answered_by": by.key, "answered_at": now}, create_defaults=fresh
    )
    follow_outcome(wish, by=by)
    record("outcome.answered", outcome, by=by, facts={"for": giver.key, "held": outcome.was_held})
    if outcome.shares_contact:
        for other in sharers_of(wish, giver):
            queue_contacts(giver, other, wish)
            queue_contacts(other, giver, wish)
    return outcome


@transaction.atomic
def say_how_it_was(giver: Participation, *, satisfaction: int | None, remarks: str, by: Visitor) -> Participation:
    """Keep how somebody liked the whole event: 1 (not at all) … 5 (very much).

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
    """
    require(by, "events.act-for", giver)
    giver.satisfaction, giver.remarks = satisfaction, remarks
    giver.save(update_fields=["satisfaction", "remarks"])
    record("event.rated", giver, by=by, facts={"for": giver.key})
    return giver


@transaction.atomic
def ask_in_the_evening(event: Event) -> int:
    """Ask everybody who had meetings and answered nothing yet, once on the evening and once two days later.

    How many are due; run again it queues nothing twice.
    """
    due = guests_to_ask(event)
    for guest, turn in due:
        queue_evening_mail(guest, turn=turn)
    return len(due)
