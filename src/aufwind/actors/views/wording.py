"""The words people are asked to agree to: today's, and a new version of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aufwind.actors import actions
from aufwind.actors.forms import WordingForm
from aufwind.actors.queries import current_wording
from aufwind.core.policy import access, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("actors.change", methods=("GET", "POST"))
def wording(request: HttpRequest) -> HttpResponse:
    form = WordingForm(request.POST or None)
    if form.is_valid():
        actions.publish_wording(**form.cleaned_data, by=visitor_of(request))
        messages.success(request, _("From now on people are asked with these words."))
        return redirect("actors:wording")
    page = {"form": form, "wording": current_wording()}
    return render(request, "actors/wording.html", page, status=422 if form.is_bound else 200)
