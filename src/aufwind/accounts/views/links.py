"""Asking for one's personal links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render

from aufwind.accounts.actions import ask_for_links
from aufwind.accounts.forms import AskForLinksForm
from aufwind.accounts.limits import may_ask_for_links
from aufwind.core.policy import PUBLIC, access

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access(PUBLIC, methods=["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address; the answer never depends on whether it is known."""
    form = AskForLinksForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/ask_for_links.html", {"form": form}, status=422 if form.is_bound else 200)
    if not may_ask_for_links(request, form.cleaned_data["email"]):
        response = render(request, "accounts/slow_down.html", status=429)
        response.headers["Retry-After"] = "3600"
        return response
    ask_for_links(form.cleaned_data["email"])
    return redirect("accounts:links-asked")


@access(PUBLIC)
def asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail comes if there is anything to send."""
    return render(request, "accounts/links_asked.html")
