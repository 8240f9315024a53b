"""How far guests are with those they met: their own page, and what is open for an adviser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.core.private_pages import private
from aufwind.events.actions.collaborations import StageSaid, answer_stages
from aufwind.events.enums import StoryState
from aufwind.events.errors import NotAtThisMeeting
from aufwind.events.forms.outcome import StageForm
from aufwind.events.queries.collaborations import open_answers_of_clients, progress_of, wave_of
from aufwind.events.tables.outcome import open_table
from aufwind.events.views.door import door_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.events.models import Participation, StageAnswer
    from aufwind.events.queries.collaborations import Progress
    from aufwind.events.views.door import Door

NO_NAME = "–"


@dataclass(frozen=True, slots=True)
class Asked:
    """A collaboration as its guest is asked about it."""

    progress: Progress
    partner: str
    form: StageForm
    said: StageAnswer | None
    is_open: bool
    story: str


@access("events.act-for", methods=("GET", "POST"))
def own(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    """One question a collaboration; whatever is left empty says nothing."""
    door = door_of(request, token, guest)
    wave = wave_of(door.guest.event)
    rows = [_asked(request, door, progress, wave) for progress in progress_of(door.guest.event, guest=door.guest)]
    is_sent, is_silent = request.method == "POST", False
    if is_sent and all(row.form.is_valid() for row in rows):
        said = {row.progress.collaboration.pk: _said(row.form) for row in rows if row.form.has_said}
        if said:
            try:
                answer_stages(door.guest, said, by=door.by)
            except NotAtThisMeeting as error:  # it went while she was typing: the verdict was taken back
                raise Http404 from error
            messages.success(request, _("Thank you, this is kept."))
            return private(redirect(request.path))
        is_silent = True
    page = {
        "door": door,
        "guest": door.guest,
        "event": door.guest.event,
        "open": [row for row in rows if row.is_open],
        "closed": [row for row in rows if not row.is_open],
        "is_silent": is_silent,
        "has_errors": any(row.form.errors for row in rows),
        "home": door.url("guest"),
    }
    return private(render(request, "events/outcome/stages.html", page, status=422 if is_sent else 200))


def _asked(request: HttpRequest, door: Door, progress: Progress, wave: str) -> Asked:
    partner = _shown(progress.other(door.guest))
    key = f"c{progress.collaboration.pk}"
    form = StageForm(request.POST if request.method == "POST" else None, prefix=key, partner=partner)
    story = getattr(progress.collaboration, "story", None)
    is_told = story is not None and story.state != StoryState.DRAFT
    return Asked(
        progress,
        partner,
        form,
        progress.latest.get(door.guest.pk),
        is_open=progress.is_open_for(door.guest, wave),
        story=door.url("story-own", story.slug) if story is not None and is_told else "",
    )


def _shown(partner: Participation) -> str:
    """The partner's name; not of those who objected to being shown."""
    if partner.is_hidden:
        return NO_NAME
    return f"{partner.name} ({partner.organisation})" if partner.organisation else partner.name


def _said(form: StageForm) -> StageSaid:
    found = form.cleaned_data
    return {"stage": found["stage"], "why": found["why"], "amount_cents": found["amount"]}


@access("events.advise")
def clients(request: HttpRequest) -> HttpResponse:
    """What an adviser's own clients have not said yet, over all events."""
    found = open_answers_of_clients(visitor_of(request))
    columns, rows = open_table([line for _event, line in found], events=[event for event, _line in found])
    return render(request, "events/outcome/clients.html", {"columns": columns, "rows": rows})
