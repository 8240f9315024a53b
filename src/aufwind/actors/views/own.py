"""Pages opened by a personal link: one's own entry, the confirmation of an address, the question about a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from aufwind.actors import actions
from aufwind.actors.entries import entry_for
from aufwind.actors.links import entry_address, listing_of, owner_of, sign_up_of
from aufwind.actors.models import SignUp
from aufwind.actors.tables import actor_facts
from aufwind.core.policy import PUBLIC, access, require

if TYPE_CHECKING:
    from django.http import HttpRequest

PRIVATE = {"Cache-Control": "no-store, private", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


def private(response: HttpResponse) -> HttpResponse:
    """The response as nobody else may keep it."""
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


@access(PUBLIC)
def entry(request: HttpRequest, token: str) -> HttpResponse:
    found = owner_of(token)
    if found is None:
        raise Http404
    actor, visitor = found
    require(visitor, "actors.change-own", actor)
    shown = entry_for(visitor, actor)
    return private(render(request, "actors/actor.html", {"actor": shown, "facts": actor_facts(shown)}))


@access(PUBLIC, methods=("GET", "POST"))
def confirm_sign_up(request: HttpRequest, token: str) -> HttpResponse:
    sign_up = sign_up_of(token)
    if sign_up is None:
        raise Http404
    if request.method == "POST":
        try:
            return redirect(entry_address(actions.confirm_sign_up(sign_up)))
        except SignUp.DoesNotExist:
            raise Http404 from None
    return private(render(request, "actors/confirm_sign_up.html", {"sign_up": sign_up}))


@access(PUBLIC, methods=("GET", "POST"))
def confirm_listing(request: HttpRequest, token: str) -> HttpResponse:
    found = listing_of(token)
    if found is None:
        raise Http404
    listing, visitor = found
    if request.method == "POST":
        actions.confirm_listing(listing, by=visitor)
    return private(render(request, "actors/confirm_listing.html", {"listing": listing}))
