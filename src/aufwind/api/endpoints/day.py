"""The day: what is done at a desk, one operation at a time or a whole list after an hour without network."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Router

from aufwind.api.schemas import OperationIn, OperationOut, PreviewOut, ScreenOut
from aufwind.core.policy import visitor_of
from aufwind.events.actions import desk as actions
from aufwind.events.actions.screen import open_screen
from aufwind.events.models import DeskOperation, Event  # noqa: TC001 -- read at run time by the router
from aufwind.events.views.running import event_run_by

router = Router(tags=["the day"])


def _out(done: DeskOperation) -> dict[str, Any]:
    return {
        "key": done.key,
        "kind": done.kind,
        "state": done.state,
        "said": done.said.get(get_language() or "de", ""),
        "guest": done.participation.key if done.participation else None,
        "plan": done.plan.number if done.plan else None,
        "made_at": done.made_at,
        "taken_back_at": done.taken_back_at,
    }


def _payload(event: Event, asked: OperationIn) -> dict[str, Any]:
    """The payload with guests by primary key, as desks send them; programs name them by their keys."""
    payload = dict(asked.payload)
    if isinstance(payload.get("guest"), str):
        payload["guest"] = get_object_or_404(event.participations, key=payload["guest"]).pk
    if isinstance(payload.get("guests"), list):
        known = dict(event.participations.filter(key__in=map(str, payload["guests"])).values_list("key", "pk"))
        payload["guests"] = [known.get(key, key) for key in payload["guests"]]
    return payload


@router.get("/{slug}/operations", response=list[OperationOut], summary="What was done at desks, the newest first")
def operations(request: HttpRequest, slug: str, state: str = "", limit: int = 100) -> list[dict[str, Any]]:
    rows = event_run_by(request, slug).operations.select_related("participation", "plan").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    return [_out(one) for one in rows[: min(max(limit, 1), 1000)]]


@router.post("/{slug}/operations", response=OperationOut, summary="Check in, no-show, walk-in …; the same key is once")
def apply(request: HttpRequest, slug: str, asked: OperationIn) -> dict[str, Any]:
    event = event_run_by(request, slug)
    key = asked.key or f"api-{uuid4().hex}"
    done = actions.apply_operation(
        event, key=key, kind=asked.kind, payload=_payload(event, asked), desk=asked.desk, by=visitor_of(request)
    )
    return _out(done)


@router.post("/{slug}/operations/preview", response=PreviewOut, summary="What an operation would come to")
def preview(request: HttpRequest, slug: str, asked: OperationIn) -> dict[str, Any]:
    event = event_run_by(request, slug)
    payload = _payload(event, asked)
    would = actions.preview_operation(event, kind=asked.kind, payload=payload, by=visitor_of(request))
    return {"said": would.said.get(get_language() or "de", ""), "state": would.state,
            "moves": would.plan.moves if would.plan else []}  # fmt: skip


@router.post("/{slug}/operations/{key}/take-back", response=OperationOut, summary="Undo an operation exactly")
def take_back(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    found = get_object_or_404(event_run_by(request, slug).operations, key=key)
    return _out(actions.take_back_operation(found, by=visitor_of(request)))


@router.post("/{slug}/operations/{key}/settle", response=OperationOut, summary="Say that a conflict is talked over")
def settle(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    found = get_object_or_404(event_run_by(request, slug).operations, key=key)
    return _out(actions.settle_conflict(found, by=visitor_of(request)))


@router.post("/{slug}/screen", response=ScreenOut, summary="A fresh link for the screen in the hall")
def screen(request: HttpRequest, slug: str) -> dict[str, str]:
    return {"token": open_screen(event_run_by(request, slug), by=visitor_of(request))}
