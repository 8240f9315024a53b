"""What pages read of runs, suggestions and answers. Never writes; a fixed number of statements each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from aufwind.actors.entries import entry_for
from aufwind.actors.models import Actor, Listing
from aufwind.core.policy import may
from aufwind.matching.bonds import bonds_of
from aufwind.matching.enums import RunAudience, RunState
from aufwind.matching.models import REGISTER, Answer, Encoding, Run, Suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from aufwind.actors.entries import Entry
    from aufwind.core.policy import Visitor

PAGE = 50
NEWEST = 30


@dataclass(frozen=True, slots=True)
class Met:
    """A need and an offer that met, as the reader may see them.

    Attributes:
        voices: What spoke, the loudest first.
        fit: How well they fit, 0..1.
    """

    need: Listing
    offer: Listing
    voices: tuple[str, ...]
    fit: float


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody worth meeting, and why.

    Attributes:
        entry: Who, as the reader sees her.
        score: 0..1.
        needs_met: How well her offers meet the needs of whom she is suggested to, 0..1.
        offers_met: How well her needs meet the offers, 0..1.
        is_bridge: Whether the two come from different circles.
        met: Which fields met, the best first; at least one.
        answer: What was said to it; None: nothing yet.
    """

    entry: Entry
    score: float
    needs_met: float
    offers_met: float
    is_bridge: bool
    met: tuple[Met, ...]
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a suggestion that the newest run does not make any more."""

    entry: Entry
    answer: Answer


@dataclass(frozen=True, slots=True)
class Inbox:
    """What somebody is suggested, and what she said.

    Attributes:
        run: Which computation; None: there is none yet.
        waiting: Not answered yet, the best first.
        answered: Suggestions of this run with an answer.
        earlier: Answers to suggestions of earlier runs.
    """

    run: Run | None
    waiting: tuple[Partner, ...]
    answered: tuple[Partner, ...]
    earlier: tuple[Answered, ...]

    def knows(self, key: int) -> bool:
        """Whether somebody with this primary key stands in it."""
        partners = {partner.entry.pk for partner in (*self.waiting, *self.answered)}
        return key in partners | {one.entry.pk for one in self.earlier}


def runs_of_register() -> QuerySet[Run]:
    """The newest runs over the register with their number of suggestions, inputs left aside. One statement."""
    runs = Run.objects.filter(pool=REGISTER).defer("inputs", "proposals")
    return runs.annotate(pairs=Count("suggestions")).order_by("-pk")[:NEWEST]


def newest_encoding() -> Encoding | None:
    """The last pass that gave texts their vectors. One statement."""
    return Encoding.objects.first()


def newest_run(visitor: Visitor) -> Run | None:
    """What `visitor` reads: staff the newest run, others the newest made for members. One statement."""
    runs = Run.objects.filter(pool=REGISTER, state=RunState.DONE).defer("inputs", "proposals")
    if not may(visitor, "matching.run"):
        runs = runs.filter(audience=RunAudience.MEMBERS)
    return runs.order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Pair:
    """A suggestion as staff see it in a run; reasons are read from the left one's side first."""

    left: Entry
    right: Entry
    score: float
    is_bridge: bool
    met: tuple[Met, ...]


def pairs_of(run: Run, visitor: Visitor, *, after: int = 0, size: int = PAGE) -> tuple[list[Pair], int | None]:
    """`size` pairs of a run from position `after` on, and the position of the last where more follow.

    Five statements. What `visitor` may not see (any more) is left out.
    """
    rows = list(run.suggestions.filter(position__gt=after).prefetch_related("reasons")[: size + 1])
    shown = rows[:size]
    actors = actors_by_key({key for row in shown for key in (row.left_id, row.right_id)}, visitor)
    entries = {key: entry_for(visitor, one) for key, one in actors.items()}
    listings = listings_by_key(_cited(shown), actors, visitor)
    pairs = [
        Pair(entries[row.left_id], entries[row.right_id], row.score, row.parts["bridge"] > 0, met)
        for row in shown
        if row.left_id in entries and row.right_id in entries and (met := _met(row, listings))
    ]
    return pairs, shown[-1].position if len(rows) > size else None


def inbox_for(actor: Actor, visitor: Visitor) -> Inbox:
    """What the newest run suggests to `actor`, as `visitor` may see it: she herself, or staff on her behalf.

    Partners and reasons that she may not see (any more) are left out, and so is whom she works with or has met: a run
    for members leaves out ties that only the two and the agency know; here they count. Nine statements, whatever the
    number of rows.
    """
    run = newest_run(visitor)
    rows: Sequence[Suggestion] = []
    if run is not None:
        touching = run.suggestions.filter(Q(left=actor) | Q(right=actor))
        rows = list(touching.prefetch_related("reasons").order_by("-score", "position"))
    answers = {answer.other_id: answer for answer in Answer.objects.filter(actor=actor).order_by("-given_at")}
    others = {_other(row, actor) for row in rows}
    actors = actors_by_key({actor.pk, *others, *answers}, visitor)
    entries = {key: entry_for(visitor, one) for key, one in actors.items()}
    bonds = bonds_of(actor, visitor)
    apart = {int(key) for key in {*bonds.partners, *bonds.met, *bonds.houses}}
    listings = listings_by_key(_cited(rows), actors, visitor)
    partners = [
        _partner(row, actor, entries[other], met, answers.get(other))
        for row in rows
        if (other := _other(row, actor)) in entries and other not in apart and (met := _met(row, listings))
    ]
    shown = {partner.entry.pk for partner in partners}
    return Inbox(
        run,
        tuple(partner for partner in partners if partner.answer is None),
        tuple(partner for partner in partners if partner.answer is not None),
        tuple(
            Answered(entries[other], answer)
            for other, answer in answers.items()
            if other in entries and other not in shown
        ),
    )


def _other(row: Suggestion, actor: Actor) -> int:
    return row.right_id if row.left_id == actor.pk else row.left_id


def _partner(row: Suggestion, actor: Actor, entry: Entry, met: tuple[Met, ...], answer: Answer | None) -> Partner:
    mine, theirs = ("left", "right") if row.left_id == actor.pk else ("right", "left")
    needs_met, offers_met = row.parts[f"{mine}_needs"], row.parts[f"{theirs}_needs"]
    return Partner(entry, row.score, needs_met, offers_met, row.parts["bridge"] > 0, met, answer)


def actors_by_key(keys: Collection[int], visitor: Visitor) -> dict[int, Actor]:
    """Those of these actors that `visitor` may know of, with place and industry. One statement.

    Found by key and then asked about, one by one: SQLite would look for everybody she may see first.
    """
    found = Actor.objects.filter(pk__in=keys, merged_into=None).order_by().select_related("place", "industry")
    return {actor.pk: actor for actor in found if may(visitor, "actors.see", actor)}


def listings_by_key(keys: Collection[int], actors: Mapping[int, Actor], visitor: Visitor) -> dict[int, Listing]:
    """Those of these listings of `actors` that `visitor` may see and that hold today, with topics. Two statements."""
    shown = {}
    for listing in Listing.objects.filter(pk__in=keys).order_by().prefetch_related("topics"):
        if listing.actor_id in actors and listing.is_current:
            listing.actor = actors[listing.actor_id]
            if may(visitor, "actors.see-listing", listing):
                shown[listing.pk] = listing
    return shown


def _cited(rows: Iterable[Suggestion]) -> set[int]:
    return {key for row in rows for reason in row.reasons.all() for key in (reason.need_id, reason.offer_id)}


def _met(row: Suggestion, listings: Mapping[int, Listing]) -> tuple[Met, ...]:
    return tuple(
        Met(listings[reason.need_id], listings[reason.offer_id], tuple(reason.voices), reason.fit)
        for reason in row.reasons.all()
        if reason.need_id in listings and reason.offer_id in listings
    )
