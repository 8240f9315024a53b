"""The search on columns: bound, choose, place, cut gaps, prove."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.fair import choose_fair
from aufwind.engine.scheduling.gaps import NO_SPREAD, cut_gaps
from aufwind.engine.scheduling.instance import UNPLACED, gaps_of
from aufwind.engine.scheduling.pattern import pattern_bound
from aufwind.engine.scheduling.place import place
from aufwind.engine.scheduling.prove import MOST_PLACES, prove
from aufwind.engine.scheduling.recover import recover
from aufwind.engine.scheduling.watch import Watch
from aufwind.engine.stop import after_rounds, after_seconds, first_of, when_proven

if TYPE_CHECKING:
    from aufwind.engine.errors import Finding
    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints, Masks
    from aufwind.engine.scheduling.prove import Names, Proof
    from aufwind.engine.stop import Listener, Stop

USUAL_SECONDS = 10.0

SHORT_CUT = 72
"""Rounds of cutting gaps before a proof begins: three passes; a proof finds the rest more quickly …"""

SOON_PROVEN = 5_000
"""… for so many pairs of meeting and slot: about 80 people. Beyond, all passes are tried first."""

SHARE_BEFORE_PROOF = 0.4
"""Of the time left, where a proof is still to come."""

SHARE_OF_RECOVERY, SHARE_IF_LARGE, LARGE = 0.5, 0.1, 50_000
"""Of the time left, in events of fewer and of more people than the last; the rest belongs to the gaps."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """What the search found.

    Attributes:
        slot: (n_wishes,) slot of each wish, `UNPLACED` where it does not take place.
        value: Worth of what takes place.
        value_bound: No plan is worth more.
        gaps_bound: See `Plan.gaps_bound`.
        infeasible: Why no plan places all musts; None where there is one or nobody knows.
    """

    slot: Ints
    value: int
    value_bound: int
    gaps: int
    gaps_bound: int
    infeasible: Finding | None = None

    @property
    def is_proven(self) -> bool:
        """Whether nothing can be better."""
        return self.value == self.value_bound and self.gaps == self.gaps_bound


def busy_of(instance: Instance, slot: Ints | Bytes) -> Masks:
    """The slots in which each person meets, as a set. Cost: O(wishes · members)."""
    placed = np.flatnonzero(slot >= 0)
    bits = np.uint64(1) << slot[placed].astype(np.uint64)
    busy = np.zeros(instance.n_units, np.uint64)
    for column in instance.members[placed].T:
        np.bitwise_or.at(busy, column[column >= 0], bits[column >= 0])
    return busy[: instance.n_people]


def solution_of(instance: Instance, slot: Ints | Bytes) -> Solution:
    """What placed wishes are worth, beside the plainest bounds: every wish that can be, and no gap."""
    return Solution(
        slot=slot.astype(np.int32),
        value=int(instance.worth[slot != UNPLACED].sum()),
        value_bound=int(instance.worth[instance.domain != 0].sum()),
        gaps=int(gaps_of(busy_of(instance, slot), instance.day_starts).sum()),
        gaps_bound=0,
    )


def solve(
    instance: Instance,
    *,
    stop: Stop | None = None,
    seed: int = 0,
    listener: Listener | None = None,
    names: Names | None = None,
    fair_to: int = 0,
    relaxed: Instance | None = None,
) -> Solution:
    """The best slots found until `stop` says so, with bounds.

    Args:
        instance: What is to be planned; never changed.
        stop: Asked between rounds of each stage; None: when proven, after ten seconds at the latest.
        seed: The same instance, seed and rounds give the same solution on every machine.
        listener: Told after every round.
        names: How an infeasibility speaks of people, meetings and slots.
        fair_to: See `Problem`.
        relaxed: An instance of which every plan is a plan too, whatever was decided before
            (`Translation.relaxed`); the bound is then its bound.

    Returns:
        With `infeasible` where it is proven that the musts cannot all take place; `slot` then holds what
        could be placed.
    """
    rules = stop if stop is not None else first_of(when_proven(), after_seconds(USUAL_SECONDS))
    watch = Watch(instance, rules, listener)
    search = _Search(instance, watch, seed, names)
    if instance.n_wishes and instance.is_agreed:
        return search.agreed()
    return search.wished(fair_to, relaxed)


class _Search:
    """The stages of one search, with what all of them need."""

    def __init__(self, instance: Instance, watch: Watch, seed: int, names: Names | None) -> None:
        self.instance = instance
        self.watch = watch
        self.seed = seed
        self.names = names

    def agreed(self) -> Solution:
        """All meetings, fewest gaps."""
        instance, total = self.instance, int(self.instance.worth.sum())
        self.watch.know(value=0, bound=total)
        slot = self._placed(instance, np.arange(instance.n_wishes, dtype=np.int32))
        if (slot >= 0).all():
            slot = self._with_fewer_gaps(slot, self._until_proof(), self._fewest_gaps())
        start = slot if _keeps_all(instance, slot) else None
        watch, seed = self.watch, self.seed
        proof = prove(instance, start=start, stop=watch, listener=watch.tell, seed=seed, names=self.names)
        found = solution_of(instance, slot if proof.slot is None else proof.slot)
        return replace(found, value_bound=total, gaps_bound=proof.gaps_bound, infeasible=proof.infeasible)

    def _until_proof(self) -> Stop | None:
        """How long gaps are cut before the proof begins; None: as long as there is time, no proof will come."""
        places, left = _places(self.instance), self.watch.seconds_left
        if places <= SOON_PROVEN:
            return after_rounds(SHORT_CUT)
        if places > MOST_PLACES or left is None:
            return None
        return after_seconds(left * SHARE_BEFORE_PROOF)

    def _fewest_gaps(self) -> int:
        """A number of gaps at which to stop; a large event's bound costs more than knowing it saves."""
        return pattern_bound(self.instance).gaps if _places(self.instance) <= MOST_PLACES else 0

    def wished(self, fair_to: int, relaxed: Instance | None) -> Solution:
        """The wishes worth most, the worst-off first where that is asked for, then fewest gaps."""
        instance, watch = self.instance, self.watch
        if fair_to > 0:
            selection = choose_fair(instance, fair_to, stop=watch, listener=watch.tell).selection
        else:
            selection = choose(instance, stop=watch, listener=watch.tell)
        bound = selection.bound if relaxed is None else choose(relaxed, stop=watch).bound
        watch.know(value=0, bound=bound)
        slot = self._placed(instance, selection.chosen)
        if not _holds_musts(instance, slot):
            proof = self._musts()
            if proof.infeasible is not None:
                return replace(solution_of(instance, slot), infeasible=proof.infeasible)
            slot = self._around_musts(selection.chosen, proof.slot, slot)
        slot = self._recovered(slot, bound, fair_to)
        watch.know(value=int(instance.worth[slot >= 0].sum()), bound=bound)
        found = solution_of(instance, self._with_fewer_gaps(slot))
        return replace(found, value_bound=max(bound, found.value))

    def _placed(self, instance: Instance, chosen: Ints) -> Bytes:
        return place(instance, chosen, seed=self.seed, stop=self.watch, listener=self.watch.tell)

    def _with_fewer_gaps(self, slot: Bytes, until: Stop | None = None, goal: int = 0) -> Bytes:
        instance = self.instance
        return cut_gaps(
            instance,
            slot,
            seed=self.seed,
            stop=self.watch if until is None else self.watch.until(until),
            listener=self.watch.tell,
            goal=goal,
            spread=instance.max_gap_spread if instance.is_agreed else NO_SPREAD,
        )

    def _recovered(self, slot: Bytes, bound: int, fair_to: int) -> Bytes:
        """Worth won back; in a fair plan nobody falls below what she was raised to."""
        instance = _fair(self.instance, fair_to)
        is_plain = not instance.min_meetings.any() and _holds_musts(instance, slot)
        left = self.watch.seconds_left
        return recover(
            instance,
            slot,
            seed=self.seed,
            stop=self.watch if left is None else self.watch.until(after_seconds(left * self._share_of_recovery)),
            listener=self.watch.tell,
            value_bound=bound / instance.scale if is_plain else None,
        )

    @property
    def _share_of_recovery(self) -> float:
        return SHARE_IF_LARGE if self.instance.n_people > LARGE else SHARE_OF_RECOVERY

    def _musts(self) -> Proof:
        """The musts alone, by a search that ends with a place for each or a proof that there is none."""
        musts = np.flatnonzero(self.instance.must == 1).astype(np.int32)
        return prove(
            only(self.instance, musts),
            stop=self.watch,
            listener=self.watch.tell,
            seed=self.seed,
            names=_names_of(self.names, musts),
        )

    def _around_musts(self, chosen: Ints, slots: Bytes | None, otherwise: Bytes) -> Bytes:
        """The other wishes around musts that have found their slots."""
        if slots is None:
            return otherwise
        domain = self.instance.domain.copy()
        domain[self.instance.must == 1] = np.uint64(1) << slots.astype(np.uint64)
        return self._placed(replace(self.instance, domain=domain), chosen)


def _places(instance: Instance) -> int:
    """Pairs of meeting and slot: what a proof has to write down."""
    return int(np.bitwise_count(instance.domain).sum())


def only(instance: Instance, wishes: Ints) -> Instance:
    """The instance with these wishes alone, in this order, all of them musts, gaps without limit."""
    place_of = np.full(instance.n_wishes, -1, np.int32)
    place_of[wishes] = np.arange(len(wishes), dtype=np.int32)
    after = place_of[instance.after]
    return replace(
        instance,
        members=np.ascontiguousarray(instance.members[wishes]),
        worth=instance.worth[wishes],
        domain=instance.domain[wishes],
        kind=instance.kind[wishes],
        must=np.ones(len(wishes), np.int8),
        after=np.ascontiguousarray(after[(after >= 0).all(axis=1)]),
        max_gap_spread=NO_SPREAD,
    )


def _names_of(names: Names | None, wishes: Ints) -> Names | None:
    if names is None or not names.meetings:
        return names
    return replace(names, meetings=[names.meetings[i] for i in wishes.tolist()])


def _fair(instance: Instance, fair_to: int) -> Instance:
    """The instance in which everybody wants as many meetings as all shall have before value counts."""
    if fair_to <= 0:
        return instance
    wanted = np.minimum(instance.max_meetings, fair_to)
    return replace(instance, min_meetings=np.maximum(instance.min_meetings, wanted))


def _holds_musts(instance: Instance, slot: Bytes) -> bool:
    return bool((slot[instance.must == 1] >= 0).all())


def _keeps_all(instance: Instance, slot: Bytes) -> bool:
    """Whether a plan of agreed meetings holds them all and shares the gaps as demanded."""
    gaps = gaps_of(busy_of(instance, slot), instance.day_starts)
    return bool((slot >= 0).all()) and (instance.max_gap_spread < 0 or int(np.ptp(gaps)) <= instance.max_gap_spread)
