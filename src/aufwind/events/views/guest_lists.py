"""Guests out of a file, and one entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.events.actions.guest_lists import (
    INVITE,
    forget_guest_file,
    keep_guest_file,
    map_guest_file,
    take_over_guest_file,
)
from aufwind.events.actions.registration import register
from aufwind.events.enums import Source
from aufwind.events.errors import RegistrationIsClosed, RosterIsRefused, StateDoesNotAllow
from aufwind.events.exports.guests import guest_list_template
from aufwind.events.exports.plans import XLSX
from aufwind.events.forms.guest_lists import EnterForm, GuestFileForm, MappingForm
from aufwind.events.guest_lists import RowState, read_rows
from aufwind.events.imports import read_guest_file
from aufwind.events.models import GuestFile
from aufwind.events.queries.registration import terms_of
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.guests import list_rows, list_tiles
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest


PAGE = 100


@access("events.run", methods=("GET", "POST"))
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    form = GuestFileForm(request.POST or None, request.FILES or None)
    page: dict[str, object] = {"event": event, "tabs": event_tabs(event, "guests"), "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            columns, rows = read_guest_file(file.read(), file.name)
        except RosterIsRefused as refused:
            page["findings"] = [finding.text(get_language() or "de") for finding in refused.findings[:50]]
        else:
            kept = keep_guest_file(event, file_name=file.name, columns=columns, rows=rows, by=visitor_of(request))
            return redirect("events:guest-file", slug, kept.pk)
    return render(request, "events/guests/upload.html", page, status=422 if request.method == "POST" else 200)


@access("events.run")
def template(request: HttpRequest, slug: str) -> HttpResponse:
    event_run_by(request, slug)
    headers = {"Content-Disposition": 'attachment; filename="aufwind-guests.xlsx"'}
    return HttpResponse(guest_list_template(), content_type=XLSX, headers=headers)


@access("events.run", methods=("GET", "POST"))
def guest_file(request: HttpRequest, slug: str, file: int) -> HttpResponse:
    """What each row comes to; «show» with other columns, «take» takes it over, «drop» throws it away."""
    event, visitor = event_run_by(request, slug), visitor_of(request)
    kept = get_object_or_404(GuestFile, pk=file, event=event)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    if step == "drop":
        return _dropped(request, kept)
    form = MappingForm(request.POST if step else None, kept=kept)
    mode = INVITE
    if step and form.is_valid():
        kept, mode = map_guest_file(kept, form.mapping, by=visitor), form.cleaned_data["mode"]
        if step == "take":
            return _taken(request, kept, mode)
    rows = read_rows(event, kept.rows, kept.mapping, needs_email=mode == INVITE)
    show = request.GET.get("show", "")
    shown = [row for row in rows if row.state == show] if show in {*RowState} else rows
    part = Paginator(shown, PAGE).get_page(request.GET.get("page"))
    columns, cells = list_rows(part)
    page = {
        "event": event,
        "tabs": event_tabs(event, "guests"),
        "kept": kept,
        "form": form,
        "tiles": list_tiles(rows, kept),
        "columns": columns,
        "rows": cells,
        "page": part,
        "show": show,
    }
    return render(request, "events/guests/file.html", page, status=422 if step and not form.is_valid() else 200)


def _dropped(request: HttpRequest, kept: GuestFile) -> HttpResponse:
    try:
        forget_guest_file(kept, by=visitor_of(request))
    except StateDoesNotAllow:
        messages.error(request, _("This list was taken over; cancel or change the guests themselves."))
    return redirect("events:guests", kept.event.slug)


def _taken(request: HttpRequest, kept: GuestFile, mode: str) -> HttpResponse:
    try:
        done = take_over_guest_file(kept, mode=mode, by=visitor_of(request))
    except RegistrationIsClosed:
        messages.error(request, _("Announce the event first."))
        return redirect("events:guest-file", kept.event.slug, kept.pk)
    said = _("Taken over: %(new)s. Known already: %(known)s. Left out as faulty: %(faulty)s.") % done.result
    messages.success(request, said)
    return redirect("events:guests", kept.event.slug)


@access("events.run", methods=("GET", "POST"))
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """A guest who registers by telephone."""
    event, visitor = event_run_by(request, slug), visitor_of(request)
    terms = terms_of(event)
    form = EnterForm(request.POST or None, event=event, terms=terms)
    key = request.POST.get("form_key", "")[:64] or uuid4().hex
    page = {"event": event, "tabs": event_tabs(event, "guests"), "form": form, "terms": terms, "form_key": key}
    if not form.is_valid():
        return render(request, "events/guests/enter.html", page, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        answers = form.answers_in(said["language"])
        guest = register(
            event, email=said["email"], terms=terms, form_key=key, by=visitor, source=Source.STAFF, **answers
        )
    except RegistrationIsClosed:
        messages.error(request, _("This event is called off; nobody can be entered."))
        return render(request, "events/guests/enter.html", page, status=409)
    return redirect("events:guest-record", slug, guest.pk)
