"""What changes entries of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify

from aufwind.actors.enums import Audience
from aufwind.actors.errors import ConsentIsMissing
from aufwind.actors.index import refresh_index
from aufwind.actors.models import Actor, Code, Place
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor


class ActorFacts(TypedDict, total=False):
    """What is known of an actor; what is not named stays as it is."""

    sort: str
    name: str
    given_name: str
    family_name: str
    acronym: str
    kind: str
    industry: Code | None
    place: Place | None
    street: str
    postcode: str
    country: str
    email: str
    phone: str
    website: str
    links: list[str]
    languages: list[str]
    summary_de: str
    summary_en: str
    source: str
    audience: str
    disclosures: dict[str, str]
    capacity: int | None


@transaction.atomic
def enter_actor(slug: str, *, by: Visitor, **facts: Unpack[ActorFacts]) -> Actor:
    """Enter an actor, or bring the one with this slug up to date. A new person is seen by the agency only.

    Raises:
        NotAllowed: `by` may not change the register.
        ConsentIsMissing: A person would be seen by others without having agreed.
    """
    require(by, "actors.change")
    known = Actor.objects.filter(slug=slug).first()
    actor = known or Actor(slug=slug)
    _take_over(actor, facts)
    if known is None and actor.is_person:
        actor.audience = facts.get("audience", Audience.AGENCY)
    require_consent(actor)
    actor.save()
    refresh_index([actor.pk])
    record("actor.updated" if known else "actor.entered", actor, by=by)
    return actor


TAKEN_ADDRESSES = {"duplicates", "export", "import", "join", "my", "new", "still", "wording"}
"""Pages of the register that stand where an entry with this slug would."""


def free_slug(name: str) -> str:
    """An address for a new entry, made of its name; with some letters of chance where that is taken."""
    slug = slugify(name)[:70] or "entry"
    is_taken = slug in TAKEN_ADDRESSES or Actor.objects.filter(slug=slug).exists()
    return f"{slug}-{uuid4().hex[:8]}" if is_taken else slug


@transaction.atomic
def change_actor(actor: Actor, *, by: Visitor, **facts: Unpack[ActorFacts]) -> Actor:
    """Change what is known of an entry: its owner, or the agency.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
        ConsentIsMissing: A person would be seen by others without having agreed.
    """
    require(by, "actors.change-own", actor)
    changed = sorted(name for name, value in facts.items() if getattr(actor, name) != value)
    if not changed:
        return actor
    _take_over(actor, facts)
    require_consent(actor)
    actor.save()
    refresh_index([actor.pk])
    record("actor.updated", actor, by=by, facts={"fields": [*changed]})
    return actor


def _take_over(actor: Actor, facts: ActorFacts) -> None:
    for name, value in facts.items():
        setattr(actor, name, value)


def require_consent(actor: Actor) -> None:
    """Go on only where others may see the entry: an organisation, a person who agreed, or for the agency alone.

    Raises:
        ConsentIsMissing: A person who did not agree, or took it back.
    """
    if not actor.is_person or actor.audience == Audience.AGENCY:
        return
    if actor.pk is None or not actor.consents.filter(withdrawn_at=None).exists():
        raise ConsentIsMissing
