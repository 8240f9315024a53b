"""The search on columns: bound, choose, place, cut gaps, prove."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.choose import choose
from aufwind.engine.scheduling.fair import choose_fair
from aufwind.engine.scheduling.first_come import first_come
from aufwind.engine.scheduling.instance import UNPLACED, gaps_of
from aufwind.engine.scheduling.prove import prove
from aufwind.engine.scheduling.watch import Watch
from aufwind.engine.stop import after_seconds, first_of, when_proven

if TYPE_CHECKING:
    from aufwind.engine.errors import Finding
    from aufwind.engine.scheduling.instance import Instance, Ints, Masks
    from aufwind.engine.scheduling.prove import Names
    from aufwind.engine.stop import Listener, Stop

USUAL_SECONDS = 10.0


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


def busy_of(instance: Instance, slot: Ints) -> Masks:
    """The slots in which each person meets, as a set. Cost: O(wishes · members)."""
    placed = np.flatnonzero(slot >= 0)
    bits = np.uint64(1) << slot[placed].astype(np.uint64)
    busy = np.zeros(instance.n_units, np.uint64)
    for column in instance.members[placed].T:
        np.bitwise_or.at(busy, column[column >= 0], bits[column >= 0])
    return busy[: instance.n_people]


def solution_of(instance: Instance, slot: Ints) -> Solution:
    """What placed wishes are worth, beside the plainest bounds: every wish that can be, and no gap."""
    return Solution(
        slot=slot,
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
    if instance.n_wishes and instance.is_agreed:
        return _agreed(instance, watch, seed, names)
    chosen, bound = _chosen(instance, watch, fair_to)
    if relaxed is not None:
        bound = choose(relaxed, stop=watch).bound
    return _wished(instance, chosen, bound, watch, seed, names)


def _agreed(instance: Instance, watch: Watch, seed: int, names: Names | None) -> Solution:
    """All meetings, fewest gaps."""
    everything = np.arange(instance.n_wishes, dtype=np.int32)
    found = _placed(instance, everything, watch, seed)
    total = int(instance.worth.sum())
    watch.know(value=0, bound=total)
    start = found.slot.astype(np.int8) if _keeps_all(instance, found.slot) else None
    proof = prove(instance, start=start, stop=watch, listener=watch.tell, seed=seed, names=names)
    if proof.infeasible is not None:
        return replace(found, infeasible=proof.infeasible)
    slot = found.slot if proof.slot is None else proof.slot.astype(np.int32)
    return replace(solution_of(instance, slot), value_bound=total, gaps_bound=proof.gaps_bound)


def _chosen(instance: Instance, watch: Watch, fair_to: int) -> tuple[Ints, int]:
    """The wishes worth most, the worst-off first where that is asked for, and the bound of such plans."""
    if fair_to > 0:
        selection = choose_fair(instance, fair_to, stop=watch, listener=watch.tell).selection
    else:
        selection = choose(instance, stop=watch, listener=watch.tell)
    return selection.chosen, selection.bound


def _wished(instance: Instance, chosen: Ints, bound: int, watch: Watch, seed: int, names: Names | None) -> Solution:
    """The chosen wishes in slots, then fewer gaps."""
    watch.know(value=0, bound=bound)
    found = _placed(instance, chosen, watch, seed)
    if not (found.slot[instance.must == 1] >= 0).all():
        found = _with_musts(instance, chosen, watch, seed, names)
    return replace(found, value_bound=max(bound, found.value))


def _with_musts(instance: Instance, chosen: Ints, watch: Watch, seed: int, names: Names | None) -> Solution:
    """Musts first, by search, where placing everything at once left some out."""
    musts = np.flatnonzero(instance.must == 1).astype(np.int32)
    proof = prove(only(instance, musts), stop=watch, listener=watch.tell, seed=seed, names=names)
    if proof.slot is None:
        return replace(_placed(instance, chosen, watch, seed), infeasible=proof.infeasible)
    domain = instance.domain.copy()
    domain[musts] = np.uint64(1) << proof.slot.astype(np.uint64)
    return _placed(replace(instance, domain=domain), chosen, watch, seed)


def only(instance: Instance, wishes: Ints) -> Instance:
    """The instance with these wishes alone, in this order, all of them musts, gaps without limit."""
    place = np.full(instance.n_wishes, -1, np.int32)
    place[wishes] = np.arange(len(wishes), dtype=np.int32)
    after = place[instance.after]
    return replace(
        instance,
        members=np.ascontiguousarray(instance.members[wishes]),
        worth=instance.worth[wishes],
        domain=instance.domain[wishes],
        kind=instance.kind[wishes],
        must=np.ones(len(wishes), np.int8),
        after=np.ascontiguousarray(after[(after >= 0).all(axis=1)]),
        max_gap_spread=-1,
    )


def _placed(instance: Instance, chosen: Ints, watch: Watch, seed: int) -> Solution:
    _ = watch, seed
    return solution_of(instance, first_come(instance, chosen))


def _keeps_all(instance: Instance, slot: Ints) -> bool:
    """Whether a plan of agreed meetings holds them all and shares the gaps as demanded."""
    gaps = gaps_of(busy_of(instance, slot), instance.day_starts)
    return bool((slot >= 0).all()) and (instance.max_gap_spread < 0 or int(np.ptp(gaps)) <= instance.max_gap_spread)
