"""The watch list, one guest, inviting, and an adviser's own clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.core.audit import record_read
from aufwind.core.audit.queries import log_page
from aufwind.core.policy import access, may, visitor_of
from aufwind.events.actions.guests import invite_by_list, nudge, resend_link, set_adviser
from aufwind.events.actions.registration import approve, cancel, refuse
from aufwind.events.errors import RegistrationIsClosed, StateDoesNotAllow
from aufwind.events.exports.guests import guests_file
from aufwind.events.exports.plans import XLSX
from aufwind.events.forms.guests import AdviserForm, InviteListForm
from aufwind.events.queries.events import participations_visible_to
from aufwind.events.queries.guests import PAGE, clients_of, counts_of, guests_in, mails_to
from aufwind.events.queries.plans import meetings_of
from aufwind.events.queries.wishes import wishes_of
from aufwind.events.tables.events import event_tabs
from aufwind.events.tables.guests import NUDGED, client_rows, group_tiles, guest_rows, told
from aufwind.events.tables.plans import meeting_table
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest


ACTS = {"approve": approve, "refuse": refuse, "cancel": cancel, "resend": resend_link}


@access("events.run", methods=("GET", "POST"))
def guests(request: HttpRequest, slug: str) -> HttpResponse:
    """The watch list; posted, the shown group is reminded."""
    event, visitor = event_run_by(request, slug), visitor_of(request)
    group, words = request.GET.get("group", "all"), request.GET.get("q", "")[:100]
    rows = guests_in(event, visitor, group=group, words=words)
    if request.method == "POST" and group in NUDGED:
        try:
            number = nudge(event, list(rows), by=visitor)
            messages.success(request, _("Reminded: %(number)s") % {"number": number})
        except RegistrationIsClosed:
            messages.error(request, _("Announce the event first."))
        return redirect(request.get_full_path())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    columns, cells = guest_rows(page)
    found = {
        "event": event,
        "tabs": event_tabs(event, "guests"),
        "tiles": group_tiles(event, counts_of(event, visitor)),
        "columns": columns,
        "rows": cells,
        "page": page,
        "group": group,
        "words": words,
        "can_nudge": group in NUDGED and bool(cells),
    }
    return render(request, "events/guests/guests.html", found)


@access("events.run")
def as_file(request: HttpRequest, slug: str) -> HttpResponse:
    event, visitor = event_run_by(request, slug), visitor_of(request)
    record_read("guests.downloaded", event, by=visitor)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-guests.xlsx"'}
    return HttpResponse(guests_file(event, list(guests_in(event, visitor))), content_type=XLSX, headers=headers)


@access("events.look-after", methods=("GET", "POST"))
def record(request: HttpRequest, slug: str, guest: int) -> HttpResponse:
    """One guest: how far she is, what was done by whom, who looks after her."""
    visitor = visitor_of(request)
    person = get_object_or_404(participations_visible_to(visitor), pk=guest, event__slug=slug)
    posted = request.POST if request.method == "POST" else None
    form = AdviserForm(posted, initial={"adviser": person.adviser_id})
    if form.is_bound and form.is_valid():
        set_adviser(person, form.cleaned_data["adviser"], by=visitor)
        return redirect("events:guest-record", slug, guest)
    history = log_page(subject=f"events.participation {person.pk}").entries
    columns, rows = meeting_table(meetings_of(person), person)
    page = {
        "event": person.event,
        "guest": person,
        "form": form,
        "history": told(history),
        "listings": list(person.listings.all()),
        "wishes": wishes_of(person),
        "mails": mails_to(person),
        "columns": columns,
        "rows": rows,
        "runs": may(visitor, "events.run", person.event),
    }
    return render(request, "events/guests/record.html", page, status=422 if form.is_bound else 200)


@access("events.look-after", methods=("POST",))
def act(request: HttpRequest, slug: str, guest: int, verb: str) -> HttpResponse:
    visitor = visitor_of(request)
    if verb not in ACTS:
        raise Http404
    person = get_object_or_404(participations_visible_to(visitor), pk=guest, event__slug=slug)
    try:
        ACTS[verb](person, by=visitor)
    except StateDoesNotAllow:
        messages.error(request, _("This does not fit how far she is; the page shows how things stand."))
    return redirect("events:guest-record", slug, guest)


@access("events.run", methods=("GET", "POST"))
def invite_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite a list of names and addresses."""
    event = event_run_by(request, slug)
    form = InviteListForm(request.POST or None)
    if form.is_valid():
        try:
            invited = invite_by_list(event, form.cleaned_data["people"], by=visitor_of(request))
        except RegistrationIsClosed:
            form.add_error(None, _("Announce the event first."))
        else:
            messages.success(request, _("Invited: %(number)s") % {"number": len(invited)})
            return redirect("events:guests", slug)
    page = {"event": event, "tabs": event_tabs(event, "guests"), "form": form}
    return render(request, "events/guests/invite_list.html", page, status=422 if form.is_bound else 200)


@access("events.advise")
def clients(request: HttpRequest) -> HttpResponse:
    columns, rows = client_rows(clients_of(visitor_of(request)))
    return render(request, "events/guests/clients.html", {"columns": columns, "rows": rows})
