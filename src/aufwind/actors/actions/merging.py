"""Two entries become one, and two again; pairs that only look alike are told apart (decision 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from aufwind.actors.actions.pointers import Pointer, pointers_to_actors
from aufwind.actors.enums import Audience, Decision, Tier, tier_of
from aufwind.actors.errors import CannotMerge, CannotUndo
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.index import refresh_index
from aufwind.actors.models import Actor, DuplicateCase, Listing, Merge
from aufwind.actors.rules import audience_of
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from collections.abc import Collection

    from aufwind.core.policy import Visitor

TAKEABLE = (
    "name", "given_name", "family_name", "acronym", "kind", "industry", "place", "street", "postcode", "country",
    "email", "phone", "website", "links", "languages", "summary_de", "summary_en", "source", "capacity",
)  # fmt: skip
"""Columns the kept entry may take from the one that goes; who sees it stays its own affair."""
PART_OF = {column: part.name for part in DISCLOSABLE.values() for column in part.columns}


@transaction.atomic
def merge_actors(kept: Actor, gone: Actor, *, taken: Collection[str], by: Visitor) -> Merge:
    """Take `gone` into `kept`: everything that points at it points at `kept`, and it leaves every list.

    Nobody sees more of anything because of it: what is taken or moved keeps the narrower of the two audiences. A row
    that would be there twice, or would tie `kept` to itself, stays with `gone`.

    Args:
        kept: The entry that stays.
        gone: The one that goes.
        taken: Columns (of `TAKEABLE`) whose values `kept` takes from `gone`.
        by: Who decides.

    Raises:
        NotAllowed: `by` may not change the register.
        CannotMerge: The same entry twice, a person and an organisation, or one that was merged before.
    """
    require(by, "actors.change")
    kept, gone = _both(kept, gone)
    before: dict[str, Any] = {"fields": {}, "disclosures": dict(kept.disclosures)}
    for name in TAKEABLE:
        if name in taken:
            _take(kept, gone, name, before["fields"])
    moved = [_narrowed(kept, gone), *(_moved(pointer, kept, gone) for pointer in pointers_to_actors())]
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "updated_at"])
    kept.save()
    merge = Merge.objects.create(
        kept=kept, gone=gone, before=before, moved=[note for note in moved if note["keys"]], merged_by=by.key
    )
    _decide(kept, gone, Decision.MERGED, by)
    refresh_index([kept.pk, gone.pk])
    record("actor.merged", kept, by=by, facts={"gone": gone.pk, "merge": merge.pk, "fields": sorted(before["fields"])})
    return merge


def _both(kept: Actor, gone: Actor) -> tuple[Actor, Actor]:
    """Both as they are now, held until the end of the transaction."""
    rows = {actor.pk: actor for actor in Actor.objects.select_for_update(of=["self"]).filter(pk__in=[kept.pk, gone.pk])}
    if len(rows) != 2 or any(actor.merged_into_id for actor in rows.values()):
        raise CannotMerge
    if rows[kept.pk].sort != rows[gone.pk].sort:
        raise CannotMerge
    return rows[kept.pk], rows[gone.pk]


def _take(kept: Actor, gone: Actor, name: str, before: dict[str, Any]) -> None:
    """One value, and with it the narrower audience of the two."""
    column = f"{name}_id" if name in {"place", "industry"} else name
    if getattr(kept, column) == getattr(gone, column):
        return
    before[column] = [getattr(kept, column), getattr(gone, column)]
    setattr(kept, column, getattr(gone, column))
    if part := PART_OF.get(name):
        narrower = _narrower(audience_of(kept, part), _narrower(audience_of(gone, part), gone.audience))
        if narrower != _narrower(audience_of(kept, part), kept.audience):
            kept.disclosures = {**kept.disclosures, part: narrower}


def _narrower(one: str, other: str) -> str:
    """The audience that fewer people belong to; two different events have only the agency in common."""
    if one == other or tier_of(one) != tier_of(other):
        return max(one, other, key=tier_of)
    return Audience.AGENCY


def _narrowed(kept: Actor, gone: Actor) -> dict[str, Any]:
    """Let no listing of the entry that goes be seen by more people than before; what was changed, for the undo."""
    note: dict[str, Any] = {"model": "actors.listing", "field": "audience", "keys": []}
    if tier_of(gone.audience) == Tier.PUBLIC or gone.audience == kept.audience:
        return note
    for listing in Listing.objects.filter(actor=gone):
        audience = _narrower(listing.audience, gone.audience)
        if audience != listing.audience:
            note["keys"].append([listing.pk, listing.audience, audience])
            Listing.objects.filter(pk=listing.pk).update(audience=audience)
    return note


def _moved(pointer: Pointer, kept: Actor, gone: Actor) -> dict[str, Any]:
    """Move what points at `gone` by this column; keys of the rows that moved."""
    keys = list(pointer.rows(gone).values_list("pk", flat=True))
    free = [key for key in keys if not pointer.stays(key, kept)] if keys else []
    try:
        with transaction.atomic():
            pointer.move(free, kept)
    except IntegrityError:  # some row would be there twice: find out which, one by one
        free = [key for key in free if _moves_alone(pointer, key, kept)]
    return {"model": pointer.label, "field": pointer.name, "keys": free}


def _moves_alone(pointer: Pointer, key: Any, kept: Actor) -> bool:
    try:
        with transaction.atomic():
            pointer.move([key], kept)
    except IntegrityError:
        return False
    return True


def _decide(one: Actor, other: Actor, decision: Decision, by: Visitor) -> None:
    decided_at = None if decision == Decision.OPEN else timezone.now()
    DuplicateCase.objects.filter(left=min(one.pk, other.pk), right=max(one.pk, other.pk)).update(
        decision=decision, decided_by=by.key if decided_at else "", decided_at=decided_at
    )


@transaction.atomic
def undo_merge(merge: Merge, *, by: Visitor) -> int:
    """Make one entry two again: every row that moved goes back, every value that was taken is given back.

    What was changed, moved or deleted by hand since stays as it is.

    Returns:
        How many rows stayed because of that.

    Raises:
        NotAllowed: `by` may not change the register.
        CannotUndo: It is undone already, or the kept entry was itself merged since.
    """
    require(by, "actors.change")
    won = Merge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=timezone.now(), undone_by=by.key)
    if not won:
        raise CannotUndo
    rows = Actor.objects.select_for_update(of=["self"]).in_bulk([merge.kept_id, merge.gone_id])
    kept, gone = rows[merge.kept_id], rows[merge.gone_id]
    if kept.merged_into_id or gone.merged_into_id != kept.pk:
        raise CannotUndo
    stayed = _give_back(kept, merge)
    for note in reversed(merge.moved):
        stayed += _moved_back(note, kept, gone)
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "updated_at"])
    kept.save()
    _decide(kept, gone, Decision.OPEN, by)
    refresh_index([kept.pk, gone.pk])
    record("actor.unmerged", kept, by=by, facts={"gone": gone.pk, "merge": merge.pk, "stayed": stayed})
    merge.refresh_from_db()
    return stayed


def _give_back(kept: Actor, merge: Merge) -> int:
    """The kept entry's values as they were, but for those changed since; how many those are."""
    stayed = 0
    for column, (before, after) in merge.before["fields"].items():
        if getattr(kept, column) == after:
            setattr(kept, column, before)
        else:
            stayed += 1
    parts = {PART_OF.get(column.removesuffix("_id")) for column in merge.before["fields"]} - {None}
    told = {name: audience for name, audience in kept.disclosures.items() if name not in parts}
    told |= {name: audience for name, audience in merge.before["disclosures"].items() if name in parts}
    kept.disclosures = told
    return stayed


def _moved_back(note: dict[str, Any], kept: Actor, gone: Actor) -> int:
    """Rows as they were; how many stayed."""
    if note["field"] == "audience":
        back = [
            Listing.objects.filter(pk=key, audience=after).update(audience=before)
            for key, before, after in note["keys"]
        ]
        return len(back) - sum(back)
    pointer = next(
        (one for one in pointers_to_actors() if (one.label, one.name) == (note["model"], note["field"])), None
    )
    if pointer is None:  # its context is not installed any more
        return len(note["keys"])
    there = list(pointer.rows(kept).filter(pk__in=note["keys"]).values_list("pk", flat=True))
    pointer.move(there, gone)
    return len(note["keys"]) - len(there)


@transaction.atomic
def keep_distinct(case: DuplicateCase, *, by: Visitor) -> DuplicateCase:
    """Say that two entries are two different ones: they are not proposed again. Twice is harmless.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    still_open = DuplicateCase.objects.filter(pk=case.pk, decision=Decision.OPEN)
    if still_open.update(decision=Decision.DISTINCT, decided_by=by.key, decided_at=timezone.now()):
        record("duplicate.kept-distinct", case, by=by, facts={"left": case.left_id, "right": case.right_id})
    case.refresh_from_db()
    return case
