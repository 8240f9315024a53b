"""Runs of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render

from aufwind.core.policy import access
from aufwind.matching.models import Run

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("matching.run")
def runs(request: HttpRequest) -> HttpResponse:
    return render(request, "matching/runs.html", {"runs": Run.objects.all()[:50]})


@access("matching.run")
def run(request: HttpRequest, run: int) -> HttpResponse:
    return render(request, "matching/run.html", {"run": get_object_or_404(Run, pk=run)})
