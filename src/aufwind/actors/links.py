"""Personal links of the register: one's own entry, the confirmation of an address, the question about a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from aufwind.accounts.links import link_from, personal_link, valid_link
from aufwind.actors.models import Actor, Listing, SignUp
from aufwind.actors.signals import circles_joined
from aufwind.core.policy import Role, Visitor

if TYPE_CHECKING:
    from aufwind.accounts.models import PersonalLink

ENTRY, SIGN_UP, LISTING = "entry", "sign-up", "listing"


def entry_address(actor: Actor, *, language: str = "de") -> str:
    """The full address of an entry's own page."""
    return _address("actors:own-entry", ENTRY, actor.pk, language)


def entry_path(actor: Actor) -> str:
    """The path of an entry's own page in the language of the request."""
    return reverse("actors:own-entry", args=[personal_link(ENTRY, str(actor.pk))])


def sign_up_address(sign_up: SignUp) -> str:
    """The full address that confirms a sign-up, in its language."""
    return _address("actors:confirm-sign-up", SIGN_UP, sign_up.pk, sign_up.language)


def listing_address(listing: Listing, *, language: str = "de") -> str:
    """The full address of the page that asks whether a listing still holds."""
    return _address("actors:confirm-listing", LISTING, listing.pk, language)


def _address(page: str, purpose: str, key: int, language: str) -> str:
    with override(language):
        return settings.SITE_ADDRESS + reverse(page, args=[personal_link(purpose, str(key))])


def owner_of(token: str) -> tuple[Actor, Visitor] | None:
    """Whose entry a link opens, and she as the policy sees her; None for a link that opens nothing (any more)."""
    return _owner(link_from(token), ENTRY)


def owner_by_link(link_id: int) -> Visitor | None:
    """The same for a link opened before on this device; revoked in the meantime, it opens nothing."""
    found = _owner(valid_link(link_id), ENTRY)
    return found[1] if found else None


def sign_up_of(token: str) -> SignUp | None:
    """Which sign-up a link confirms."""
    link = link_from(token)
    return SignUp.objects.filter(pk=link.subject).first() if link and link.purpose == SIGN_UP else None


def was_sign_up(token: str) -> bool:
    """Whether a link of ours once confirmed a sign-up, even where that is deleted by now."""
    link = link_from(token)
    return link is not None and link.purpose == SIGN_UP


def listing_of(token: str) -> tuple[Listing, Visitor] | None:
    """Which listing a link asks about, and its owner."""
    link = link_from(token)
    if link is None or link.purpose != LISTING:
        return None
    listing = Listing.objects.select_related("actor").filter(pk=link.subject).first()
    return (listing, member(listing.actor, link)) if listing else None


def _owner(link: PersonalLink | None, purpose: str) -> tuple[Actor, Visitor] | None:
    if link is None or link.purpose != purpose:
        return None
    actor = Actor.objects.select_related("place", "industry", "merged_into").filter(pk=link.subject).first()
    if actor is None:
        return None
    actor = actor.merged_into or actor
    return actor, member(actor, link)


def member(actor: Actor, link: PersonalLink) -> Visitor:
    """The owner of an entry, as the policy sees her, with the circles her address belongs to."""
    answers = circles_joined.send(sender=None, email=actor.email) if actor.email else []
    joined = cast("list[tuple[object, set[str]]]", answers)
    return Visitor(
        key=f"entry:{actor.pk}",
        roles=frozenset({Role.MEMBER}),
        link_id=link.pk,
        entry_id=actor.pk,
        circles=frozenset().union(*(circles for _receiver, circles in joined)),
    )
