"""Setting an event up: choose what to begin with, change it part by part, check, announce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.events.actions import setup as actions
from aufwind.events.checks import capacity_sentence, missing_in
from aufwind.events.errors import EventIsNotReady, GridIsBooked
from aufwind.events.forms import setup as forms
from aufwind.events.queries.events import all_events_run_by
from aufwind.events.queries.registration import terms_of
from aufwind.events.tables.events import event_tabs
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.events.models import Event

PARTS = ("basics", "sides", "times", "tables", "registration", "terms")


@access("events.enter", methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    form = forms.NewEventForm(request.POST or None, earlier=all_events_run_by(visitor))
    if not form.is_valid():
        return render(request, "events/setup/new.html", {"form": form}, status=422 if form.is_bound else 200)
    said = form.cleaned_data
    titles = {"title_de": said["title_de"], "title_en": said["title_en"], "day": said["day"]}
    if form.earlier:
        event = actions.clone_event(form.earlier, by=visitor, **titles)
    else:
        more = {"venue": said["venue"], "place": said["place"], "project": said["project"]}
        event = actions.set_up_event(said["start_from"], by=visitor, **titles, **more)
    return redirect("events:setup", event.slug)


@access("events.run", methods=("GET", "POST"))
def setup(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of small forms; each is sent by itself and comes back to its own place."""
    event = event_run_by(request, slug)
    part = request.POST.get("part", "") if request.method == "POST" else ""
    found = _forms(event, request.POST if part in PARTS else None, part)
    if part in PARTS and all(form.is_valid() for form in found[part].values()):
        try:
            _keep(event, part, found[part], request)
        except GridIsBooked:
            messages.error(request, _("A plan is published: change times and tables from the plan."))
        return redirect(f"{request.path}#{part}")
    page = {
        "event": event,
        "tabs": event_tabs(event, "setup"),
        "forms": found,
        "missing": missing_in(event),
        "sentence": capacity_sentence(event),
        "faulty": part,
    }
    return render(request, "events/setup/setup.html", page, status=422 if part else 200)


def _forms(event: Event, posted: Any, part: str) -> dict[str, dict[str, Any]]:  # Any: forms and formsets
    """Every form of the page, that of `part` bound to what was sent."""

    def data(name: str) -> Any:
        return posted if name == part else None

    names = ("title_de", "title_en", "criterion_de", "criterion_en", "summary_de", "summary_en", "venue",
             "contact_name", "contact_email", "counts_for")  # fmt: skip
    basics = {name: getattr(event, name) for name in names}
    terms = terms_of(event)
    said = {name: getattr(terms, name) for name in ("text_de", "text_en", "photos_de", "photos_en")} if terms else {}
    lengths = {"minutes": event.slot_minutes, "change": event.change_minutes}
    return {
        "basics": {"form": forms.BasicsForm(data("basics"), initial=basics)},
        "sides": {"form": forms.SidesForm(data("sides"), event=event)},
        "times": {
            "form": forms.LengthsForm(data("times"), initial=lengths),
            "blocks": forms.PieceFormSet(data("times"), prefix="blocks", initial=_pieces(event.blocks.all())),
            "items": forms.PieceFormSet(data("times"), prefix="items", initial=_pieces(event.programme.all())),
        },
        "tables": {"form": forms.TablesForm(data("tables"), initial=_tables(event))},
        "registration": {"form": forms.SeatsForm(data("registration"), initial=_seats(event))},
        "terms": {"form": forms.TermsForm(data("terms"), initial=said)},
    }


def _pieces(rows: Any) -> list[dict[str, Any]]:  # Any: blocks or programme items
    return [
        {
            "title_de": row.title_de,
            "title_en": row.title_en,
            "starts_at": timezone.localtime(row.starts_at),
            "ends_at": timezone.localtime(row.ends_at),
        }
        for row in rows
    ]


def _tables(event: Event) -> dict[str, Any]:
    tables = list(event.tables.in_force())
    special = {kind: forms.written_numbers([t.key for t in tables if t.kind == kind]) for kind in forms.KINDS}
    return {
        "count": len(tables),
        "seats": tables[0].seats if tables else 2,
        "quiet": special["quiet"],
        "step_free": special["step-free"],
        "online": special["online"],
    }


def _seats(event: Event) -> dict[str, Any]:
    moments = {
        "opens_at": event.registration_opens_at,
        "closes_at": event.registration_closes_at,
        "wishes_until": event.wishes_until,
    }
    local = {name: timezone.localtime(moment) if moment else None for name, moment in moments.items()}
    return {"capacity": event.capacity, "needs_approval": event.needs_approval, **local}


def _keep(event: Event, part: str, found: dict[str, Any], request: HttpRequest) -> None:
    by, form = visitor_of(request), found["form"]
    said = form.cleaned_data
    match part:
        case "basics":
            actions.change_basics(event, by=by, **said)
        case "sides":
            actions.change_basics(event, by=by, **form.facts)
        case "times":
            actions.set_times(event, blocks=forms.pieces_of(found["blocks"]), programme=forms.pieces_of(found["items"]),
                              by=by, **said)  # fmt: skip
        case "tables":
            actions.set_tables(event, form.tables, seats=said["seats"], by=by)
        case "registration":
            actions.set_registration(event, by=by, **said)
        case _:
            actions.write_terms(event, by=by, **said)
    messages.success(request, _("Kept."))


@access("events.run", methods=("POST",))
def announce(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    try:
        actions.announce_event(event, by=visitor_of(request))
    except EventIsNotReady:
        messages.error(request, _("Something is missing; the list says what and where."))
        return redirect("events:setup", slug)
    return redirect(event)


@access("events.run", methods=("POST",))
def call_off(request: HttpRequest, slug: str) -> HttpResponse:
    event = event_run_by(request, slug)
    actions.call_off_event(event, by=visitor_of(request))
    return redirect(event)
