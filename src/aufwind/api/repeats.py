"""A request that is sent again gets the first answer: programs may repeat what a broken line left in doubt."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from aufwind.api.middleware import BEGINNING, READING, problem
from aufwind.api.models import GivenAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

HEADER = "Idempotency-Key"
LONGEST = 80
STUCK = timedelta(minutes=2)
"""After this long without an answer the first request has died, and the next may do it."""


class Repeats:
    """Keeps the answer to every change that comes with an `Idempotency-Key`, and gives it again for a day.

    The same key with another request is refused (422); while the first is being worked on the answer is 409. An answer
    of 500 and more is not kept: what failed may be tried again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(HEADER, "")
        scope = getattr(request, "api_scope", "")
        if not key or not scope or request.method in READING or not request.path.startswith(BEGINNING):
            return self.get_response(request)
        if len(key) > LONGEST:
            return problem(422, _("The key is longer than 80 letters."))
        return self._once(request, key)

    def _once(self, request: HttpRequest, key: str) -> HttpResponse:
        who = request.visitor.key  # type: ignore[attr-defined]  # set by `Tokens`
        asked = sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).hexdigest()
        row, known = _claimed(who, key, asked)
        if row is None:
            return _given(known, asked)
        response = self.get_response(request)
        kept = GivenAnswer.objects.filter(pk=row.pk)
        if response.status_code >= 500:
            kept.delete()
        else:
            kept.update(
                status=response.status_code,
                content_type=response.headers.get("Content-Type", ""),
                body=bytes(response.content),
            )
        return response


def _claimed(who: str, key: str, asked: str) -> tuple[GivenAnswer | None, GivenAnswer | None]:
    """A fresh row to work on, or the one that is there already."""
    now = timezone.now()
    GivenAnswer.objects.filter(who=who, key=key, status=None, made_at__lt=now - STUCK).delete()
    try:
        with transaction.atomic():
            return GivenAnswer.objects.create(who=who, key=key, asked=asked, made_at=now), None
    except IntegrityError:
        return None, GivenAnswer.objects.filter(who=who, key=key).first()


def _given(known: GivenAnswer | None, asked: str) -> HttpResponse:
    if known is not None and known.asked != asked:
        return problem(422, _("This key was used for another request; use a fresh one."))
    if known is None or known.status is None:
        return problem(409, _("The first request with this key is still being worked on; ask again in a moment."))
    headers = {"Idempotency-Replayed": "true"}
    return HttpResponse(bytes(known.body), status=known.status, content_type=known.content_type, headers=headers)
