"""The register's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render

from aufwind.actors.models import Actor
from aufwind.actors.queries import actor_page
from aufwind.core.policy import access, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("actors.see")
def actors(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    page = actor_page(visitor_of(request), text=text, after=request.GET.get("after", "")[:400])
    return render(request, "actors/actors.html", {"listing": page, "text": text})


@access("actors.see")
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Actor.objects.select_related("place"), slug=slug)
    return render(request, "actors/actor.html", {"actor": found})
