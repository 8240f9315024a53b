"""What the desk of duplicates reads: open cases, a preview of a merge, merges. Never writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from aufwind.actors.actions.merging import TAKEABLE
from aufwind.actors.actions.pointers import pointers_to_actors
from aufwind.actors.enums import Decision
from aufwind.actors.kinds import kind_word
from aufwind.actors.models import Actor, DuplicateCase, DuplicateSearch, Merge
from aufwind.actors.tables import languages_told
from aufwind.core.components.merging import MergeField, Moved

if TYPE_CHECKING:
    from django.db.models import QuerySet

PAGE = 25


def _open() -> QuerySet[DuplicateCase]:
    return DuplicateCase.objects.filter(
        decision=Decision.OPEN, left__merged_into=None, right__merged_into=None
    ).select_related("left", "right")


@dataclass(frozen=True, slots=True)
class CasePage:
    """A part of the open cases, the likeliest first; `next_after` is the mark to go on from."""

    cases: list[DuplicateCase]
    total: int
    next_after: str


def open_cases(*, after: str = "", size: int = PAGE) -> CasePage:
    """`size` open cases behind a mark; a mark that is none of ours begins anew. Two statements."""
    found = _open()
    total = found.count()
    probability, _sep, pk = after.partition("~")
    try:
        mark = float(probability)
    except ValueError:
        mark = None
    if mark is not None and pk.isdecimal():
        found = found.filter(Q(probability__lt=mark) | Q(probability=mark, pk__gt=int(pk[:18])))
    cases = list(found[: size + 1])
    last = cases[size - 1] if len(cases) > size else None
    return CasePage(cases[:size], total, f"{last.probability!r}~{last.pk}" if last else "")


def next_case(case: DuplicateCase) -> DuplicateCase | None:
    """The likeliest other open case. One statement."""
    return _open().exclude(pk=case.pk).first()


def case_with(pk: int) -> DuplicateCase | None:
    """A case with both entries, their places and industries. One statement."""
    sides = [f"{side}__{part}" for side in ("left", "right") for part in ("place", "industry")]
    return DuplicateCase.objects.select_related("left", "right", *sides).filter(pk=pk).first()


def latest_search() -> DuplicateSearch | None:
    """When the register was last looked through. One statement."""
    return DuplicateSearch.objects.first()


def merge_fields(kept: Actor, gone: Actor) -> list[MergeField]:
    """Both entries field by field; where the one that stays says nothing, the other's is proposed."""
    fields = []
    for name in TAKEABLE:
        left, right = _told(kept, name), _told(gone, name)
        if left or right:
            label = str(Actor._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column of ours
            fields.append(MergeField(name, label, left, right, "left" if left else "right"))
    return fields


def _told(actor: Actor, name: str) -> str:
    """A value in words."""
    value = getattr(actor, name)
    if name == "kind":
        return kind_word(value)
    if name == "languages":
        return languages_told(value)
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)


def what_moves(gone: Actor) -> list[Moved]:
    """How many rows of which tables point at the entry that goes. One statement a table that points at actors."""
    counts: dict[str, int] = {}
    for pointer in pointers_to_actors():
        if count := pointer.rows(gone).count():
            label = _words().get(pointer.label, str(pointer.model._meta.verbose_name_plural))
            counts[label] = counts.get(label, 0) + count
    return [Moved(label, count) for label, count in counts.items()]


def _words() -> dict[str, str]:
    """Tables in words people use."""
    return {
        "actors.listing": _("offers and needs"),
        "actors.tie": _("ties"),
        "actors.affiliation": _("places in organisations"),
        "actors.consent": _("consents"),
        "actors.importrow": _("rows of imported lists"),
        "actors.signup": _("sign-ups"),
        "events.event_hosts": _("events as host"),
        "projects.project": _("projects as lead"),
        "projects.project_partners": _("projects as partner"),
        "matching.suggestion": _("suggestions"),
        "matching.answer": _("answers to suggestions"),
    }


def recent_merges(count: int = 50) -> list[Merge]:
    """The newest merges with both entries. One statement."""
    return list(Merge.objects.select_related("kept", "gone")[:count])


def rows_moved(merge: Merge) -> list[Moved]:
    """What changed hands in a merge."""
    counts: dict[str, int] = {}
    for note in merge.moved:
        if note["field"] != "audience":
            label = _words().get(note["model"], note["model"])
            counts[label] = counts.get(label, 0) + len(note["keys"])
    return [Moved(label, count) for label, count in counts.items()]
