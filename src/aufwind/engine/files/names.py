"""What people write in a cell to the ids that are meant: names, times, blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aufwind.engine.files.sheet_rows import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by what people call them."""

    ids: frozenset[str]
    people: Mapping[str, str]
    twice: frozenset[str]
    slot_ids: frozenset[str]
    slot_names: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, records: Mapping[str, list[dict[str, Any]]]) -> Names:
        """Names of the rows read, each with its id. Any: fields of all kinds."""
        persons = records["participants"]
        count = Counter(key_of(record["name"]) for record in persons if record.get("name"))
        return cls(
            ids=frozenset(record["id"] for record in persons),
            people={key_of(record.get("name") or record["id"]): record["id"] for record in persons},
            twice=frozenset(name for name, times in count.items() if times > 1),
            slot_ids=frozenset(record["id"] for record in records["slots"]),
            slot_names=_slot_names(records["slots"]),
        )

    def person(self, who: str) -> str:
        """The id of a participant called so; what was given where it is an id, an organisation or unknown."""
        return who if who in self.ids else self.people.get(key_of(who), who)

    def is_ambiguous(self, who: str) -> bool:
        """Whether several participants are called so and none has it as id."""
        return who not in self.ids and key_of(who) in self.twice

    def in_list(self, people: tuple[str, ...] | Iterable[str]) -> list[str]:
        """The people of a list; «Demir, Ayşe» that was taken apart at its comma is put together again."""
        parts = list(people)
        whole = ", ".join(parts)
        return [whole] if whole in self.ids or key_of(whole) in self.people else parts

    def slot(self, name: str) -> str:
        """The id of the slot called so by its time; what was given where none or several are."""
        meant = self.slot_names.get(key_of(name), ())
        return name if name in self.slot_ids or len(meant) != 1 else meant[0]

    def slots(self, names: Iterable[str] | None) -> tuple[str, ...]:
        """The ids of slots called so by id, time or block."""
        found: list[str] = []
        for name in names or ():
            found += [name] if name in self.slot_ids else self.slot_names.get(key_of(name), (name,))
        return tuple(found)


def _slot_names(slots: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    meant: dict[str, list[str]] = {}
    for record in slots:
        start = record.get("starts_at")
        times = [f"{start:%H:%M}", f"{start:%Y-%m-%d %H:%M}"] if isinstance(start, datetime) else []
        for name in {key_of(name) for name in (*times, record.get("block"), record.get("day")) if name}:
            meant.setdefault(name, []).append(record["id"])
    return {name: tuple(ids) for name, ids in meant.items()}
