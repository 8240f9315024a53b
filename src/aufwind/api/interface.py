"""The interface as one thing: its endpoints, its errors, its addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError

from aufwind.api.endpoints import day, events, groups, guests, outcome, plans, rebooking, setup, wishes
from aufwind.api.middleware import BEGINNING, problem
from aufwind.core.policy import Access, NotAllowed
from aufwind.engine.errors import ProblemError
from aufwind.events.errors import EventError, PlanHasFaults

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DESCRIPTION = (
    "Everything the pages of Aufwind do, for programs. Send «Authorization: Bearer awt_…»; tokens are made under "
    "«Programs and tokens». What a token may do is what its owner may do."
)

api = NinjaAPI(
    title="Aufwind", version="1", description=DESCRIPTION, urls_namespace="api-v1", docs_url=None, openapi_url=None
)
CHANGES = (rebooking, setup)
"""Parts whose operations stand on the routers of `plans` and `events`; importing them is what counts."""
PARTS = tuple(("/events", part.router) for part in (events, wishes, groups, day, outcome, plans, guests))
for place, part in PARTS:
    api.add_router(place, part)


@api.exception_handler(NotAllowed)
def not_allowed(_request: HttpRequest, _error: NotAllowed) -> HttpResponse:
    return problem(403, _("The token's owner may not do this."))


@api.exception_handler(Http404)
def not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404, _("There is nothing here."))


@api.exception_handler(ValidationError)
def not_understood(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    findings = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors]
    return problem(422, _("What was sent could not be understood."), findings=findings)


@api.exception_handler(ValueError)
def not_valid(_request: HttpRequest, error: ValueError) -> HttpResponse:
    return problem(422, str(error) or _("What was sent could not be understood."))


@api.exception_handler(ProblemError)
@api.exception_handler(PlanHasFaults)
def not_possible(_request: HttpRequest, error: ProblemError | PlanHasFaults) -> HttpResponse:
    language = get_language() or "de"
    return problem(409, _("This cannot be planned."), findings=[one.text(language) for one in error.findings])


@api.exception_handler(EventError)
def refused(_request: HttpRequest, error: EventError) -> HttpResponse:
    said = (type(error).__doc__ or "").strip().splitlines()[0]
    return problem(409, str(error) or said)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation, as the reference page lists it."""

    method: str
    path: str
    summary: str


def description() -> dict[str, Any]:
    """The whole interface as OpenAPI 3.1."""
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix=BEGINNING)
    schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    schema["security"] = [{"token": []}]
    return schema


def endpoints() -> list[Endpoint]:
    """Every operation, by path, reading before changing."""
    return [
        Endpoint(method.upper(), where, operation["summary"])
        for where, operations in description()["paths"].items()
        for method, operation in operations.items()
    ]


def addresses() -> list[URLPattern]:
    """The interface's URLs, each with what it demands: a token, and the methods it answers."""
    demands = {
        f"{prefix}{where}".strip("/"): {method for operation in view.operations for method in operation.methods}
        for prefix, router in PARTS
        for where, view in router.path_operations.items()
    }
    views = {_as_openapi(entry): entry for entry in api.urls[0] if isinstance(entry, URLPattern)}
    return [_address(where, views[where], methods) for where, methods in demands.items()]


def _address(where: str, entry: URLPattern, methods: set[str]) -> URLPattern:
    answer = entry.callback
    answer.access = Access.of("api.use", methods)  # type: ignore[attr-defined]  # as @access marks our own views
    return path(f"v1/{_as_django(where)}", answer, name=f"api-{entry.name}")


def _as_openapi(entry: URLPattern) -> str:
    """Django's «<slug>» as OpenAPI's «{slug}»."""
    return re.sub(r"<(\w+)>", r"{\1}", str(entry.pattern))


def _as_django(where: str) -> str:
    """OpenAPI's «{slug}» as Django's «<slug:slug>», numbers and short names typed."""
    kinds = {"number": "int", "slug": "slug"}
    return re.sub(r"\{(\w+)\}", lambda found: f"<{kinds.get(found[1], 'str')}:{found[1]}>", where)
