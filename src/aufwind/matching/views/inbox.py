"""Whom somebody should meet, and her answers: by her own link, and for staff on her behalf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from aufwind.actors.links import owner_of
from aufwind.actors.models import Actor
from aufwind.actors.queries import actors_visible_to
from aufwind.core.policy import PUBLIC, access, require, visitor_of
from aufwind.core.private_pages import private
from aufwind.matching.actions import answer_suggestion, take_answer_back
from aufwind.matching.errors import AnswerIsIncomplete
from aufwind.matching.forms import ANSWERS, AnswerForm
from aufwind.matching.queries import inbox_for
from aufwind.matching.tables import answered_rows, refusals, suggestion

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.core.policy import Visitor
    from aufwind.matching.queries import Inbox


@access(PUBLIC, methods=("GET", "POST"))
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody's own inbox, opened by her link."""
    found = owner_of(token)
    if found is None:
        raise Http404
    actor, visitor = found
    return private(_inbox(request, actor, visitor, reverse("matching:own", args=[token]), token))


@access("matching.run", methods=("GET", "POST"))
def for_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody's inbox on the desk of staff."""
    visitor = visitor_of(request)
    actor = get_object_or_404(actors_visible_to(visitor), slug=slug)
    return _inbox(request, actor, visitor, reverse("matching:for-actor", args=[slug]))


def _inbox(request: HttpRequest, actor: Actor, visitor: Visitor, address: str, token: str = "") -> HttpResponse:
    require(visitor, "matching.answer", actor)
    inbox = inbox_for(actor, visitor)
    trouble = ""
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid() and inbox.knows(form.cleaned_data["suggestion"]):
            trouble = _answer(form, actor, visitor)
            if not trouble:
                return redirect(f"{address}#suggestion-{form.cleaned_data['suggestion']}")
        else:
            trouble = _("This suggestion is not in your list any more; below is the list as it is now.")
    page = {**_page(inbox, actor), "actor": actor, "address": address, "token": token, "trouble": trouble}
    return render(request, "matching/inbox.html", page, status=422 if trouble else 200)


def _answer(form: AnswerForm, actor: Actor, visitor: Visitor) -> str:
    """Take the answer; what is wrong with it, or nothing."""
    other = Actor.objects.get(pk=form.cleaned_data["suggestion"])
    word = form.cleaned_data["answer"]
    if word == "open":
        take_answer_back(actor, other, by=visitor)
        return ""
    try:
        answer_suggestion(actor, other, ANSWERS[word], by=visitor, reason=form.cleaned_data["refusal"])
    except AnswerIsIncomplete:
        return _("Please say why it does not fit: choose a reason and decline once more.")
    return ""


def _page(inbox: Inbox, actor: Actor) -> dict[str, object]:
    return {
        "run": inbox.run,
        "waiting": [suggestion(partner, actor.pk) for partner in inbox.waiting],
        "answered": [suggestion(partner, actor.pk) for partner in inbox.answered],
        "earlier": answered_rows(inbox.earlier),
        "refusals": refusals(),
    }
