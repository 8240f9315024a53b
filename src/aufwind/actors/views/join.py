"""People enter themselves: a form, a mail, one click. No answer tells whether an address is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from aufwind.accounts.limits import may_sign_up
from aufwind.actors import actions
from aufwind.actors.forms import JoinForm, place_names
from aufwind.actors.links import entry_path, sign_up_of, was_sign_up
from aufwind.actors.models import SignUp
from aufwind.actors.queries import current_wording
from aufwind.actors.tables import sign_up_facts
from aufwind.core.policy import PUBLIC, access
from aufwind.core.private_pages import private

if TYPE_CHECKING:
    from django.http import HttpRequest

AN_HOUR = "3600"


@access(PUBLIC, methods=("GET", "POST"))
def join(request: HttpRequest) -> HttpResponse:
    wording = current_wording()
    form = JoinForm(request.POST or None)
    page = {"form": form, "wording": wording, "places": place_names()}
    if wording is None or not form.is_valid():
        return render(request, "actors/join.html", page, status=422 if form.is_bound else 200)
    if not may_sign_up(request, form.cleaned_data["email"]):
        response = render(request, "actors/join.html", {**page, "is_too_often": True}, status=429)
        response.headers["Retry-After"] = AN_HOUR
        return response
    actions.ask_to_sign_up(form.cleaned_data["email"], form.answers, wording, language=get_language() or "de")
    return redirect("actors:join-asked")


@access(PUBLIC)
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "actors/join_asked.html")


@access(PUBLIC, methods=("GET", "POST"))
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    sign_up = sign_up_of(token)
    if sign_up is None or not sign_up.is_open:
        return _too_late(request, token)
    if sign_up.actor:
        return private(redirect(entry_path(sign_up.actor)))
    if request.method == "POST":
        try:
            return private(redirect(entry_path(actions.confirm_sign_up(sign_up))))
        except SignUp.DoesNotExist:  # its three days ended between two clicks
            return _too_late(request, token)
    page = {"sign_up": sign_up, "facts": sign_up_facts(sign_up)}
    return private(render(request, "actors/confirm_sign_up.html", page))


def _too_late(request: HttpRequest, token: str) -> HttpResponse:
    if not was_sign_up(token):
        raise Http404
    return private(render(request, "actors/join_expired.html", status=410))
