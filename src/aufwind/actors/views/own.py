"""One's own entry, opened by a personal link: what it says, who sees it, and how to change that."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aufwind.actors import actions
from aufwind.actors.entries import entry_for
from aufwind.actors.forms import EntryForm, place_names
from aufwind.actors.links import entry_path
from aufwind.actors.middleware import SESSION_KEY
from aufwind.actors.models import Actor
from aufwind.actors.queries import consent_of, current_wording, own_listings
from aufwind.actors.signals import own_entry_shown
from aufwind.actors.tables import shown_table
from aufwind.actors.views.editor import Editor, owner, staff
from aufwind.core.components.consents import Wording
from aufwind.core.policy import PUBLIC, access, visitor_of
from aufwind.core.private_pages import private

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.actors.models import Consent, ConsentWording
    from aufwind.actors.signals import OwnPage


@access(PUBLIC)
def entry(request: HttpRequest, token: str) -> HttpResponse:
    editor = owner(token)
    consent = consent_of(editor.actor)
    columns, rows = shown_table(entry_for(editor.visitor, editor.actor), editor.actor)
    answers = cast(
        "list[tuple[object, list[OwnPage]]]", own_entry_shown.send(sender=None, actor=editor.actor, token=token)
    )
    page = {
        "actor": editor.actor,
        "token": token,
        "consent": consent,
        "has_agreed": bool(consent and not consent.withdrawn_at),
        "listings": own_listings(editor.actor),
        "columns": columns,
        "rows": rows,
        "pages": [page for _receiver, pages in answers for page in pages],
        "is_looking_around": request.session.get(SESSION_KEY) == editor.visitor.link_id,
    }
    return private(render(request, "actors/own_entry.html", page))


@access(PUBLIC, methods=("GET", "POST"))
def own_change(request: HttpRequest, token: str) -> HttpResponse:
    return private(_change(request, owner(token)))


@access("actors.change", methods=("GET", "POST"))
def change(request: HttpRequest, slug: str) -> HttpResponse:
    return private(_change(request, staff(request, slug)))


def _change(request: HttpRequest, editor: Editor) -> HttpResponse:
    actor = editor.actor
    consent = consent_of(actor)
    has_agreed = consent is not None and consent.withdrawn_at is None
    # who agreed sees the words she agreed to; who did not, or not any more, is asked with those of today
    wording = consent.wording if consent and has_agreed else current_wording()
    form = EntryForm(request.POST or None, actor=actor, wording=wording, is_agreed=has_agreed)
    if form.is_valid():
        actions.change_entry(actor, by=editor.visitor, wording=wording, is_agreed=form.is_agreed, **form.facts)
        messages.success(request, _("The entry is changed."))
        return redirect(editor.home)
    fields = form.consent_fields(entry_for(editor.visitor, actor))
    page = {
        "form": form,
        "editor": editor,
        "fields": fields,
        "box_audiences": form.audiences,
        "wording": _wording(wording, consent) if wording else None,
        "places": place_names(),
    }
    return render(request, "actors/entry_form.html", page, status=422 if form.is_bound else 200)


def _wording(wording: ConsentWording, consent: Consent | None) -> Wording:
    """The words for `consent_box`, and what was done with them."""
    agreed_on = consent.given_on if consent else None
    withdrawn = timezone.localtime(consent.withdrawn_at).date() if consent and consent.withdrawn_at else None
    published = timezone.localtime(wording.created_at).date()
    return Wording(wording.text, wording.version, published, agreed_on, withdrawn_on=withdrawn)


@access(PUBLIC, methods=("POST",))
def own_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    return private(_withdraw(request, owner(token)))


@access("actors.change", methods=("POST",))
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    return _withdraw(request, staff(request, slug))


def _withdraw(request: HttpRequest, editor: Editor) -> HttpResponse:
    actions.withdraw_consent(editor.actor, by=editor.visitor)
    messages.success(request, _("The consent is taken back. Agreeing again undoes this."))
    return redirect(editor.home)


@access(PUBLIC, methods=("POST",))
def look_around(request: HttpRequest, token: str) -> HttpResponse:
    """Let this browser see what members see, until it ends that or the link is revoked."""
    editor = owner(token)
    request.session.cycle_key()
    request.session[SESSION_KEY] = editor.visitor.link_id
    messages.success(request, _("On this device you see what members of the network see."))
    return private(redirect("actors:actors"))


@access(PUBLIC, methods=("POST",))
def end_look_around(request: HttpRequest, token: str) -> HttpResponse:
    editor = owner(token)
    request.session.pop(SESSION_KEY, None)
    if not request.session.keys():
        request.session.flush()
    messages.success(request, _("This device sees what everybody sees."))
    return private(redirect(editor.home))


@access("actors.see-own")
def my_entry(request: HttpRequest) -> HttpResponse:
    """From the menu of who looks around as a member to her own page."""
    actor = Actor.objects.filter(pk=visitor_of(request).entry_id or 0).first()
    if actor is None:
        raise Http404
    return private(redirect(entry_path(actor)))
