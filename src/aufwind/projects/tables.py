"""Projects as the components that pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.lists import Card, Fact
from aufwind.core.components.tables import Cell, Column
from aufwind.core.money import written_money, written_rate
from aufwind.core.partial_dates import written_date
from aufwind.core.policy import may
from aufwind.projects.queries import is_running

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from aufwind.core.policy import Visitor
    from aufwind.projects.models import Project


def status_word(project: Project, today: date) -> str:
    """Running or completed, computed from the dates."""
    return _("running") if is_running(project, today) else _("completed")


def project_table(projects: Iterable[Project], today: date) -> tuple[list[Column], list[list[Cell | str]]]:
    """Projects with programme, duration and status."""
    columns = [Column(_("Project")), Column(_("Programme")), Column(_("Duration")), Column(_("Status"))]
    return columns, [
        [
            Cell(str(project), href=project.get_absolute_url(), note=project.title if project.acronym else ""),
            str(project.programme or "–"),
            duration(project),
            Cell(status_word(project, today), badge_kind="ok" if is_running(project, today) else "closed"),
        ]
        for project in projects
    ]


def project_cards(projects: Iterable[Project]) -> list[Card]:
    """Projects as cards."""
    return [
        Card(str(project), project.get_absolute_url(), text=project.summary, facts=(duration(project),))
        for project in projects
    ]


def duration(project: Project) -> str:
    """From when to when, as precise as known."""
    return f"{written_date(project.starts)} – {written_date(project.ends)}".strip(" –")


def project_facts(project: Project, today: date, visitor: Visitor) -> list[Fact]:
    """The fact box; what is unknown or hidden is left out, rates are computed."""
    lead = project.lead if project.lead and may(visitor, "actors.see", project.lead) else None
    known = [
        Fact(_("Status"), status_word(project, today)),
        Fact(_("Programme"), str(project.programme or "")),
        Fact(_("Code"), project.code),
        Fact(_("Duration"), duration(project)),
        Fact(_("Role of the agency"), role_word(project.agency_role)),
        Fact(
            _("Lead partner"),
            str(lead or ""),
            lead.get_absolute_url() if lead else "",
        ),
        Fact(_("Total budget"), _money(project.budget_cents)),
        Fact(_("Funding"), _money(project.funding_cents)),
        Fact(_("Funding rate"), _rate(project)),
        *(Fact(_("Continues"), str(before), before.get_absolute_url()) for before in project.predecessors.all()),
        *(Fact(_("Continued by"), str(after), after.get_absolute_url()) for after in project.successors.all()),
        Fact(_("Source"), _("public page") if project.source else "", project.source),
    ]
    return [fact for fact in known if fact.value]


def _money(cents: int | None) -> str:
    return "" if cents is None else written_money(cents)


def _rate(project: Project) -> str:
    points = project.funding_rate_basis_points
    return "" if points is None else written_rate(points)


ROLES = {
    "application and implementation support": gettext_lazy("application and implementation support"),
    "coordination office": gettext_lazy("coordination office"),
    "coordinator": gettext_lazy("coordinator"),
    "grant management (onward partner)": gettext_lazy("grant management (onward partner)"),
    "lead partner": gettext_lazy("lead partner"),
    "network partner": gettext_lazy("network partner"),
    "not stated": gettext_lazy("not stated"),
    "partner": gettext_lazy("partner"),
}


def role_word(role: str) -> str:
    """The agency's role in the reader's language; a role without a word of ours as it is written."""
    return str(ROLES.get(role, role))
