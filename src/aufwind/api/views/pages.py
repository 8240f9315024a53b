"""Tokens and webhooks for people, and the description for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.api.actions import end_webhook, keep_webhook, make_token, revoke_token
from aufwind.api.forms import TokenForm, WebhookForm
from aufwind.api.interface import description, endpoints
from aufwind.api.models import Webhook
from aufwind.api.queries import tokens_of
from aufwind.api.tables import endpoint_table, token_table
from aufwind.core.policy import PUBLIC, access, require, visitor_of

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor


@access("api.tokens", methods=("GET", "POST"))
def tokens(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    form, text, status = TokenForm(request.POST or None), "", 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        text = make_token(said["name"], by=visitor, scope=said["scope"], days=said["days"])[1]
        form = TokenForm()
    elif request.method == "POST":
        status = 422
    return render(request, "api/tokens.html", _tokens_page(visitor) | {"form": form, "text": text}, status=status)


def _tokens_page(visitor: Visitor) -> dict[str, object]:
    mine = list(tokens_of(visitor))
    columns, rows = token_table(mine)
    return {"columns": columns, "rows": rows, "tokens": [token for token in mine if token.is_valid]}


@access("api.tokens", methods=("POST",))
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    visitor = visitor_of(request)
    revoke_token(get_object_or_404(tokens_of(visitor), pk=token), by=visitor)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("api:tokens")


@access("api.webhooks", methods=("GET", "POST"))
def webhooks(request: HttpRequest) -> HttpResponse:
    form, status = WebhookForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        keep_webhook(form.cleaned_data["url"], form.cleaned_data["events"], by=visitor_of(request))
        return redirect("api:webhooks")
    if request.method == "POST":
        status = 422
    page = {"form": form, "webhooks": Webhook.objects.all()}
    return render(request, "api/webhooks.html", page, status=status)


@access("api.webhooks", methods=("POST",))
def end(request: HttpRequest, webhook: int) -> HttpResponse:
    visitor = visitor_of(request)
    found = get_object_or_404(Webhook, pk=webhook)
    require(visitor, "api.webhooks", found)
    end_webhook(found, by=visitor)
    return redirect("api:webhooks")


@access(PUBLIC)
def reference(request: HttpRequest) -> HttpResponse:
    columns, rows = endpoint_table(endpoints())
    return render(request, "api/reference.html", {"columns": columns, "rows": rows})


@access(PUBLIC)
def openapi(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(description())
