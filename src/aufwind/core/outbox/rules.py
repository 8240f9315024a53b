"""Who may look after outgoing mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, rule

if TYPE_CHECKING:
    from aufwind.core.models.outbox import OutgoingMail
    from aufwind.core.policy import Visitor


@rule("mail.manage")
def can_manage_mail(visitor: Visitor, _mail: OutgoingMail | None) -> bool:
    """Only the agency: addresses and texts are personal."""
    return Role.AGENCY in visitor.roles
