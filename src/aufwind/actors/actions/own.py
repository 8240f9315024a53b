"""An entry and its consent change together, as their one form says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.db import transaction

from aufwind.actors.actions.consents import give_consent, withdraw_consent
from aufwind.actors.actions.entries import ActorFacts, change_actor
from aufwind.actors.enums import Audience
from aufwind.core.policy import require

if TYPE_CHECKING:
    from aufwind.actors.models import Actor, ConsentWording
    from aufwind.core.policy import Visitor


@transaction.atomic
def change_entry(
    actor: Actor, *, by: Visitor, wording: ConsentWording | None, is_agreed: bool, **facts: Unpack[ActorFacts]
) -> Actor:
    """Change an entry, and give or take back the consent to `wording`, all or nothing.

    Args:
        actor: Whose entry.
        by: Its owner, or the agency.
        wording: The words that were shown; None where there are none.
        is_agreed: Whether they are agreed to.
        facts: What the entry says from now on; parts not named stay.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
        ConsentIsMissing: A person would be seen by others without having agreed.
    """
    require(by, "actors.change-own", actor)
    has_agreed = actor.consents.filter(withdrawn_at=None).exists()
    if is_agreed and wording and not has_agreed:
        give_consent(actor, wording, by=by, audience=facts.get("audience", Audience(actor.audience)))
    if has_agreed and not is_agreed:
        withdraw_consent(actor, by=by)
    return change_actor(actor, by=by, **facts)
