"""Entries of a list: who is new, and what known ones gain. A chunk at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone
from django.utils.text import slugify

from aufwind.actors.actions.bulk import insert_actors, new_actor
from aufwind.actors.actions.entries import TAKEN_ADDRESSES
from aufwind.actors.enums import Sort
from aufwind.actors.models import Actor, FormerSlug
from aufwind.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILLED = (
    "given_name", "family_name", "acronym", "kind", "industry", "place", "street", "postcode", "country", "email",
    "phone", "website", "links", "languages", "summary_de", "summary_en", "source", "capacity",
)  # fmt: skip
"""Columns a row may fill where the entry says nothing; names, audience and disclosures stay the entry's own."""

KEYS = {"industry": "industry_id", "place": "place_id"}


@dataclass(slots=True)
class EntryBook:
    """The actors of a chunk by their key in `Known`.

    Attributes:
        actors: Known ones as loaded, new ones unsaved.
        new: Those to be entered, with the slug the file gives, if any.
        filled: Known ones that gained something.
    """

    actors: dict[str, Actor] = field(default_factory=dict)
    new: list[tuple[Actor, str]] = field(default_factory=list)
    filled: dict[int, Actor] = field(default_factory=dict)
    _columns: set[str] = field(default_factory=set)

    def load(self, keys: Mapping[str, int]) -> None:
        """Take known actors in: key in `Known`, primary key. One statement; one more where some were merged since."""
        by_pk = Actor.objects.in_bulk(set(keys.values()))
        while merged := {one.merged_into_id for one in by_pk.values() if one.merged_into_id}:
            kept = Actor.objects.in_bulk(merged)
            by_pk = {pk: kept.get(one.merged_into_id, one) for pk, one in by_pk.items()}
        self.actors |= {key: by_pk[pk] for key, pk in keys.items() if pk in by_pk}

    def enter(self, key: str, facts: Mapping[str, Any], slug: str = "") -> Actor:
        """Somebody new."""
        actor = new_actor({**facts, "kind": facts.get("kind") or "other", "name_folded": folded(facts["name"])[:300]})
        self.actors[key] = actor
        self.new.append((actor, slug))
        return actor

    def fill(self, actor: Actor, facts: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """Fill what the entry does not say; the columns filled, and those in which it says otherwise."""
        gained, otherwise = [], []
        for name in FILLED:
            value = facts.get(name)
            if value in (None, "", []):
                continue
            there = getattr(actor, KEYS.get(name, name))
            if there in (None, "", []):
                setattr(actor, name, value)
                gained.append(name)
            elif not _agrees(there, value.pk if name in KEYS else value):
                otherwise.append(name)
        if gained:
            self.note(actor, gained)
        return gained, otherwise

    def note(self, actor: Actor, columns: Iterable[str]) -> None:
        """Say that a known actor changed in these columns."""
        if actor.pk:
            self.filled[actor.pk] = actor
            self._columns.update(columns)

    def save(self) -> None:
        """Write new and changed actors, in the caller's transaction."""
        for (actor, _wanted), slug in zip(self.new, _free_slugs(self.new), strict=True):
            actor.slug = slug
        insert_actors([actor for actor, _slug in self.new])
        now = timezone.now()
        for actor in self.filled.values():
            actor.updated_at = now
        Actor.objects.bulk_update(self.filled.values(), [*self._columns, "updated_at"], batch_size=200)


def _agrees(there: object, value: object) -> bool:
    if isinstance(there, str) and isinstance(value, str):
        return folded(there) == folded(value)
    if isinstance(there, list) and isinstance(value, list):
        return set(value) <= set(there)
    return there == value


def _free_slugs(new: list[tuple[Actor, str]]) -> Iterable[str]:
    """A free address for each, in two statements: the file's own, or its name, with some letters where it is taken."""
    wanted = [slug or slugify(actor.name)[:70] or "entry" for actor, slug in new]
    taken = {
        *TAKEN_ADDRESSES,
        *Actor.objects.filter(slug__in=wanted).values_list("slug", flat=True),
        *FormerSlug.objects.filter(slug__in=wanted).values_list("slug", flat=True),
    }
    for slug in wanted:
        free = f"{slug[:71]}-{uuid4().hex[:8]}" if slug in taken else slug
        taken.add(free)
        yield free


def organisation_facts(name: str) -> dict[str, Any]:
    """What is known of an organisation that only a person's row names."""
    return {"sort": Sort.ORGANISATION, "name": name[:300]}
