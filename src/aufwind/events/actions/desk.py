"""The one way in for everything done at a desk: applied once, in the order of arrival, and taken back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.events.actions import marks
from aufwind.events.actions.day import Came, Trail, restore
from aufwind.events.actions.participations import locked
from aufwind.events.actions.repairs import take_back
from aufwind.events.actions.walk_in import substitute, walk_in
from aufwind.events.enums import DeskKind, OperationState
from aufwind.events.errors import DeskSaysTooLittle, NothingToSettle, NothingToTakeBack
from aufwind.events.models import DeskOperation

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event

ACTS: dict[str, Callable[[marks.Asked], Came]] = {
    DeskKind.CHECK_IN: marks.check_in,
    DeskKind.UNDO_CHECK_IN: marks.undo_check_in,
    DeskKind.NO_SHOW: marks.no_show,
    DeskKind.LATE: marks.late,
    DeskKind.LEAVES: marks.leaves,
    DeskKind.TABLE_LOST: marks.table_lost,
    DeskKind.SHIFT: marks.shift,
    DeskKind.HIDE: marks.hide,
    DeskKind.WALK_IN: walk_in,
    DeskKind.SUBSTITUTE: substitute,
}


@transaction.atomic
def apply_operation(
    event: Event,
    *,
    key: str,
    kind: str,
    payload: dict[str, Any],
    by: Visitor,
    desk: str = "",
    made_at: datetime | None = None,
) -> DeskOperation:
    """Apply what was done at a desk; the same key again gives the first result and changes nothing.

    Where meetings change, the published plan is mended and published at once, and only those concerned are told.
    What contradicts the present state is kept as a conflict with a sentence, never dropped silently.

    Args:
        key: Made by the desk, at most 64 characters.
        kind: A `DeskKind`.
        payload: What the kind needs: «guest» (or «guests»), «slot», «table», «minutes», a newcomer's «name» …
        desk: Which desk.
        made_at: When, by the desk's clock; None: now.

    Raises:
        NotAllowed: `by` may not run this event.
        DeskSaysTooLittle: The payload lacks something or names what does not exist; nothing was stored.
        ProblemError: The engine refuses the change; nothing was stored.
        PlanHasFaults: The mended plan breaks a rule; nothing was stored.
    """
    require(by, "events.run", event)
    if kind not in ACTS:
        raise DeskSaysTooLittle("kind")
    event = locked(event)
    if done := event.operations.filter(key=key).first():
        return done
    trail = Trail()
    moment = made_at or timezone.now()
    came = ACTS[kind](marks.Asked(event, payload, trail, key=key, kind=kind, at=moment, desk=desk, by=by))
    operation = DeskOperation.objects.create(
        event=event,
        key=key,
        desk=desk[:60],
        kind=kind,
        payload=payload,
        state=OperationState.CONFLICT if came.is_conflict else OperationState.APPLIED,
        said=came.said,
        participation=came.guest,
        plan=came.plan,
        undo=trail.rows,
        made_by_id=by.user_id,
        made_at=moment,
    )
    facts: dict[str, Any] = {"kind": kind, "event": event.slug, "state": operation.state}
    if came.guest is not None:
        facts["for"] = came.guest.key
    record("desk.done", operation, by=by, facts=facts)
    return operation


def preview_operation(event: Event, *, kind: str, payload: dict[str, Any], by: Visitor) -> DeskOperation:
    """What an operation would come to, with its sentence and its plan's moves; nothing of it is stored.

    It is really applied and rolled back, so a preview cannot differ from what happens.

    Raises:
        As `apply_operation`.
    """
    with transaction.atomic():
        operation = apply_operation(event, key=f"preview-{uuid4().hex}", kind=kind, payload=payload, by=by)
        transaction.set_rollback(True)
    return operation


@transaction.atomic
def settle_conflict(operation: DeskOperation, *, by: Visitor) -> DeskOperation:
    """Say that a conflict has been talked over; it leaves the day's page and stays in the list of what was done.

    Raises:
        NotAllowed: `by` may not run this event.
        NothingToSettle: It is no conflict, or was settled before.
    """
    require(by, "events.run", operation.event)
    conflicts = DeskOperation.objects.filter(pk=operation.pk, state=OperationState.CONFLICT)
    if not conflicts.update(state=OperationState.SETTLED):
        raise NothingToSettle
    record("desk.settled", operation, by=by, facts={"kind": operation.kind})
    operation.refresh_from_db()
    return operation


@transaction.atomic
def take_back_operation(operation: DeskOperation, *, by: Visitor) -> DeskOperation:
    """Undo what was done at a desk: the plan published before and every mark are again what they were, exactly.

    A newcomer's participation stays as cancelled; a link that was revoked is replaced by a new one.

    Raises:
        NotAllowed: `by` may not run this event.
        NothingToTakeBack: It changed nothing, was taken back before, or something later builds on it.
    """
    require(by, "events.run", operation.event)
    event = locked(operation.event)
    operation = event.operations.select_related("plan", "event").get(pk=operation.pk)
    if operation.taken_back_at or not operation.undo or _is_built_on(operation):
        raise NothingToTakeBack
    if operation.plan is not None:
        take_back(operation.plan, by=by)
    restore(operation.undo, by=by)
    operation.taken_back_at = timezone.now()
    operation.state = OperationState.SETTLED if operation.state == OperationState.CONFLICT else operation.state
    operation.save(update_fields=["taken_back_at", "state"])
    record("desk.taken-back", operation, by=by, facts={"kind": operation.kind})
    return operation


def _is_built_on(operation: DeskOperation) -> bool:
    """Whether something later, not taken back, touched the same rows."""
    mine = _rows(operation.undo)
    later = DeskOperation.objects.filter(event_id=operation.event_id, pk__gt=operation.pk, taken_back_at=None)
    return any(mine & _rows(undo) for undo in later.values_list("undo", flat=True))


def _rows(undo: list[dict[str, Any]]) -> set[tuple[str, int]]:
    return {(said["model"], said["pk"]) for said in undo if "model" in said}
