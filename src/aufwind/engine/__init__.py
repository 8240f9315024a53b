"""The engine: plans meetings, from files or as a library, without any framework.

    from aufwind.engine import Participant, Problem, Slot, Table, Wish, after_seconds, plan_meetings, verify

    plan = plan_meetings(problem, stop=after_seconds(10))
    assert verify(problem, plan) == []

Everything public stands in `__all__`; very large events come as columns (`Instance`, `solve`).
"""

from aufwind.engine.errors import EngineError, Finding, ProblemError, ProblemIsInfeasible, Text
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
from aufwind.engine.scheduling.instance import Instance
from aufwind.engine.scheduling.plan import plan_meetings, self_booked
from aufwind.engine.scheduling.solve import Solution, solve
from aufwind.engine.scheduling.verify import verify
from aufwind.engine.stop import Listener, Progress, Stop, after_rounds, after_seconds, first_of, when_proven

__all__ = [
    "Changes",
    "EngineError",
    "Finding",
    "Instance",
    "Late",
    "Leaves",
    "Listener",
    "Meeting",
    "NoShow",
    "Participant",
    "Plan",
    "Problem",
    "ProblemError",
    "ProblemIsInfeasible",
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
    "Wish",
    "WorstOff",
    "after_rounds",
    "after_seconds",
    "check",
    "first_of",
    "plan_meetings",
    "repair_plan",
    "self_booked",
    "solve",
    "verify",
    "when_proven",
]
