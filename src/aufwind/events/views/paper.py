"""Printing: choose what, get it as PDF; and the page a print's code leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from aufwind.core.audit import record_read
from aufwind.core.policy import access, visitor_of
from aufwind.events.exports.paper import NEEDS_PLAN, PAPERS, paper, whole_pack
from aufwind.events.forms.paper import PaperForm
from aufwind.events.queries.day import LONGEST_NUMBER
from aufwind.events.queries.events import events_visible_to
from aufwind.events.queries.paper import letter_ranges, once_published, pack_of, published_plan
from aufwind.events.tables.events import event_tabs
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.events.models import Event

ASKED = ("language", "first", "last", "desks", "since")


def _form(request: HttpRequest, event: Event) -> PaperForm:
    data = {"language": "own", "desks": "1"} | {name: request.GET[name] for name in ASKED if name in request.GET}
    return PaperForm(data, plans=once_published(event))


@access("events.run")
def papers(request: HttpRequest, slug: str) -> HttpResponse:
    """What is printed for whom; every paper is a link, ready as soon as it is pressed."""
    event = event_run_by(request, slug)
    form = _form(request, event)
    page: dict[str, object] = {"event": event, "tabs": event_tabs(event, "paper"), "form": form}
    if not form.is_valid():
        return render(request, "events/paper/papers.html", page, status=422)
    pack = pack_of(event, letters=form.letters, since=form.earlier)
    asked = urlencode({name: request.GET[name] for name in ASKED if request.GET.get(name)})
    query = f"?{asked}" if asked else ""
    page |= {
        "papers": [
            (kind, title, reverse("events:paper-file", args=[slug, kind]) + query)
            for kind, title in PAPERS.items()
            if pack.plan is not None or kind not in NEEDS_PLAN
        ],
        "pack": reverse("events:paper-file", args=[slug, "pack"]) + query,
        "plan": pack.plan,
        "number": len(pack.guests),
        "ranges": letter_ranges(pack.guests, form.cleaned_data["desks"] or 1),
    }
    return render(request, "events/paper/papers.html", page)


@access("events.run")
def file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One paper, or all of them in one archive; of one guest with «guest» in the address."""
    event = event_run_by(request, slug)
    form = _form(request, event)
    if kind not in {*PAPERS, "pack"} or not form.is_valid():
        raise Http404
    guest = request.GET.get("guest", "")
    one = int(guest) if guest.isdecimal() and len(guest) <= LONGEST_NUMBER else None
    pack = pack_of(event, letters=form.letters, since=form.earlier, guest=one)
    if kind in NEEDS_PLAN and pack.plan is None:
        raise Http404
    said = form.cleaned_data
    chosen = said["language"] if said["language"] in {"de", "en"} else ""
    language, own, desks = chosen or get_language() or "de", not chosen, said["desks"] or 1
    if kind == "pack":
        made, name, mime = whole_pack(pack, language=language, own_language=own, desks=desks), "zip", "application/zip"
    else:
        made = paper(pack, kind, language=language, own_language=own, desks=desks)
        name, mime = "pdf", "application/pdf"
    facts = {"form": kind, "plan": pack.plan.number if pack.plan else None, "guests": len(pack.guests)}
    record_read("paper.printed", event, by=visitor_of(request), facts=facts)
    headers = {"Content-Disposition": f'inline; filename="{slug}-{kind}.{name}"'}
    return HttpResponse(made, content_type=mime, headers=headers)


@access("events.see")
def check(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Whether a print is the newest: what the code on it leads to. Names nobody."""
    event = get_object_or_404(events_visible_to(visitor_of(request)), slug=slug)
    present = published_plan(event)
    page = {"event": event, "number": number, "present": present}
    page["is_newest"] = (present.number if present else 0) == number
    return render(request, "events/paper/check.html", page)
