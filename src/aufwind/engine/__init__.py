"""The engine: says who should meet, and plans meetings, from files or as a library, without any framework.

    from aufwind.engine import Entry, Profile, match_profiles

    matches = match_profiles([Profile("museum", needs=(Entry("1", "Loom wanted"),)), …], per_profile=10)

    from aufwind.engine import Participant, Problem, Slot, Table, Wish, after_seconds, plan_meetings, verify

    plan = plan_meetings(problem, stop=after_seconds(10))
    assert verify(problem, plan) == []

Everything public stands in `__all__` and is loaded when it is first asked for: whoever only needs a value does not wait
for the planner; very large events come as columns (`Instance`, `solve`).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.errors import EngineError, Finding, ProblemError, ProblemIsInfeasible, Text
    from aufwind.engine.matching.match import match_profiles, matches_in
    from aufwind.engine.matching.matches import Match, Matches
    from aufwind.engine.matching.partners import partners_for, partners_for_needs
    from aufwind.engine.matching.pool import Pool, pool_of
    from aufwind.engine.matching.profile import Answer, Entry, Profile
    from aufwind.engine.matching.score import Weights
    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
    from aufwind.engine.result import Meeting, Plan, Unplaced, WorstOff
    from aufwind.engine.scheduling.changes import (
        Changes,
        Late,
        Leaves,
        NoShow,
        SlotMoved,
        Substitute,
        TableLost,
        WalkIn,
    )
    from aufwind.engine.scheduling.check import check
    from aufwind.engine.scheduling.day import RepairedPlan, repair_plan
    from aufwind.engine.scheduling.groups import GroupPlan, mix_groups
    from aufwind.engine.scheduling.instance import Instance
    from aufwind.engine.scheduling.plan import plan_meetings, self_booked
    from aufwind.engine.scheduling.solve import Solution, solve
    from aufwind.engine.scheduling.verify import verify
    from aufwind.engine.stop import Listener, Progress, Stop, after_rounds, after_seconds, first_of, when_proven

_HOMES = {
    "errors": ("EngineError", "Finding", "ProblemError", "ProblemIsInfeasible", "Text"),
    "matching.match": ("match_profiles", "matches_in"),
    "matching.matches": ("Match", "Matches"),
    "matching.partners": ("partners_for", "partners_for_needs"),
    "matching.pool": ("Pool", "pool_of"),
    "matching.profile": ("Answer", "Entry", "Profile"),
    "matching.score": ("Weights",),
    "problem": ("Participant", "Problem", "Slot", "Table", "Wish"),
    "result": ("Meeting", "Plan", "Unplaced", "WorstOff"),
    "scheduling.changes": (
        "Changes",
        "Late",
        "Leaves",
        "NoShow",
        "SlotMoved",
        "Substitute",
        "TableLost",
        "WalkIn",
    ),
    "scheduling.check": ("check",),
    "scheduling.day": ("RepairedPlan", "repair_plan"),
    "scheduling.groups": ("GroupPlan", "mix_groups"),
    "scheduling.instance": ("Instance",),
    "scheduling.plan": ("plan_meetings", "self_booked"),
    "scheduling.solve": ("Solution", "solve"),
    "scheduling.verify": ("verify",),
    "stop": ("Listener", "Progress", "Stop", "after_rounds", "after_seconds", "first_of", "when_proven"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """What is public, from the module it lives in."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


__all__ = [
    "Answer",
    "Changes",
    "EngineError",
    "Entry",
    "Finding",
    "GroupPlan",
    "Instance",
    "Late",
    "Leaves",
    "Listener",
    "Match",
    "Matches",
    "Meeting",
    "NoShow",
    "Participant",
    "Plan",
    "Pool",
    "Problem",
    "ProblemError",
    "ProblemIsInfeasible",
    "Profile",
    "Progress",
    "RepairedPlan",
    "Slot",
    "SlotMoved",
    "Solution",
    "Stop",
    "Substitute",
    "Table",
    "TableLost",
    "Text",
    "Unplaced",
    "WalkIn",
    "Weights",
    "Wish",
    "WorstOff",
    "after_rounds",
    "after_seconds",
    "check",
    "first_of",
    "match_profiles",
    "matches_in",
    "mix_groups",
    "partners_for",
    "partners_for_needs",
    "plan_meetings",
    "pool_of",
    "repair_plan",
    "self_booked",
    "solve",
    "verify",
    "when_proven",
]
