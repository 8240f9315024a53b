"""Plans: computed, read, published, mended, taken back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from ninja import Router, Status

from aufwind.api.endpoints.asking import plan_of
from aufwind.api.queries import meetings_in
from aufwind.api.schemas import ChangeIn, MeetingOut, PlanIn, PlanOut
from aufwind.core.policy import visitor_of
from aufwind.events.actions import publish_plan, repair, start_plan, take_back
from aufwind.events.actions.plans import stop_search
from aufwind.events.forms.changes import ChangeForm
from aufwind.events.models import Plan  # noqa: TC001 -- so does the return type
from aufwind.events.views.running import event_run_by

router = Router(tags=["plans"])


@router.get("/{slug}/plans", response=list[PlanOut], summary="All plans, the newest first")
def plans(request: HttpRequest, slug: str) -> list[Plan]:
    return list(event_run_by(request, slug).plans.all())


@router.post("/{slug}/plans", response={202: PlanOut}, summary="Compute a plan in the background")
def start(request: HttpRequest, slug: str, asked: PlanIn) -> Status[Plan]:
    return Status(202, start_plan(event_run_by(request, slug), by=visitor_of(request), **asked.dict()))


@router.get("/{slug}/plans/{number}", response=PlanOut, summary="One plan and how good it is")
def plan(request: HttpRequest, slug: str, number: int) -> Plan:
    return plan_of(request, slug, number)


@router.post("/{slug}/plans/{number}/stop", response=PlanOut, summary="Take the best plan found so far, now")
def stop(request: HttpRequest, slug: str, number: int) -> Plan:
    found = plan_of(request, slug, number)
    stop_search(found, by=visitor_of(request))
    return found


@router.get("/{slug}/plans/{number}/meetings", response=list[MeetingOut], summary="Who meets when and where")
def meetings(request: HttpRequest, slug: str, number: int) -> list[dict[str, object]]:
    return meetings_in(plan_of(request, slug, number))


@router.post("/{slug}/plans/{number}/publish", response=PlanOut, summary="Publish; everybody concerned is told once")
def publish(request: HttpRequest, slug: str, number: int) -> Plan:
    return publish_plan(plan_of(request, slug, number), by=visitor_of(request))


@router.post("/{slug}/plans/{number}/changes", response=PlanOut, summary="Mend a plan after a change on the day")
def change(request: HttpRequest, slug: str, number: int, asked: ChangeIn) -> Plan:
    found = plan_of(request, slug, number)
    form = ChangeForm(QueryDict(urlencode(asked.dict())), event=found.event)
    form.full_clean()
    if form.errors:
        raise ValueError("; ".join(str(error) for errors in form.errors.values() for error in errors))
    return repair(found, form.change(), said=form.in_words(), by=visitor_of(request))


@router.post("/{slug}/plans/{number}/take-back", response=PlanOut, summary="Undo a repair exactly")
def undo(request: HttpRequest, slug: str, number: int) -> Plan:
    return take_back(plan_of(request, slug, number), by=visitor_of(request))
