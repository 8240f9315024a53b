"""Between a search and who started it: one stop, one listener, and what is known so far in both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aufwind.engine.stop import first_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance
    from aufwind.engine.stop import Listener, Progress, Stop


class Watch:
    """A stop for the stages of a search that knows what the stages before it found.

    A stage that cuts gaps does not know the bound of the value; whoever asked for «stop when proven» or
    watches a progress bar needs both. So every progress passes here and is completed.
    """

    def __init__(self, instance: Instance, stop: Stop, listener: Listener | None) -> None:
        self._scale = instance.scale
        self._stop = stop
        self._listener = listener
        self._value = 0.0
        self._bound: float | None = None

    def know(self, *, value: int, bound: int) -> None:
        """From now on every progress has at least this value and this bound, in units of worth."""
        self._value = max(self._value, value / self._scale)
        self._bound = bound / self._scale

    def __call__(self, progress: Progress, /) -> bool:
        return self._stop(self._completed(progress))

    @property
    def seconds_left(self) -> float | None:
        """Of the stop that was given."""
        return self._stop.seconds_left

    def tell(self, progress: Progress) -> None:
        """The listener that was given, told what is known."""
        if self._listener is not None:
            self._listener(self._completed(progress))

    def until(self, *rules: Stop) -> Stop:
        """The same stop, or one of `rules` if that comes first."""
        return first_of(self, *rules)

    def _completed(self, progress: Progress) -> Progress:
        bound = progress.value_bound if self._bound is None else self._bound
        return replace(progress, value=max(progress.value, self._value), value_bound=bound)
