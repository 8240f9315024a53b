"""Fewer gaps: moves meetings between slots, never loses one."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Protocol

import numpy as np

from aufwind.engine.native import kernel, pointer
from aufwind.engine.scheduling.blocks import BLOCK_SIZES, LEAST_PEOPLE, blocks_of, parts, two_at_a_time
from aufwind.engine.scheduling.board import Board
from aufwind.engine.scheduling.instance import gaps_of
from aufwind.engine.stop import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from aufwind.engine.scheduling.blocks import Part
    from aufwind.engine.scheduling.instance import Bytes, Instance, Ints
    from aufwind.engine.stop import Listener, Stop

NO_SPREAD = -1

_ROUNDS = 24
"""Steps of a pass; each is a little colder than the one before."""

_AT_ONCE = 200_000
"""Chains tried between two looks at the clock: at most about 0.1 s."""

_TRIES = 150
"""Chains tried per person in the first pass; each pass tries twice as many as the one before."""

_PASSES = 12
_MOST_DOUBLINGS = 5
_GIVE_UP = 6
"""Passes in a row that won nothing."""
_HOTTEST, _COLDEST, _REHEATED = 7.0, 11.0, 8.0
"""Bits of improbability of one gap more: 2^-7 at the start of the first pass, 2^-8 of later ones."""

_REFINED = 9.0
"""Where blocks are joined again, so that what they won is kept."""

_BLOCK_PASSES = 2

_LEAST_TRIES = 20_000
"""Per pass, so that a handful of people is not given up after a millisecond."""

_SIXTEENTHS = tuple(round(2 ** (32 - k / 16)) for k in range(16))
"""2^32 · 2^(-k/16), so that the heat of a round is an integer, the same on every machine."""


class CutterLike(Protocol):
    """A schedule whose gaps can be cut; native and plain."""

    cost: int
    floor: int

    def cut(self, tries: int, goal: int, heat: int) -> int:
        """Try about so many chains at this heat (probability of one gap more, times 2^32); the cost then."""

    def slots(self) -> Bytes:
        """Where the meetings are now."""


class _Struct(ctypes.Structure):
    """`Gaps` of native/gaps.c."""

    _fields_ = [
        *((name, ctypes.c_void_p) for name in ("board", "partner", "first", "mine", "pattern")),
        *((name, ctypes.c_void_p) for name in ("least", "hot", "place")),
        ("day_starts", ctypes.c_uint64),
        *((name, ctypes.c_int64) for name in ("cost", "floor", "tries")),
        *((name, ctypes.c_int32) for name in ("n_hot", "spread")),
    ]


class Cutter:
    """The compiled cutter of native/gaps.c with its arrays."""

    def __init__(self, instance: Instance, slot: Bytes, spread: int, seed: int) -> None:
        library, place = kernel("gaps"), kernel("place")
        if library is None or place is None:
            raise RuntimeError("this platform has no compiled kernels: use PlainCutter")
        self._library = library
        library.gaps_cut.restype = ctypes.c_int64
        self._board = Board(instance, slot)
        place.place_load(self._board.pointer)
        units, pairs = instance.n_units + 1, instance.members.shape[1] == 2
        self._kept: list[npt.NDArray[np.generic]] = [
            np.empty((instance.n_slots, units) if pairs else 0, np.int32),
            np.empty(units, np.int32),
            np.empty(2 * int((slot >= 0).sum()) if pairs else 0, np.int32),
            np.empty((units, 2), np.uint64),
            np.empty(instance.n_people, np.uint8),
            np.empty(instance.n_people, np.int32),
            np.empty(instance.n_people, np.int32),
        ]
        at = [array.ctypes.data for array in self._kept]
        self._struct = _Struct(self._board.pointer, *at, instance.day_starts, 0, 0, 0, 0, spread)
        self._seed = np.array([seed], np.uint64)
        library.gaps_load(ctypes.byref(self._struct))
        self.cost, self.floor = int(self._struct.cost), int(self._struct.floor)

    def cut(self, tries: int, goal: int, heat: int) -> int:
        sizes = (ctypes.c_int64(tries), ctypes.c_int64(goal), ctypes.c_uint32(heat))
        self.cost = int(self._library.gaps_cut(ctypes.byref(self._struct), *sizes, pointer(self._seed)))
        return self.cost

    def blocks(self, size: int) -> Ints:
        """(n_units,) block of each unit, so many in each, who mostly meet each other."""
        n_held = int((self._board.slot >= 0).sum())
        return blocks_of(self._library, ctypes.byref(self._struct), len(self._board.held), n_held, size)

    def slots(self) -> Bytes:
        self._library.gaps_store(ctypes.byref(self._struct))
        return self._board.slot.copy()


def cut_gaps(
    instance: Instance,
    slot: Bytes,
    *,
    seed: int = 0,
    stop: Stop,
    listener: Listener | None = None,
    goal: int = 0,
    spread: int = NO_SPREAD,
) -> Bytes:
    """The same meetings in slots that leave fewer gaps.

    Args:
        instance: What is planned; `day_starts` says where a gap ends with its day.
        slot: (n_wishes,) a valid schedule; it stays valid, and no meeting comes or goes.
        seed: The same seed and number of rounds give the same slots on every machine.
        stop: Asked between rounds of at most some tenths of a second.
        listener: Told after each round.
        goal: No schedule of these meetings has fewer gaps; the search ends there, or where everybody has as
            few as her open slots allow.
        spread: See `Problem.max_gap_spread`; each gap of a person beyond so many counts as eleven. -1: no limit.

    Returns:
        (n_wishes,) slots of the best schedule seen, never with a higher cost than `slot`.

    Method: annealed Kempe chains, pair of slots by pair of slots, started by people with gaps; passes of
    doubling length from warm to cold (native/gaps.c); events of 10,000 people and more first in blocks, on two
    threads. Cost: 2 to 10 million chains a second.
    """
    cutter = _cutter(instance, slot, spread, seed)
    value = float(instance.worth[slot >= 0].sum() / instance.scale)
    least = max(goal, cutter.floor)
    done = 0
    for size in BLOCK_SIZES:
        state = None
        for state in _in_blocks(instance, slot, cutter, spread=spread, seed=seed + done, size=size):
            done += 1
            progress = Progress("gaps", done, value, None, state.now, least)
            if listener is not None:
                listener(progress)
            if stop(progress):
                return state.slots()
        if state is None:
            break
        slot = state.slots()
        cutter = _cutter(instance, slot, spread, seed)
    best_cost, best = cutter.cost, slot
    worse = 0
    for rounds, (tries, heat, is_last) in enumerate(_schedule(instance.n_people, again=done > 0), start=done + 1):
        if best_cost <= least:
            break
        cost = cutter.cut(tries, goal, heat)
        if cost <= least or is_last or stop(Progress("gaps", rounds, value, None, best_cost, least)):
            worse = 0 if cost < best_cost else worse + 1
            if cost < best_cost:
                best_cost, best = cost, cutter.slots()
        progress = Progress("gaps", rounds, value, None, min(cost, best_cost), least)
        if listener is not None:
            listener(progress)
        if stop(progress) or worse == _GIVE_UP:
            break
    return best


class _Blocks:
    """The event block by block: what each has come to."""

    def __init__(self, whole: Bytes, parts: list[Part], cost: int, spread: int, seed: int) -> None:
        self._whole, self._start = whole, cost
        self.runs = [_Run(part, spread, seed + k) for k, part in enumerate(parts)]

    @property
    def now(self) -> int:
        """Cost of the whole event: nobody belongs to two blocks."""
        return self._start - sum(run.won for run in self.runs)

    def slots(self) -> Bytes:
        """The whole event, each block as good as it was at its best."""
        whole = self._whole.copy()
        for run in self.runs:
            whole[run.part.wishes] = run.best
        return whole


class _Run:
    """The passes of one block."""

    def __init__(self, part: Part, spread: int, seed: int) -> None:
        self.part, self.best, self.won = part, part.slot, 0
        self._spread, self._seed = spread, seed
        self._cutter: Cutter | None = None
        self._cost = 0
        self._steps = _schedule(part.instance.n_people, passes=_BLOCK_PASSES)

    def step(self) -> bool:
        """One round; False after the last."""
        if self._cutter is None:
            self._cutter = Cutter(self.part.instance, self.part.slot, self._spread, self._seed)
            self._cost = self._cutter.cost
        tries, heat, is_last = next(self._steps, (0, 0, True))
        cost = self._cutter.cut(tries, 0, heat)
        goes_on = tries > 0 and cost > self._cutter.floor
        if (is_last or not goes_on) and cost < self._cost - self.won:
            self.won, self.best = self._cost - cost, self._cutter.slots()
        if not goes_on:
            self._cutter = None  # its memory is the next block's
        return goes_on


def _in_blocks(
    instance: Instance, slot: Bytes, cutter: CutterLike, *, spread: int, seed: int, size: int
) -> Iterator[_Blocks]:
    """Cut the gaps of a large event block by block, where it falls into blocks; the state after each round."""
    if instance.n_people < LEAST_PEOPLE or instance.n_units > instance.n_people or not isinstance(cutter, Cutter):
        return
    if instance.members.shape[1] != 2:
        return
    shares = parts(instance, slot, cutter.blocks(size))
    state = _Blocks(slot, shares, cutter.cost, spread, seed)
    for _ in two_at_a_time([run.step for run in state.runs]):
        yield state


def _schedule(n_people: int, *, passes: int = _PASSES, again: bool = False) -> Iterator[tuple[int, int, bool]]:
    """For each round: chains to try, heat, whether it ends a pass. `again`: the schedule is good already."""
    for number in range(passes):
        tries = max(_LEAST_TRIES, _TRIES * n_people) << min(number, _MOST_DOUBLINGS)
        warm = _REFINED if again else _REHEATED if number else _HOTTEST
        for k in range(_ROUNDS):
            heat = heat_of(round(16 * (warm + (_COLDEST - warm) * k / (_ROUNDS - 1))))
            parts = 1 + tries // (_ROUNDS * _AT_ONCE)
            for part in range(parts):
                yield tries // (_ROUNDS * parts), heat, k == _ROUNDS - 1 and part == parts - 1


def heat_of(sixteenths: int) -> int:
    """2^32 · 2^(-sixteenths/16), rounded down: an integer, the same on every machine."""
    return _SIXTEENTHS[sixteenths % 16] >> sixteenths // 16


def _cutter(instance: Instance, slot: Bytes, spread: int, seed: int) -> CutterLike:
    if kernel("gaps") is not None and kernel("place") is not None:
        return Cutter(instance, slot, spread, seed)
    from aufwind.engine.scheduling.plain_gaps import PlainCutter  # noqa: PLC0415 -- seldom needed

    return PlainCutter(instance, slot, spread, seed)


def gaps_total(instance: Instance, slot: Bytes) -> int:
    """Gaps of all people in a schedule. Cost: a few passes over the meetings."""
    held = np.flatnonzero(slot >= 0)
    busy = np.zeros(instance.n_units, np.uint64)
    for column in instance.members[held].T:
        there = column >= 0
        np.bitwise_or.at(busy, column[there], np.uint64(1) << slot[held][there].astype(np.uint64))
    return int(gaps_of(busy[: instance.n_people], instance.day_starts).sum())
