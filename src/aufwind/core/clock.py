"""Work that comes round by itself: a table of functions, each run once per period by one of the workers.

    @every(24 * HOUR, name="mail.forget")
    def forget_old_mails() -> None: ...

Periods are counted from 1970 in UTC, so every worker agrees on them without talking. A function must be quick
and harmless to repeat; long work starts a job. What a killed worker left half done, the next period repeats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils import timezone

from aufwind.core.models.jobs import PeriodicRun

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

AnyFunction = TypeVar("AnyFunction", bound=Callable[[], None])


@dataclass(frozen=True, slots=True)
class Periodic:
    """One line of the table: `function` runs once in every `seconds`."""

    name: str
    seconds: int
    function: Callable[[], None]

    def period(self) -> int:
        """Number of the period we are in."""
        return int(timezone.now().timestamp()) // self.seconds


_table: dict[str, Periodic] = {}


def every(seconds: int, *, name: str) -> Callable[[AnyFunction], AnyFunction]:
    """Have a function run once per period.

    Raises:
        ValueError: Another function has this name.
    """

    def register(function: AnyFunction) -> AnyFunction:
        if name in _table:
            raise ValueError(f"Two periodic functions are called {name}.")
        _table[name] = Periodic(name, seconds, function)
        return function

    return register


@dataclass(slots=True)
class Clock:
    """A worker's view of the table; asks the database only when a new period has begun."""

    _seen: dict[str, int] = field(default_factory=dict)

    def step(self, _worker: object = None) -> bool:
        """Run what is due and no other worker took; says whether anything ran."""
        due = [entry for entry in _table.values() if self._seen.get(entry.name) != entry.period()]
        return sum(self._run(entry) for entry in due) > 0

    def _run(self, entry: Periodic) -> bool:
        period = self._seen[entry.name] = entry.period()
        if not _win(entry.name, period):
            return False
        entry.function()
        PeriodicRun.objects.filter(pk=entry.name).update(finished_at=timezone.now())
        return True


def _win(name: str, period: int) -> bool:
    """Whether this worker is the one to run `name` in `period`: one UPDATE decides."""
    PeriodicRun.objects.get_or_create(name=name)
    mine = PeriodicRun.objects.filter(pk=name, period__lt=period)
    return bool(mine.update(period=period, started_at=timezone.now()))
