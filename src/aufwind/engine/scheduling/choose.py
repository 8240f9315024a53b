"""Which wishes: a set of greatest value that nobody's places, no limit and no number of tables forbids.

Slots come later (`place.py`): the bound holds for every plan, and the choice can nearly always be placed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.scheduling.bound import HIGHEST_BONUS, meetings_of, relax
from aufwind.engine.scheduling.certificate import PRICE_SCALE, Certificate, Floor, certified_bound
from aufwind.engine.scheduling.rounding import rounded
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from aufwind.engine.scheduling.bound import Relaxed
    from aufwind.engine.scheduling.instance import Instance, Ints, Longs
    from aufwind.engine.scheduling.network import Goes
    from aufwind.engine.stop import Listener, Stop


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Wishes chosen to be placed.

    Attributes:
        chosen: Ids of wishes, musts first, then by falling worth.
        worth: Sum of their worths.
        bound: No plan that keeps what the certificate claims (as many musts as these, minimums as far) is worth
            more; for a plan that keeps less see `certificate_for`.
        certificate: Proves the bound (`certified_bound`), and starts the next choice (`choose(…, warm=…)`).
        is_optimal: Whether the relaxation was solved to the end; otherwise the bound is valid, but weaker.
    """

    chosen: Ints
    worth: int
    bound: int
    certificate: Certificate
    is_optimal: bool


def choose(
    instance: Instance,
    *,
    warm: Certificate | None = None,
    stop: Stop | None = None,
    listener: Listener | None = None,
) -> Selection:
    """The set of wishes of greatest value, slots aside, with a certified bound.

    Args:
        instance: What is to be planned. Musts are chosen first, `min_meetings` come next, then value.
        warm: Certificate of a similar instance with the same units: quicker, same bound.
        stop: Asked between phases of the flow; what is found so far is rounded and returned.
        listener: Told after every phase, stage "choose".

    Returns:
        The selection; for an instance without wishes an empty one of worth and bound 0.

    Method: exact half-integral b-matching (`native/flow.c`), alternately rounded along trails of halves.
    Cost: about 5 µs per wish.
    """
    relaxed = relax(instance, minimum_floors(instance), warm=warm, goes=goes_on(stop, listener))
    return selected(instance, relaxed)


def selected(instance: Instance, relaxed: Relaxed) -> Selection:
    """The best whole choice made of the fractional ones."""
    choices = [rounded(instance, replace(relaxed, halves=halves)) for halves in (relaxed.halves, *relaxed.also)]
    chosen = max(choices, key=lambda wishes: _rank(instance, wishes, relaxed.certificate))
    certificate = certificate_for(instance, relaxed.certificate, chosen)
    kept = certificate is relaxed.certificate
    return Selection(
        in_order(instance, chosen),
        int(instance.worth[chosen].sum()),
        relaxed.bound if kept else certified_bound(instance, certificate),
        certificate,
        is_optimal=relaxed.is_optimal,
    )


def certificate_for(instance: Instance, certificate: Certificate, held: Ints | Longs) -> Certificate:
    """A certificate that also bounds plans which hold no more musts and keep no more floors than `held` does.

    The best choice before slots may hold musts or minimums that no plan can; what it proves then says nothing about
    plans that do without them, and these may be worth more. Ask again with the wishes that were placed.

    Args:
        instance: What is planned.
        certificate: Of a `Selection` of the same instance.
        held: Ids of the wishes that are held.

    Returns:
        The same certificate where `held` keeps all it claims; else one without floors, or without musts as well.

    Cost: O(wishes), or once or twice `choose` where something was not kept.
    """
    if _keeps(instance, certificate, held):
        return certificate
    without = relax(instance, ()).certificate
    if _keeps(instance, without, held):
        return without
    return relax(replace(instance, must=np.zeros_like(instance.must)), ()).certificate


def _keeps(instance: Instance, certificate: Certificate, held: Ints | Longs) -> bool:
    taken = np.zeros(instance.n_wishes, np.int8)
    taken[held] = 1
    meetings = meetings_of(instance, taken)[: instance.n_people]
    floors = certificate.floors
    return int(instance.must[held].sum()) >= certificate.musts and all(
        int(np.minimum(meetings, floor.meetings).sum()) >= floor.reached for floor in floors
    )


def _rank(instance: Instance, chosen: Longs, certificate: Certificate) -> int:
    """Worth with all bonuses, to compare choices by."""
    taken = np.zeros(instance.n_wishes, np.int8)
    taken[chosen] = 1
    held = meetings_of(instance, taken)[: instance.n_people]
    bonus = certificate.must_bonus * int(instance.must[chosen].sum())
    bonus += sum(floor.bonus * int(np.minimum(held, floor.meetings).sum()) for floor in certificate.floors)
    return bonus + certificate.scale * int(instance.worth[chosen].sum())


def in_order(instance: Instance, chosen: Longs) -> Ints:
    """Wishes, musts first, then by falling worth, then by id."""
    order = np.lexsort((chosen, -instance.worth[chosen], -instance.must[chosen]))
    return chosen[order].astype(np.int32)


def minimum_floors(instance: Instance) -> tuple[Floor, ...]:
    """The floor of everybody's own minimum, dearer than all value together; none where nobody has one."""
    if not (instance.min_meetings > 0).any():
        return ()
    value = int(instance.worth[instance.domain != 0].sum()) + 1
    return (Floor(instance.min_meetings, min(PRICE_SCALE * value, HIGHEST_BONUS >> 8), 0),)


def goes_on(stop: Stop | None, listener: Listener | None) -> Goes:
    """Asks `stop` and tells `listener` between the phases of a flow."""

    def goes(phase: int, _left: int, /) -> bool:
        progress = Progress("choose", phase, 0.0, None, None, None)
        if listener is not None:
            listener(progress)
        return stop is None or not stop(progress)

    return goes
