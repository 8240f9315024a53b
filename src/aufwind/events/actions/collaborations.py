"""What grows after a meeting: it arises, its two are asked how far it is, and the register learns of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from aufwind.actors.actions import end_tie, tie_actors
from aufwind.actors.enums import Audience
from aufwind.actors.models import Actor, Tie
from aufwind.core.audit import record
from aufwind.core.policy import SYSTEM, require
from aufwind.events.actions.participations import locked
from aufwind.events.enums import PlanState, Stage, Verdict
from aufwind.events.errors import NotAtThisMeeting
from aufwind.events.links import circle_of
from aufwind.events.mails.outcome import queue_stage_mail
from aufwind.events.models import Collaboration, Outcome, Participation, Seat, StageAnswer
from aufwind.events.queries.collaborations import WORKING, Progress, guests_to_ask, wave_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event, Wish

WORTH_SOMETHING = frozenset({Verdict.FITS, Verdict.LATER})
TIE = "works_with"


class StageSaid(TypedDict, total=False):
    """How far somebody says she is with somebody."""

    stage: str
    why: str
    amount_cents: int | None


def follow_outcome(wish: Wish, *, by: Visitor) -> Collaboration | None:
    """Keep a meeting's collaboration in step with what was said of it; part of the answer, whose action has asked.

    It arises where the meeting was held (somebody says so, nobody denies it) and one of the two found it worth
    something. Where that does not hold any more it goes again, unless somebody has answered on it since.
    """
    said = list(Outcome.objects.filter(wish=wish))
    known = Collaboration.objects.filter(wish=wish).first()
    pair = _pair(wish)
    keys = {guest.pk for guest in pair}
    is_held = bool(said) and all(outcome.was_held for outcome in said)
    is_worth = any(outcome.verdict in WORTH_SOMETHING and outcome.giver_id in keys for outcome in said)
    if known is None and is_held and is_worth and not _has_one(wish.event, pair):
        made = Collaboration.objects.create(event=wish.event, wish=wish, left=pair[0], right=pair[1])
        record("collaboration.arose", made, by=by, facts={"wish": wish.key})
        return made
    if known is not None and not (is_held and is_worth) and not known.answers.exists() and not hasattr(known, "story"):
        record("collaboration.gone", known, by=by, facts={"wish": wish.key})
        known.delete()
        return None
    return known


def _pair(wish: Wish) -> list[Participation]:
    """The two of a meeting; where more sat there (an interpreter, a colleague), the first two of the wish."""
    seats = Seat.objects.filter(meeting__wish=wish, plan__state=PlanState.PUBLISHED).select_related("participation")
    order = {key: place for place, key in enumerate(wish.people)}
    guests = [seat.participation for seat in seats]
    return sorted(guests, key=lambda guest: (order.get(guest.key, len(order)), guest.pk))[:2]


def _has_one(event: Event, pair: list[Participation]) -> bool:
    """Whether the two have met before at this event and have a collaboration already; also where there are no two."""
    return len(pair) < 2 or Collaboration.objects.filter(event=event, left__in=pair, right__in=pair).exists()


@transaction.atomic
def answer_stages(giver: Participation, said: Mapping[int, StageSaid], *, by: Visitor) -> list[StageAnswer]:
    """Say of several collaborations, by primary key, how far they are; all of it is kept, or nothing.

    Raises:
        As `answer_stage`; NotAtThisMeeting also where there is no such collaboration.
    """
    require(by, "events.act-for", giver)
    locked(giver.event)  # a verdict taken back at this moment may take the collaboration along
    rows = Collaboration.objects.filter(event=giver.event_id).in_bulk(list(said))
    if set(rows) != set(said):
        raise NotAtThisMeeting
    return [answer_stage(rows[key], giver, by=by, **answer) for key, answer in said.items()]


@transaction.atomic
def answer_stage(
    collaboration: Collaboration,
    giver: Participation,
    *,
    stage: str,
    by: Visitor,
    why: str = "",
    amount_cents: int | None = None,
) -> StageAnswer:
    """Say how far a collaboration is. No answer is ever changed; the newest counts. The same again is the same answer.

    «Agreed», «running» or «done» tie the two in the register, once; when both say that nothing came of it, the tie
    ends.

    Args:
        giver: Whose answer it is; `by` may be whoever looks after her.
        why: In a sentence, at most 500 characters.
        amount_cents: What it is worth, where that is known.

    Raises:
        NotAllowed: It is not hers, and `by` does not look after her.
        NotAtThisMeeting: It is a collaboration of others.
        ValueError: There is no such stage, or the amount is below zero.
    """
    require(by, "events.act-for", giver)
    if stage not in Stage.values or (amount_cents is not None and amount_cents < 0):
        raise ValueError(
            f"{stage} and {amount_cents} cannot be kept: one of {', '.join(Stage.values)}, from 0 cents on"
        )
    event = locked(giver.event)
    if giver.pk not in {collaboration.left_id, collaboration.right_id}:
        raise NotAtThisMeeting
    wave = wave_of(event)
    last = collaboration.answers.filter(giver=giver).last()
    if last and (last.stage, last.why, last.amount_cents, last.wave) == (stage, why, amount_cents, wave):
        return last
    answer = StageAnswer.objects.create(
        collaboration=collaboration,
        giver=giver,
        wave=wave,
        stage=stage,
        why=why,
        amount_cents=amount_cents,
        answered_by=by.key,
        answered_at=timezone.now(),
    )
    _tell_the_register(collaboration, stage)
    record("stage.answered", collaboration, by=by, facts={"for": giver.key, "stage": stage, "wave": wave})
    return answer


def _tell_the_register(collaboration: Collaboration, stage: str) -> None:
    """Tie the two, or end the tie that came of it; the register is changed by the system, not by a guest."""
    collaboration = Collaboration.objects.select_related("event", "left__actor", "right__actor", "tie").get(
        pk=collaboration.pk
    )
    progress = Progress(collaboration, tuple(collaboration.answers.all()))
    if stage in WORKING and collaboration.tie is None:
        _tie(collaboration)
    elif collaboration.tie is not None and progress.stage == Stage.NOTHING and len(progress.latest) == 2:
        if collaboration.tie.ends_on is None:
            end_tie(collaboration.tie, timezone.localdate(), by=SYSTEM)
        collaboration.tie = None  # should they begin anew, a new tie tells so
        collaboration.save(update_fields=["tie"])


def _tie(collaboration: Collaboration) -> None:
    left, right = collaboration.left.actor, collaboration.right.actor
    if left is None or right is None or left == right:
        return
    # two events may learn of the same two at once: whoever holds both entries looks first, then ties
    list(Actor.objects.select_for_update().filter(pk__in=[left.pk, right.pk]).order_by("pk"))
    day = timezone.localdate()
    ends = {left.pk, right.pk}
    holding = Tie.objects.on(day).filter(kind=TIE, left__in=ends, right__in=ends).exclude(ends_on=day)
    if holding.exists():
        return
    with override("de"):
        evidence = f"{settings.SITE_ADDRESS}{collaboration.event.get_absolute_url()}"
    collaboration.tie = tie_actors(
        left,
        right,
        TIE,
        by=SYSTEM,
        starts_on=day,
        ends_on=None,
        origin=circle_of(collaboration.event)[:80],
        evidence=evidence[:500],
        audience=Audience.AGENCY,  # said to the agency, not to the public; a story is what they tell the public
    )
    collaboration.save(update_fields=["tie"])


@transaction.atomic
def ask_how_far(event: Event) -> int:
    """Ask everybody who has something open in the present wave, once for each wave; how many have.

    Run again, or after having been killed, it asks nobody twice.
    """
    wave, due = guests_to_ask(event)
    for guest, open_ones in due:
        queue_stage_mail(guest, [progress.other(guest) for progress in open_ones], event=event, wave=wave)
    return len(due)
