"""Whom actors are tied to today, as far as a reader may know it: keys alone, without loading anybody.

A tie is known to who belongs to its audience and may know of both ends; to the owner of one end whatever its audience.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from aufwind.actors.models import Affiliation, Tie
from aufwind.actors.rules import sees
from aufwind.actors.tie_kinds import TIE_KINDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor

AFFILIATION, MET = "affiliation", "met"


@dataclass(slots=True)
class Bonds:
    """Whom somebody is tied to: keys as the engine's ids.

    Attributes:
        houses: Organisations she belongs to.
        met: Whom she has met; `partners`: whom she works with already.
        ties: All of them, whatever the kind.
    """

    houses: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    partners: set[str] = field(default_factory=set)
    ties: set[str] = field(default_factory=set)

    def note(self, other: int, kind: str, *, is_house: bool = True) -> None:
        """A tie to `other`; `is_house`: an affiliation says where she works, not who works for her."""
        name = str(other)
        self.ties.add(name)
        if kind == AFFILIATION:
            (self.houses.append if is_house else self.partners.add)(name)
        elif kind == MET:
            self.met.add(name)
        elif kind in TIE_KINDS and TIE_KINDS[kind].is_partnership:
            self.partners.add(name)


def bonds_of_all(visitor: Visitor) -> dict[int, Bonds]:
    """Ties of everybody by actor; what keeps two apart is noted once, at the left end. Two statements."""
    bonds: dict[int, Bonds] = defaultdict(Bonds)
    for left, right, kind in _known(visitor):
        bonds[left].note(right, kind)
        bonds[right].ties.add(str(left))
    return bonds


def houses_of(people: Collection[int], visitor: Visitor) -> dict[int, Bonds]:
    """Where these people work, by person. One statement."""
    bonds: dict[int, Bonds] = defaultdict(Bonds)
    for person, house, kind in _affiliations(visitor, Q(person__in=people)):
        bonds[person].note(house, kind)
    return bonds


def bonds_of(actor: Actor, visitor: Visitor) -> Bonds:
    """All ties of one actor. Two statements."""
    bonds = Bonds()
    for left, right, kind in _known(visitor, actor):
        is_forward = left == actor.pk
        bonds.note(right if is_forward else left, kind, is_house=is_forward)
    return bonds


def _known(visitor: Visitor, actor: Actor | None = None) -> Iterator[tuple[int, int, str]]:
    """Ties and affiliations as left, right, kind: all, or those that touch `actor`."""
    touching = Q(left=actor) | Q(right=actor) if actor else Q()
    yield from _seen(
        visitor,
        Tie.objects.on(timezone.localdate())
        .filter(touching, left__merged_into=None, right__merged_into=None)
        .order_by("pk")
        .values_list("left_id", "right_id", "kind", "audience", "left__audience", "right__audience"),
    )
    yield from _affiliations(visitor, Q(person=actor) | Q(organisation=actor) if actor else Q())


def _affiliations(visitor: Visitor, which: Q) -> Iterator[tuple[int, int, str]]:
    rows = (
        Affiliation.objects.on(timezone.localdate())
        .filter(which, person__merged_into=None, organisation__merged_into=None)
        .order_by("pk")
        .values_list("person_id", "organisation_id", "audience", "person__audience", "organisation__audience")
    )
    return _seen(visitor, ((person, house, AFFILIATION, a, b, c) for person, house, a, b, c in rows))


def _seen(visitor: Visitor, rows: Iterable[tuple[int, int, str, str, str, str]]) -> Iterator[tuple[int, int, str]]:
    for left, right, kind, audience, of_left, of_right in rows:
        is_own = visitor.entry_id in {left, right}
        if (
            (is_own or sees(visitor, audience))
            and (left == visitor.entry_id or sees(visitor, of_left))
            and (right == visitor.entry_id or sees(visitor, of_right))
        ):
            yield left, right, kind
