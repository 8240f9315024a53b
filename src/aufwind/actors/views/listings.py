"""Offers and needs: entered, changed, confirmed, ended; by the owner's link, or by the agency for her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.actors import actions
from aufwind.actors.forms import ListingForm, place_names
from aufwind.actors.links import listing_of
from aufwind.actors.views.editor import Editor, owner, staff
from aufwind.core.policy import PUBLIC, access
from aufwind.core.private_pages import private

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.actors.models import Listing


@access(PUBLIC, methods=("GET", "POST"))
def own_add(request: HttpRequest, token: str) -> HttpResponse:
    return private(_form(request, owner(token), None))


@access("actors.change", methods=("GET", "POST"))
def add(request: HttpRequest, slug: str) -> HttpResponse:
    return private(_form(request, staff(request, slug), None))


@access(PUBLIC, methods=("GET", "POST"))
def own_change(request: HttpRequest, token: str, listing: int) -> HttpResponse:
    editor = owner(token)
    return private(_form(request, editor, _of(editor, listing)))


@access("actors.change", methods=("GET", "POST"))
def change(request: HttpRequest, slug: str, listing: int) -> HttpResponse:
    editor = staff(request, slug)
    return private(_form(request, editor, _of(editor, listing)))


def _of(editor: Editor, listing: int) -> Listing:
    rows = editor.actor.listings.select_related("area").prefetch_related("topics")
    return get_object_or_404(rows, pk=listing)


def _form(request: HttpRequest, editor: Editor, listing: Listing | None) -> HttpResponse:
    side = request.GET.get("side", "")
    form = ListingForm(request.POST or None, listing=listing, side=side)
    if form.is_valid():
        facts = {**form.cleaned_data}
        topics = list(facts.pop("topics"))
        if listing:
            actions.change_listing(listing, by=editor.visitor, topics=topics, **facts)
        else:
            listing = actions.enter_listing(editor.actor, by=editor.visitor, topics=topics, **facts)
        messages.success(request, _("«%(title)s» is kept.") % {"title": listing.title})
        return redirect(f"{editor.home}#listing-{listing.pk}")
    page = {"form": form, "editor": editor, "listing": listing, "places": place_names()}
    return render(request, "actors/listing_form.html", page, status=422 if form.is_bound else 200)


@access(PUBLIC, methods=("POST",))
def own_hold(request: HttpRequest, token: str, listing: int) -> HttpResponse:
    editor = owner(token)
    kept = actions.confirm_listing(_of(editor, listing), by=editor.visitor)
    messages.success(request, _("«%(title)s» holds for another year.") % {"title": kept.title})
    return private(redirect(f"{editor.home}#listing-{kept.pk}"))


@access(PUBLIC, methods=("POST",))
def own_end(request: HttpRequest, token: str, listing: int) -> HttpResponse:
    editor = owner(token)
    ended = actions.end_listing(_of(editor, listing), by=editor.visitor)
    told = _("«%(title)s» has left our lists. «It still holds» brings it back.") % {"title": ended.title}
    messages.success(request, told)
    return private(redirect(f"{editor.home}#listing-{ended.pk}"))


@access(PUBLIC, methods=("GET", "POST"))
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The question of the reminder: one button, and afterwards the answer on the same page."""
    found = listing_of(token)
    if found is None:
        raise Http404
    listing, visitor = found
    is_answered = request.method == "POST"
    if is_answered:
        listing = actions.confirm_listing(listing, by=visitor)
    page = {"listing": listing, "is_answered": is_answered}
    return private(render(request, "actors/confirm_listing.html", page))
