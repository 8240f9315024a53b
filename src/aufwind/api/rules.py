"""Who may use the interface, and hand out tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, Visitor, rule

if TYPE_CHECKING:
    from aufwind.api.models import Token, Webhook

OWNERS = frozenset({Role.AGENCY, Role.ORGANISER})


@rule("api.use")
def can_use_api(visitor: Visitor, _thing: object | None) -> bool:
    """Whoever shows a valid token; a browser's session opens nothing here."""
    return visitor.key.startswith("token:")


@rule("api.tokens")
def can_have_tokens(visitor: Visitor, token: Token | None) -> bool:
    """The agency and its organisers have tokens of their own; nobody sees another's."""
    is_own = token is None or token.owner_id == visitor.user_id
    return bool(visitor.roles & OWNERS) and is_own and not can_use_api(visitor, None)


@rule("api.webhooks")
def can_keep_webhooks(visitor: Visitor, _webhook: Webhook | None) -> bool:
    """The agency: what is told leaves the house."""
    return Role.AGENCY in visitor.roles and not can_use_api(visitor, None)
