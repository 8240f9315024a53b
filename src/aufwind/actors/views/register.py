"""The register's list: search, choices, map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from aufwind.actors.exports import TYPES
from aufwind.actors.forms.search import asked_from
from aufwind.actors.queries import outlines_of
from aufwind.actors.result_list import (
    address_of,
    areas_of,
    cards_of,
    cartogram,
    districts_of,
    facets_of,
    orders_of,
    total_told,
)
from aufwind.actors.search import Asked, district_names, search
from aufwind.core.policy import access, may, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("actors.see")
def actors(request: HttpRequest) -> HttpResponse:
    asked = asked_from(request.GET)
    found = search(visitor_of(request), asked)
    names = district_names(districts_of(found, asked))
    outlines = outlines_of({area["code"] for area in cartogram()})
    page = {
        "asked": asked,
        "found": found,
        "total": total_told(found),
        "facets": facets_of(found, asked, names),
        "areas": areas_of(found, asked, names, outlines),
        "outlines": outlines,
        "orders": orders_of(asked),
        "cards": cards_of(found),
        "later": address_of(asked, after=found.after) if found.after else "",
        "first": address_of(asked) if asked.after else "",
        "exact": address_of(asked, is_exact=True),
        "without_choices": address_of(asked, choices={}) if asked.choices and asked.text else "",
        "everything": address_of(Asked()),
        "is_narrowed": bool(asked.text or asked.choices),
        "kept": {"order": asked.order} if asked.order == "name" else {},
        "query": address_of(asked),
        "forms": TYPES,
        "may_import": may(visitor_of(request), "actors.import"),
    }
    return render(request, "actors/actors.html", page)
