"""The projects' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from aufwind.actors.queries import entries_among
from aufwind.core.policy import access, visitor_of
from aufwind.projects.queries import projects_visible_to
from aufwind.projects.tables import project_facts, project_table

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("projects.see")
def projects(request: HttpRequest) -> HttpResponse:
    columns, rows = project_table(projects_visible_to(visitor_of(request)), timezone.localdate())
    return render(request, "projects/projects.html", {"columns": columns, "rows": rows})


@access("projects.see")
def project(request: HttpRequest, slug: str) -> HttpResponse:
    visitor = visitor_of(request)
    found = get_object_or_404(projects_visible_to(visitor), slug=slug)
    page = {
        "project": found,
        "facts": project_facts(found, timezone.localdate(), visitor),
        "partners": entries_among(found.partners.all(), visitor),
    }
    return render(request, "projects/project.html", page)
