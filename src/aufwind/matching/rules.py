"""Who may compute, see and answer suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.core.policy import Role, rule

if TYPE_CHECKING:
    from aufwind.actors.models import Actor, Listing
    from aufwind.core.policy import Visitor
    from aufwind.matching.models import Run

STAFF = frozenset({Role.AGENCY, Role.ORGANISER})


@rule("matching.run")
def can_run_matching(visitor: Visitor, _run: Run | None) -> bool:
    """Who works with the register."""
    return bool(visitor.roles & STAFF)


@rule("matching.answer", confidential=True)
def can_answer_for(visitor: Visitor, actor: Actor | None) -> bool:
    """Whoever came by an entry's personal link, for that entry; staff on everybody's behalf."""
    if visitor.roles & STAFF:
        return True
    return Role.MEMBER in visitor.roles and (actor is None or visitor.entry_id == actor.pk)


@rule("matching.partners")
def can_ask_for_partners(visitor: Visitor, _need: Listing | None) -> bool:
    """Members and staff; the public reads the register without computing on it."""
    return bool(visitor.roles & (STAFF | {Role.MEMBER}))
