"""An entry as one reader sees it: the only form in which pages, exports, search and suggestions get to know actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.kinds import kind_word
from aufwind.actors.rules import FieldOf
from aufwind.core.bilingual import in_readers_language
from aufwind.core.policy import may

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.actors.models import Actor, Code, Place
    from aufwind.core.policy import Visitor


@dataclass(frozen=True, slots=True)
class Entry:
    """What a reader sees of an actor; hidden parts are empty, as if they had never been filled in.

    Attributes:
        hidden: Names of the parts this reader does not see, for «shown to the agency only».
    """

    pk: int
    slug: str
    sort: str
    name: str
    acronym: str
    kind: str
    country: str
    source: str
    summary_de: str = ""
    summary_en: str = ""
    place: Place | None = None
    industry: Code | None = None
    languages: tuple[str, ...] = ()
    website: str = ""
    links: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    hidden: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return self.name

    @property
    def href(self) -> str:
        """The entry's page in the reader's language."""
        return reverse("actors:actor", args=[self.slug])

    @property
    def summary(self) -> str:
        """The profile in the reader's language where it exists, else in the other."""
        return in_readers_language(self.summary_de, self.summary_en)

    @property
    def kind_word(self) -> str:
        """The kind in the reader's language."""
        return kind_word(self.kind)


def entry_for(visitor: Visitor, actor: Actor) -> Entry:
    """What `visitor` sees of `actor`; she may see that it exists. No statement where place and industry are loaded."""
    hidden = frozenset(name for name in DISCLOSABLE if not may(visitor, "actors.see-field", FieldOf(actor, name)))
    shown: dict[str, Any] = {  # of as many types as there are columns
        column: _plain(getattr(actor, column))
        for name, field in DISCLOSABLE.items()
        if name not in hidden
        for column in field.columns
    }
    return Entry(
        pk=actor.pk,
        slug=actor.slug,
        sort=actor.sort,
        name=actor.name,
        acronym=actor.acronym,
        kind=actor.kind,
        country=actor.country,
        source=actor.source,
        hidden=hidden,
        **shown,
    )


def entries_for(visitor: Visitor, actors: Iterable[Actor]) -> list[Entry]:
    """What `visitor` sees of those `actors` that she may see at all, in their order."""
    return [entry_for(visitor, actor) for actor in actors if may(visitor, "actors.see", actor)]


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
