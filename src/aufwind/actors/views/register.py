"""The register's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render

from aufwind.actors.entries import entry_for
from aufwind.actors.forms import SearchForm
from aufwind.actors.queries import actor_page, actors_visible_to
from aufwind.actors.tables import actor_facts, actor_table, span_of
from aufwind.core.policy import access, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("actors.see")
def actors(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    listing = actor_page(visitor_of(request), text=text, after=request.GET.get("after", "")[:400])
    columns, rows = actor_table(listing.actors)
    later = f"?{urlencode({'q': text, 'after': listing.next_after})}" if listing.next_after else ""
    page = {"form": form, "columns": columns, "rows": rows, "later": later, "shown": span_of(listing.actors)}
    return render(request, "actors/actors.html", page)


@access("actors.see")
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    entry = entry_for(visitor, get_object_or_404(actors_visible_to(visitor), slug=slug))
    return render(request, "actors/actor.html", {"actor": entry, "facts": actor_facts(entry)})
