"""Who may see and change projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, Visitor, rule

if TYPE_CHECKING:
    from aufwind.projects.models import Project


@rule("projects.see")
def can_see_project(_visitor: Visitor, _project: Project | None) -> bool:
    """Everybody: projects are paid for by the public."""
    return True


@rule("projects.change")
def can_change_project(visitor: Visitor, _project: Project | None) -> bool:
    """The agency alone."""
    return Role.AGENCY in visitor.roles
