"""What came of an event: figures, answers, collaborations."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import Router

from aufwind.api.endpoints.asking import guest_of
from aufwind.api.schemas import CollaborationOut, FiguresOut, OutcomeIn, StageIn
from aufwind.core.audit import record_read
from aufwind.core.policy import visitor_of
from aufwind.events.actions.collaborations import answer_stage
from aufwind.events.actions.outcomes import answer_outcome
from aufwind.events.exports.outcome import outcome_file
from aufwind.events.exports.plans import XLSX
from aufwind.events.queries.collaborations import Progress, progress_of, stage_figures
from aufwind.events.queries.outcome import figures_of
from aufwind.events.views.running import event_run_by

router = Router(tags=["outcome"])


@router.get("/{slug}/outcome", response=FiguresOut, summary="Booked, held, no-shows, verdicts, stages")
def figures(request: HttpRequest, slug: str) -> dict[str, Any]:
    event = event_run_by(request, slug)
    first, second = figures_of(event), stage_figures(progress_of(event))
    return {**asdict(first), "no_shows": first.no_shows, "no_show_percent": round(first.no_show_percent, 1),
            "collaborations": second.counts, "amount_cents": second.amount_cents}  # fmt: skip


@router.get("/{slug}/files/outcome.xlsx", summary="The figures and every list behind them as a spreadsheet")
def as_file(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    record_read("outcome.downloaded", event, by=visitor_of(request))
    return HttpResponse(outcome_file(event, language=get_language() or "de"), content_type=XLSX)


def _out(progress: Progress) -> dict[str, Any]:
    left, right = progress.both
    latest = progress.latest
    return {
        "number": progress.collaboration.pk,
        "left": left.key,
        "right": right.key,
        "left_says": latest[left.pk].stage if left.pk in latest else None,
        "right_says": latest[right.pk].stage if right.pk in latest else None,
    }


@router.get("/{slug}/collaborations", response=list[CollaborationOut], summary="What grew between whom, and how far")
def collaborations(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    return [_out(one) for one in progress_of(event_run_by(request, slug))]


@router.put("/{slug}/guests/{key}/outcomes/{wish}", response=OutcomeIn, summary="Enter what a guest says of a meeting")
def answer(request: HttpRequest, slug: str, key: str, wish: str, asked: OutcomeIn) -> object:
    giver = guest_of(request, slug, key)
    found = get_object_or_404(giver.event.wishes, key=wish)
    said = asked.dict(exclude_unset=True)
    return answer_outcome(found, giver, by=visitor_of(request), **said)


@router.post(
    "/{slug}/guests/{key}/collaborations/{number}", response=CollaborationOut, summary="Enter how far she says it is"
)
def stage(request: HttpRequest, slug: str, key: str, number: int, asked: StageIn) -> dict[str, Any]:
    giver = guest_of(request, slug, key)
    found = get_object_or_404(giver.event.collaborations, pk=number)
    answer_stage(found, giver, by=visitor_of(request), **asked.dict())
    return next(_out(one) for one in progress_of(giver.event) if one.collaboration.pk == number)
