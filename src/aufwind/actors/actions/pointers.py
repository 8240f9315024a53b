"""Everything that points at an entry, found in the models' own metadata: whatever contexts come, none is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import ManyToOneRel

from aufwind.actors.models import Actor, Affiliation, DuplicateCase, FormerSlug, IndexRow, Merge, Tie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet

STAY: frozenset[type[Model]] = frozenset({Actor, DuplicateCase, FormerSlug, IndexRow, Merge})
"""They speak of the entries as such: which was merged, which looks like which, what its addresses were."""
SAME: dict[type[Model], tuple[str, ...]] = {
    Tie: ("left_id", "right_id", "kind", "starts_on"),
    Affiliation: ("person_id", "organisation_id", "starts_on"),
}
"""What makes two rows one where the database has no word for it: the same tie from the same day."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that points at actors; also that of a many-to-many table."""

    model: type[Model]
    name: str

    @property
    def label(self) -> str:
        """The table's name in the merge's notes: «events.event_hosts»."""
        return self.model._meta.label_lower

    @property
    def column(self) -> str:
        """The attribute that holds the key."""
        return f"{self.name}_id"

    def rows(self, actor: Actor) -> QuerySet[Any]:
        """Rows that point at `actor`."""
        return self.model._base_manager.filter(**{self.column: actor.pk}).order_by("pk")

    def move(self, keys: Sequence[Any], actor: Actor) -> None:
        """Let these rows point at `actor`.

        Raises:
            IntegrityError: One of them would be there twice.
        """
        if keys:
            self.model._base_manager.filter(pk__in=keys).update(**{self.column: actor.pk})

    def stays(self, key: Any, kept: Actor) -> bool:
        """Whether the row, pointing at `kept`, would tie it to itself, or say what another row says already."""
        ends = [one for one in pointers_to_actors() if one.model is self.model and one.name != self.name]
        columns = SAME.get(self.model)
        if not ends and columns is None:
            return False
        row = self.model._base_manager.get(pk=key)
        if any(getattr(row, end.column) == kept.pk for end in ends):
            return True
        same = {column: getattr(row, column) for column in columns or ()} | {self.column: kept.pk}
        return columns is not None and self.model._base_manager.filter(**same).exists()


@cache
def pointers_to_actors() -> tuple[Pointer, ...]:
    """Every column of every installed context that points at actors, in a fixed order."""
    relations = [one for one in Actor._meta.get_fields(include_hidden=True) if isinstance(one, ManyToOneRel)]
    found = {(relation.related_model, relation.field.name) for relation in relations}
    pointers = [Pointer(model, name) for model, name in found if not isinstance(model, str) and model not in STAY]
    return tuple(sorted(pointers, key=lambda one: (one.label, one.name)))
