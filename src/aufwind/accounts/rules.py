"""Who may look after accounts and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, rule

if TYPE_CHECKING:
    from aufwind.accounts.models import PersonalLink, User
    from aufwind.core.policy import Visitor


@rule("accounts.manage")
def can_manage_accounts(visitor: Visitor, _user: User | None) -> bool:
    """Only the agency."""
    return Role.AGENCY in visitor.roles


@rule("links.revoke")
def can_revoke_links(visitor: Visitor, _link: PersonalLink | None) -> bool:
    """Whoever hands links out can call them back: organisers and the agency."""
    return bool(visitor.roles & {Role.AGENCY, Role.ORGANISER})
