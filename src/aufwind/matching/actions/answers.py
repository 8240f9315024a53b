"""What people say to suggestions. The next run reads it; nobody's entry changes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.matching.enums import DeclineReason, Verdict
from aufwind.matching.errors import AnswerIsIncomplete
from aufwind.matching.models import Answer, Reason

if TYPE_CHECKING:
    from datetime import date

    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor

USUAL_WAIT = timedelta(days=90)
"""How long «later» is, where no day is said."""


@transaction.atomic
def answer_suggestion(
    actor: Actor, other: Actor, verdict: Verdict, *, by: Visitor, reason: str = "", until: date | None = None
) -> Answer:
    """Keep what `actor` says to meeting `other`; a new answer replaces the one before.

    Accepted and declined pairs are not suggested again, postponed ones not before `until`. «The topics do not fit»
    also teaches the next run that what the offer is about is not what the need is about.

    Args:
        actor: Who answers; `other`: who was suggested.
        verdict: The answer.
        by: She herself, or staff on her behalf.
        reason: Of a refusal, one of `DeclineReason`; ignored otherwise.
        until: Of «later»; None: three months from today.

    Raises:
        NotAllowed: `by` may not answer for `actor`.
        AnswerIsIncomplete: A refusal without a known reason, or a day that is not to come.
    """
    require(by, "matching.answer", actor)
    today = timezone.localdate()
    if verdict == Verdict.DECLINED and reason not in DeclineReason.values:
        raise AnswerIsIncomplete
    if verdict == Verdict.POSTPONED and (until or today + USUAL_WAIT) <= today:
        raise AnswerIsIncomplete
    met = _strongest_reason(actor, other)
    answer, _is_new = Answer.objects.update_or_create(
        actor=actor,
        other=other,
        defaults={
            "verdict": verdict,
            "reason": reason if verdict == Verdict.DECLINED else "",
            "until": (until or today + USUAL_WAIT) if verdict == Verdict.POSTPONED else None,
            "need_id": met.need_id if met else None,
            "offer_id": met.offer_id if met else None,
            "given_by": by.key,
        },
    )
    record("suggestion.answered", answer, by=by, facts={
        "actor": actor.pk, "other": other.pk, "verdict": str(verdict), "reason": answer.reason,
    })  # fmt: skip
    return answer


@transaction.atomic
def take_answer_back(actor: Actor, other: Actor, *, by: Visitor) -> None:
    """Make the suggestion open again. Twice is harmless.

    Raises:
        NotAllowed: `by` may not answer for `actor`.
    """
    require(by, "matching.answer", actor)
    answer = Answer.objects.filter(actor=actor, other=other).first()
    if answer is not None:
        record("suggestion.answer-taken-back", answer, by=by, facts={"actor": actor.pk, "other": other.pk})
        answer.delete()


def _strongest_reason(actor: Actor, other: Actor) -> Reason | None:
    """Why the two were suggested to each other the last time."""
    pair = Q(suggestion__left=actor, suggestion__right=other) | Q(suggestion__left=other, suggestion__right=actor)
    return Reason.objects.filter(pair).order_by("-suggestion__run_id", "-fit", "pk").first()
