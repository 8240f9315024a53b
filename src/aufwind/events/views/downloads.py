"""A plan as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from aufwind.core.audit import record_read
from aufwind.core.policy import access, visitor_of
from aufwind.events.exports.plans import FORMS, plan_file
from aufwind.events.views.plan import plan_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@access("events.run")
def download(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    visitor = visitor_of(request)
    plan = plan_of(request, slug, number)
    content = plan_file(plan, form, language=get_language() or "de")
    record_read("plan.downloaded", plan, by=visitor, facts={"form": form})
    name = f"{slug}-{number}.{form}"
    return HttpResponse(
        content,
        content_type=FORMS[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
