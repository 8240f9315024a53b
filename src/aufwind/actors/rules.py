"""Who may see and change the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, Visitor, rule

if TYPE_CHECKING:
    from aufwind.actors.models import Actor


@rule("actors.see")
def can_see_actor(_visitor: Visitor, _actor: Actor | None) -> bool:
    """Everybody: only organisations with public sources are in the register so far."""
    return True


@rule("actors.change")
def can_change_actor(visitor: Visitor, _actor: Actor | None) -> bool:
    """The agency alone."""
    return Role.AGENCY in visitor.roles
