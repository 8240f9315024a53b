"""What pages read of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from aufwind.projects.models import Project

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor


def is_running(project: Project, on: date) -> bool:
    """Whether `project` runs on that day; an end known by month or year lasts to the end of it."""
    day = on.isoformat()
    return (
        bool(project.starts)
        and project.starts <= day
        and (not project.ends or day[: len(project.ends)] <= project.ends)
    )


def projects_visible_to(_visitor: Visitor) -> QuerySet[Project]:
    """All projects, newest first, with what a list shows, in one SQL statement."""
    return Project.objects.select_related("programme", "lead")


def projects_of(actor: Actor, visitor: Visitor) -> QuerySet[Project]:
    """Projects `actor` leads or is a partner of, newest first, in one SQL statement."""
    as_partner = Project.partners.through.objects.filter(actor=actor).values("project")
    return projects_visible_to(visitor).filter(Q(lead=actor) | Q(pk__in=as_partner))


def current_projects(visitor: Visitor) -> list[Project]:
    """Projects that run today, newest first."""
    today = timezone.localdate()
    recent = projects_visible_to(visitor).filter(Q(ends="") | Q(ends__gte=str(today.year)))
    return [project for project in recent if is_running(project, today)]
