"""The desk for a shaky network: a page that works from what it took along, and where it hands in what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.audit import record_read
from aufwind.core.policy import access, visitor_of
from aufwind.core.private_pages import private
from aufwind.engine.errors import ProblemError
from aufwind.events.actions.desk import apply_operation
from aufwind.events.errors import EventError
from aufwind.events.forms.operations import NotOperations, Sent, operations_from
from aufwind.events.offline import pack_of
from aufwind.events.tables.events import event_tabs
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event


@access("events.run")
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    page = {"event": event, "tabs": event_tabs(event, "day"), "pack": reverse("events:desk-pack", args=[slug])}
    return private(render(request, "events/offline/desk.html", page))


@access("events.run")
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    record_read("desk.packed", event, by=visitor_of(request))
    return private(JsonResponse(pack_of(event)))


@access("events.run", methods=("POST",))
def operations(request: HttpRequest, slug: str) -> HttpResponse:
    event, visitor = event_run_by(request, slug), visitor_of(request)
    try:
        name, sent = operations_from(request.body)
    except NotOperations as error:
        return JsonResponse({"said": str(error)}, status=422)
    results = [_result(event, one, name, visitor) for one in sent]
    return private(JsonResponse({"results": results, "pack": pack_of(event)}))


def _result(event: Event, sent: Sent, desk: str, visitor: Visitor) -> dict[str, Any]:
    """What became of one operation; one that cannot be done keeps no other from being done."""
    try:
        done = apply_operation(
            event, key=sent.key, kind=sent.kind, payload=sent.payload, made_at=sent.made_at, desk=desk, by=visitor
        )
    except (EventError, ProblemError):
        text = _("This could not be done with what the desk knew. Do it again on the page of the day.")
        return {"key": sent.key, "state": "refused", "said": text}
    return {"key": sent.key, "state": done.state, "said": done.said.get(get_language() or "de", "")}
