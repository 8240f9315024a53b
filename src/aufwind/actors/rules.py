"""Who may see and change what in the register. Everything that shows an entry asks here, by `core.policy.may`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aufwind.actors.enums import Tier, tier_of
from aufwind.actors.fields import DISCLOSABLE
from aufwind.core.policy import Role, Visitor, rule

if TYPE_CHECKING:
    from aufwind.actors.models import Actor, Affiliation, Listing, Tie

STAFF = frozenset({Role.AGENCY, Role.ORGANISER})
"""Who works with the register: «agency only» means them."""


class FieldOf(NamedTuple):
    """A part of an entry, as the policy is asked about it."""

    actor: Actor
    name: str


def tier_for(visitor: Visitor) -> Tier:
    """How much of the register `visitor` sees, her own entry and her events aside."""
    if not visitor.roles.isdisjoint(STAFF):
        return Tier.AGENCY
    return Tier.MEMBERS if Role.MEMBER in visitor.roles else Tier.PUBLIC


def sees(visitor: Visitor, audience: str) -> bool:
    """Whether `visitor` belongs to `audience`."""
    return tier_for(visitor) >= tier_of(audience) or audience in visitor.circles


def audience_of(actor: Actor, field: str) -> str:
    """Whom a part of the entry is for: what was said for it, else what is usual.

    Raises:
        KeyError: No part of an entry has this name.
    """
    return actor.disclosures.get(field) or DISCLOSABLE[field].usual


def owns(visitor: Visitor, actor: Actor) -> bool:
    """Whether the entry is the visitor's own."""
    return visitor.entry_id is not None and visitor.entry_id == actor.pk


@rule("actors.see")
def can_see_actor(visitor: Visitor, actor: Actor | None) -> bool:
    """Whoever belongs to the entry's audience, and its owner."""
    return actor is None or owns(visitor, actor) or sees(visitor, actor.audience)


@rule("actors.see-field")
def can_see_field(visitor: Visitor, part: FieldOf | None) -> bool:
    """Whoever sees the entry and belongs to the field's audience; the owner sees all of it."""
    if part is None:
        return True
    if owns(visitor, part.actor):
        return True
    return can_see_actor(visitor, part.actor) and sees(visitor, audience_of(part.actor, part.name))


@rule("actors.see-listing")
def can_see_listing(visitor: Visitor, listing: Listing | None) -> bool:
    """Whoever sees the entry and belongs to the listing's audience; the owner sees all of hers."""
    if listing is None or owns(visitor, listing.actor):
        return True
    return can_see_actor(visitor, listing.actor) and sees(visitor, listing.audience)


@rule("actors.see-tie")
def can_see_tie(visitor: Visitor, tie: Tie | Affiliation | None) -> bool:
    """Whoever belongs to the tie's audience; each end is judged by itself."""
    return tie is None or sees(visitor, tie.audience)


@rule("actors.change")
def can_change_actor(visitor: Visitor, _actor: Actor | None) -> bool:
    """The agency alone."""
    return Role.AGENCY in visitor.roles


@rule("actors.change-own", confidential=True)
def can_change_own_entry(visitor: Visitor, actor: Actor | None) -> bool:
    """Whoever came by an entry's personal link, for that entry; the agency on everybody's behalf."""
    if Role.AGENCY in visitor.roles:
        return True
    return Role.MEMBER in visitor.roles and (actor is None or owns(visitor, actor))


@rule("actors.see-own")
def can_see_own_entry(visitor: Visitor, _actor: Actor | None) -> bool:
    """Whoever looks around as a member: she has an entry."""
    return Role.MEMBER in visitor.roles


@rule("actors.import")
def can_import(visitor: Visitor, _run: object) -> bool:
    """The agency alone."""
    return Role.AGENCY in visitor.roles


@rule("actors.export")
def can_export(visitor: Visitor, _what: object) -> bool:
    """Everybody, of what she may see anyway."""
    return visitor is not None


@rule("actors.history")
def can_see_history(visitor: Visitor, _actor: Actor | None) -> bool:
    """Who works with the register."""
    return bool(visitor.roles & STAFF)
