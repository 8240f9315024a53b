"""When a search ends: small objects that are asked between improvements, and can be combined.

stop = first_of(after_seconds(10), after_rounds(500), when_proven())
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search stands.

    Attributes:
        stage: What is being done: "bound", "choose", "place", "gaps", "prove", "done".
        rounds: Rounds done so far; the same seed and rounds give the same plan on every machine.
        value: Best value found.
        value_bound: No plan is worth more; None until known.
        gaps: Gaps of the best plan; None until everything is placed.
        gaps_bound: None until known.
    """

    stage: str
    rounds: int
    value: float
    value_bound: float | None
    gaps: int | None
    gaps_bound: int | None

    @property
    def is_proven(self) -> bool:
        """Whether both the value and the gaps have met their bound."""
        return (
            self.value_bound is not None
            and self.gaps is not None
            and self.value >= self.value_bound - 1e-9
            and self.gaps == self.gaps_bound
        )


class Stop(Protocol):
    """Asked between improvements; the best plan so far is returned once it says yes."""

    def __call__(self, progress: Progress, /) -> bool:
        """Whether to stop now."""
        ...

    @property
    def seconds_left(self) -> float | None:
        """Wall seconds until this rule stops for certain; None: time does not matter to it."""
        ...


Listener = Callable[[Progress], None]
"""Told after every round; must be quick."""


class after_seconds:  # noqa: N801 -- reads as a phrase where it is used
    """Stop when `seconds` of wall time have passed since this object was made."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def __call__(self, _progress: Progress, /) -> bool:
        return self._clock() >= self._end

    @property
    def seconds_left(self) -> float | None:
        return max(0.0, self._end - self._clock())


@dataclass(frozen=True, slots=True)
class after_rounds:  # noqa: N801
    """Stop after `rounds` rounds, on any machine with the same plan."""

    rounds: int

    def __call__(self, progress: Progress, /) -> bool:
        return progress.rounds >= self.rounds

    @property
    def seconds_left(self) -> float | None:
        return None


@dataclass(frozen=True, slots=True)
class when_proven:  # noqa: N801
    """Stop as soon as no plan can be better."""

    def __call__(self, progress: Progress, /) -> bool:
        return progress.is_proven

    @property
    def seconds_left(self) -> float | None:
        return None


class first_of:  # noqa: N801
    """Stop as soon as one of `rules` says so."""

    def __init__(self, *rules: Stop) -> None:
        self._rules = rules

    def __call__(self, progress: Progress, /) -> bool:
        return any(rule(progress) for rule in self._rules)

    @property
    def seconds_left(self) -> float | None:
        left = [seconds for rule in self._rules if (seconds := rule.seconds_left) is not None]
        return min(left, default=None)
