"""Who has a desk here."""

from __future__ import annotations

from aufwind.core.policy import Role, Visitor, rule


@rule("portal.desk")
def can_use_desk(visitor: Visitor, _thing: None) -> bool:
    """Staff of any role; a participant has her own page instead."""
    return bool(visitor.roles - {Role.PARTICIPANT})
