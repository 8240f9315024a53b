"""Who fits one need, computed while the reader waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from aufwind.actors.entries import entry_for
from aufwind.actors.queries import listings_visible_to
from aufwind.core.policy import access, visitor_of
from aufwind.engine.errors import ProblemError
from aufwind.matching.partners import partners_for_need
from aufwind.matching.tables import fits

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("matching.partners")
def partners(request: HttpRequest, need: int) -> HttpResponse:
    """The page; where the operator named an encoder that is not there, it says so."""
    visitor = visitor_of(request)
    listing = get_object_or_404(listings_visible_to(visitor).needs(), pk=need)
    page = {"need": listing, "owner": entry_for(visitor, listing.actor)}
    try:
        found = fits(partners_for_need(listing, visitor), listing)
    except ProblemError as error:
        findings = [finding.text(get_language() or "de") for finding in error.findings]
        return render(request, "matching/need.html", {**page, "findings": findings}, status=503)
    return render(request, "matching/need.html", {**page, "fits": found})
