"""What came of the meetings: a guest's own taps, the organiser's figures and the lists behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.audit import record_read
from aufwind.core.money import written_money
from aufwind.core.policy import access, visitor_of
from aufwind.core.private_pages import private
from aufwind.events.actions.outcomes import Said, answer_outcome, say_how_it_was
from aufwind.events.errors import NotAtThisMeeting, NothingSaidYet
from aufwind.events.exports.outcome import outcome_file
from aufwind.events.exports.plans import XLSX
from aufwind.events.forms.outcome import KEEP, NOT_HELD, NOTE, SHARE, OutcomeForm, RatingForm
from aufwind.events.queries.collaborations import open_answers, progress_of, stage_figures, wave_lines
from aufwind.events.queries.evidence import remarks_of
from aufwind.events.queries.outcome import answers_of, contacts_of, figures_of, meetings_held_by
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.outcome import (
    TITLES,
    first_tiles,
    funnel_bars,
    list_href,
    listed,
    open_table,
    percent,
    second_tiles,
    wave_table,
)
from aufwind.events.tables.plans import partners_of, slot_time
from aufwind.events.views.door import door_of
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.events.views.door import Door

PAGE = 100
MOST_OPEN = 20
LONGEST_NUMBER = 18


@access("events.act-for", methods=("GET", "POST"))
def own(request: HttpRequest, token: str = "", guest: int = 0) -> HttpResponse:
    """One tap a meeting; the page comes back to where it was tapped."""
    door = door_of(request, token, guest)
    is_rating = "remarks" in request.POST or "satisfaction" in request.POST
    rating = RatingForm(request.POST if is_rating else None, initial=_rated(door))
    fault = ""
    if request.method == "POST":
        fault = _rate(request, door, rating) if is_rating else _tap(request, door)
        if not fault:
            return private(redirect(f"{request.path}#meeting-{request.POST.get('wish', '')[:20]}"))
    answers = answers_of(door.guest)
    meetings = [
        (meeting, slot_time(meeting.slot), partners_of(meeting, door.guest), answers.get(meeting.wish_id))
        for meeting in meetings_held_by(door.guest)
    ]
    page = {"door": door, "guest": door.guest, "event": door.guest.event, "meetings": meetings, "rating": rating,
            "contacts": contacts_of(door.guest), "home": door.url("guest"), "fault": "" if is_rating else fault,
            "stages": door.url("stages-own"), **_typed(request, fault)}  # fmt: skip
    return private(render(request, "events/outcome/own.html", page, status=422 if fault else 200))


def _typed(request: HttpRequest, fault: str) -> dict[str, object]:
    """What was typed and could not be kept, with the meeting it belongs to."""
    wish = request.POST.get("wish", "")
    if not fault or not wish.isdecimal():
        return {}
    return {"typed_wish": int(wish[:LONGEST_NUMBER]), "typed_note": request.POST.get("note", "")}


def _rated(door: Door) -> dict[str, object]:
    return {"satisfaction": door.guest.satisfaction, "remarks": door.guest.remarks}


def _rate(request: HttpRequest, door: Door, rating: RatingForm) -> str:
    """Keep how the event was; what is wrong, or nothing."""
    if not rating.is_valid():
        return "rating"
    say_how_it_was(door.guest, by=door.by, **rating.cleaned_data)
    messages.success(request, _("Thank you, this is kept."))
    return ""


def _tap(request: HttpRequest, door: Door) -> str:
    """Keep one tap; what is wrong and what to do, or nothing."""
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        if "note" in form.errors:
            return _("The remark is too long; 500 characters can be kept.")
        return _("This is none of the answers. Use one of the buttons of a meeting.")
    found = get_object_or_404(door.guest.event.wishes, pk=form.cleaned_data["wish"])
    try:
        answer_outcome(found, door.guest, by=door.by, **_facts(form.cleaned_data))
    except NotAtThisMeeting as error:
        raise Http404 from error
    except NothingSaidYet:
        return _("Say first that the meeting took place.")
    return ""


def _facts(said: dict[str, str]) -> Said:
    tapped, facts = said["said"], Said()
    if tapped in {SHARE, KEEP}:
        facts["shares_contact"] = tapped == SHARE
    elif tapped != NOTE:
        facts["was_held"], facts["verdict"] = tapped != NOT_HELD, "" if tapped == NOT_HELD else tapped
    if tapped == NOTE or said["note"]:
        facts["note"] = said["note"]
    return facts


@access("events.run")
def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """The figures, each with the way to the list it is counted from."""
    event = event_run_by(request, slug)
    lines = progress_of(event)
    first, second = figures_of(event), stage_figures(lines)
    waves = wave_lines(event, lines)
    wave_columns, wave_rows = wave_table(event, waves)
    columns, rows = open_table(open_answers(event, visitor_of(request), lines=lines)[:MOST_OPEN])
    page = {
        "event": event,
        "tabs": event_tabs(event, "outcome"),
        "figures": first,
        "no_show_percent": percent(first.no_show_percent),
        "first": first_tiles(event, first),
        "second": second_tiles(event, second),
        "funnel": funnel_bars(second),
        "amount": written_money(second.amount_cents),
        "amounts": list_href(event, "collaborations", "amount"),
        "wave_columns": wave_columns,
        "waves": wave_rows,
        "columns": columns,
        "open": rows,
        "forgets_early": bool(waves and event.forget_on and event.forget_on < waves[-1].asked_at.date()),
    }
    return render(request, "events/outcome/outcome.html", page)


@access("events.run")
def evidence(request: HttpRequest, slug: str, of: str) -> HttpResponse:
    """A list behind figures, narrowed to one of its parts and to a name."""
    event = event_run_by(request, slug)
    if of not in TITLES:
        raise Http404
    show, words = request.GET.get("show", "all")[:20], request.GET.get("q", "")[:100]
    found = listed(event, of, show=show, words=words, visitor=visitor_of(request))
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    shown = {
        "event": event,
        "title": TITLES[of],
        "of": of,
        "show": show,
        "words": words,
        "tabs": found.tabs,
        "columns": found.columns,
        "rows": list(page),
        "page": page,
        "can_search": of != "ratings",
        "remarks": remarks_of(event) if of == "ratings" else [],
    }
    return render(request, "events/outcome/list.html", shown)


@access("events.run")
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """All of it as a spreadsheet; nobody's contact data are in it."""
    event = event_run_by(request, slug)
    content = outcome_file(event, language=get_language() or "de")
    record_read("outcome.downloaded", event, by=visitor_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{slug}-outcome.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
