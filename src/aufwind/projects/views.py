"""The projects' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from aufwind.core.policy import access, visitor_of
from aufwind.projects.queries import is_running, projects_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("projects.see")
def projects(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [(project, is_running(project, today)) for project in projects_visible_to(visitor_of(request))]
    return render(request, "projects/projects.html", {"rows": rows})


@access("projects.see")
def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(projects_visible_to(visitor_of(request)), slug=slug)
    return render(
        request,
        "projects/project.html",
        {
            "project": found,
            "is_running": is_running(found, timezone.localdate()),
            "partners": found.partners.select_related("place"),
            "predecessors": found.predecessors.all(),
            "successors": found.successors.all(),
        },
    )
