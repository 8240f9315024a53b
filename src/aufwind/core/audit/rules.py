"""Who may read the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, rule

if TYPE_CHECKING:
    from aufwind.core.models.audit import AuditEntry
    from aufwind.core.policy import Visitor


@rule("audit.read")
def can_read_audit(visitor: Visitor, _entry: AuditEntry | None) -> bool:
    """The data-protection officer and the agency."""
    return bool(visitor.roles & {Role.AUDITOR, Role.AGENCY})
