"""What changes projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from aufwind.core.audit import record
from aufwind.core.policy import require
from aufwind.projects.models import Programme, Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor


class ProgrammeFacts(TypedDict):
    """What is known of a programme."""

    name_de: str
    name_en: str
    fund: str
    period: str
    source: str


class ProjectFacts(TypedDict):
    """What is known of a project; money in cents."""

    title: str
    acronym: str
    programme: Programme | None
    code: str
    starts: str
    ends: str
    agency_role: str
    budget_cents: int | None
    funding_cents: int | None
    lead: Actor | None
    summary_de: str
    summary_en: str
    source: str


@transaction.atomic
def enter_programme(slug: str, *, by: Visitor, **facts: Unpack[ProgrammeFacts]) -> Programme:
    """Enter a programme, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not change projects.
    """
    require(by, "projects.change")
    programme, is_new = Programme.objects.update_or_create(slug=slug, defaults={**facts})
    record("programme.entered" if is_new else "programme.updated", programme, by=by)
    return programme


@transaction.atomic
def enter_project(slug: str, *, partners: Sequence[Actor], by: Visitor, **facts: Unpack[ProjectFacts]) -> Project:
    """Enter a project with its partners, or bring the one with this slug up to date.

    Raises:
        NotAllowed: `by` may not change projects.
    """
    require(by, "projects.change")
    project, is_new = Project.objects.update_or_create(slug=slug, defaults={**facts})
    project.partners.set(partners)
    record("project.entered" if is_new else "project.updated", project, by=by)
    return project


@transaction.atomic
def name_predecessors(project: Project, predecessors: Sequence[Project], *, by: Visitor) -> None:
    """Say which projects `project` continues.

    Raises:
        NotAllowed: `by` may not change projects.
    """
    require(by, "projects.change", project)
    project.predecessors.set(predecessors)
    record("project.chained", project, by=by, facts={"predecessors": [str(p.slug) for p in predecessors]})
