"""Who belongs to whom, and who works with whom, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from aufwind.actors.enums import Audience
from aufwind.actors.models import Actor, Affiliation, Tie
from aufwind.actors.tie_kinds import TIE_KINDS
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from datetime import date

    from aufwind.core.policy import Visitor


class TieFacts(TypedDict, total=False):
    """What is known of a tie."""

    starts_on: date | None
    ends_on: date | None
    origin: str
    evidence: str
    audience: str


@transaction.atomic
def tie_actors(left: Actor, right: Actor, kind: str, *, by: Visitor, **facts: Unpack[TieFacts]) -> Tie:
    """Enter a tie, read from `left` to `right`; the same tie from the same day is entered once and brought up to date.

    Raises:
        NotAllowed: `by` may not change the register.
        ValueError: Nobody can be tied to herself, or the kind is none of ours.
    """
    require(by, "actors.change")
    if left == right:
        raise ValueError("an actor cannot be tied to itself")
    if kind not in TIE_KINDS:
        raise ValueError(f"{kind} is no kind of tie; there are {', '.join(TIE_KINDS)}")
    tie, is_new = Tie.objects.update_or_create(
        left=left, right=right, kind=kind, starts_on=facts.get("starts_on"), defaults={**facts}
    )
    record("tie.entered" if is_new else "tie.updated", tie, by=by, facts={"left": left.pk, "right": right.pk})
    return tie


@transaction.atomic
def end_tie(tie: Tie, day: date, *, by: Visitor) -> Tie:
    """Say that a tie held until `day`; it stays in the network of the days before.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    tie.ends_on = day
    tie.save(update_fields=["ends_on"])
    record("tie.ended", tie, by=by, facts={"day": day.isoformat()})
    return tie


@transaction.atomic
def affiliate(
    person: Actor,
    organisation: Actor,
    *,
    by: Visitor,
    role: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    audience: str = Audience.AGENCY,
) -> Affiliation:
    """Enter a person's place in an organisation, once per organisation and first day.

    Raises:
        NotAllowed: `by` may not change the register.
        ValueError: The one is no person, or the other no organisation.
    """
    require(by, "actors.change")
    if not person.is_person or organisation.is_person:
        raise ValueError("a person belongs to an organisation")
    affiliation, is_new = Affiliation.objects.update_or_create(
        person=person,
        organisation=organisation,
        starts_on=starts_on,
        defaults={"role": role, "ends_on": ends_on, "audience": audience},
    )
    event = "affiliation.entered" if is_new else "affiliation.updated"
    record(event, affiliation, by=by, facts={"person": person.pk, "organisation": organisation.pk})
    return affiliation
