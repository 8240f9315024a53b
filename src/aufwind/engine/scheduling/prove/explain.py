"""Which rules contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.scheduling.prove.contradiction import Contradiction
from aufwind.engine.scheduling.prove.cores import trimmed
from aufwind.engine.scheduling.prove.model import Model
from aufwind.engine.scheduling.prove.oracle import Oracle
from aufwind.engine.scheduling.prove.reduce import task_of

if TYPE_CHECKING:
    from aufwind.engine.scheduling.instance import Instance
    from aufwind.engine.scheduling.prove.model import Rule

EXPLAINING = 20_000
"""Conflicts spent on naming the rules, after the contradiction is proven."""

TRIMMING = 200
"""Conflicts spent on each attempt to leave a rule out."""


def explained(instance: Instance) -> Contradiction:
    """Which rules contradict each other, as few as cheap questions show; none named where they show nothing.

    Args:
        instance: Proven to have no plan.
    """
    task = task_of(instance)
    rules = _core(Model(task, explains=True))
    meetings = dict.fromkeys(m for kind, n in rules if kind == "order" for m in task.after[n])
    return Contradiction(
        "search",
        meetings=tuple(meetings),
        units=tuple(n for kind, n in rules if kind == "unit"),
        slots=tuple(n for kind, n in rules if kind == "tables"),
        spread=("spread", 0) in rules,
    )


def _core(model: Model) -> list[Rule]:
    oracle = Oracle(model.clauses.rows)
    names = {literal: rule for rule, literal in model.rules.items()}
    if oracle.ask(list(names), conflicts=EXPLAINING) is not False:
        return []
    return sorted(names[literal] for literal in trimmed(oracle.core(), oracle, conflicts=TRIMMING))
