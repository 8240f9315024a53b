"""One entry, as each reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aufwind.actors import actions
from aufwind.actors.entries import entry_for
from aufwind.actors.figures import edges_of, nodes_of
from aufwind.actors.forms import ConsentForm, DayForm, NewEntryForm
from aufwind.actors.history import history_of
from aufwind.actors.links import entry_path
from aufwind.actors.queries import RING, actor_at, consent_of, current_wording, listings_of, surroundings_of
from aufwind.actors.rules import owns
from aufwind.actors.signals import entry_shown
from aufwind.actors.tables import actor_facts, history_lines
from aufwind.actors.views.editor import staff
from aufwind.core.components.numbers import written
from aufwind.core.policy import access, may, visitor_of
from aufwind.core.private_pages import private

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.actors.models import Actor
    from aufwind.actors.signals import EntryPart
    from aufwind.core.policy import Visitor


@access("actors.see")
def actor(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    found = actor_at(slug, visitor)
    if found is None:
        raise Http404
    if found.slug != slug:
        # a merge can be undone: browsers must ask again before they follow
        return HttpResponsePermanentRedirect(found.get_absolute_url(), headers={"Cache-Control": "no-cache"})
    is_staff = may(visitor, "actors.history", found)
    entry = entry_for(visitor, found)
    network = _network(request, found, visitor)
    page = {
        "actor": entry,
        "facts": actor_facts(entry, limits=found if is_staff else None),
        "listings": listings_of(found, visitor),
        "parts": _parts(found, visitor),
        "own_href": entry_path(found) if owns(visitor, found) else "",
        **network,
    }
    if is_staff:
        page |= {"audience": found.audience, "history": history_lines(history_of(found, visitor=visitor))}
    if may(visitor, "actors.change", found):
        page |= {"may_change": True, "consent": consent_of(found), "has_address": bool(found.email)}
    return render(request, "actors/actor.html", page, status=422 if network["is_no_day"] else 200)


def _parts(found: Actor, visitor: Visitor) -> list[EntryPart]:
    """What the contexts above know of the entry."""
    answers = cast("list[tuple[object, list[EntryPart]]]", entry_shown.send(sender=None, actor=found, visitor=visitor))
    return [part for _receiver, parts in answers for part in parts if part.rows]


def _network(request: HttpRequest, found: Actor, visitor: Visitor) -> dict[str, object]:
    """The ties around the entry on the day asked for."""
    days = DayForm(request.GET.get("day", ""))
    day = days.chosen
    surroundings = surroundings_of(found, visitor, day=day)
    day_told = formats.date_format(day, "DATE_FORMAT")
    return {
        "days": days,
        "is_no_day": not days.is_valid(),
        "day": day,
        "is_today": day == timezone.localdate(),
        "caption": _("The network of %(name)s on %(day)s") % {"name": found.name, "day": day_told},
        "nodes": nodes_of(surroundings),
        "edges": edges_of(surroundings),
        "centre": str(found.pk),
        "most": written(RING) if surroundings.is_cut else "",
    }


@access("actors.change", methods=("POST",))
def send_link(request: HttpRequest, slug: str) -> HttpResponse:
    editor = staff(request, slug)
    if editor.actor.email:
        actions.send_own_link(editor.actor, by=editor.visitor, language=get_language() or "de")
        messages.success(request, _("The personal link is on its way to %(email)s.") % {"email": editor.actor.email})
    else:
        messages.error(request, _("There is no e-mail address yet: change the entry and give one."))
    return redirect(editor.home)


@access("actors.change", methods=("GET", "POST"))
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Note a consent on paper."""
    editor, wording = staff(request, slug), current_wording()
    form = ConsentForm(request.POST or None)
    if wording and form.is_valid():
        actions.give_consent(editor.actor, wording, by=editor.visitor, **form.cleaned_data)
        messages.success(request, _("The consent is recorded."))
        return redirect(editor.home)
    page = {"form": form, "editor": editor, "wording": wording}
    return private(render(request, "actors/consent_form.html", page, status=422 if form.is_bound else 200))


@access("actors.change", methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Make an entry by hand."""
    form = NewEntryForm(request.POST or None)
    if form.is_valid():
        facts = form.facts
        entered = actions.enter_actor(actions.free_slug(facts["name"]), by=visitor_of(request), **facts)
        messages.success(
            request, _("The entry is there, for the agency only. Now say what it says and who may see it.")
        )
        return redirect("actors:change", entered.slug)
    return render(request, "actors/new_entry.html", {"form": form}, status=422 if form.is_bound else 200)
