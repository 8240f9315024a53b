"""The engine: plans meetings, from files or as a library, without any framework.

    from aufwind.engine import Participant, Problem, Slot, Table, Wish, after_seconds, plan_meetings

    plan = plan_meetings(problem, stop=after_seconds(10))

Everything public stands in `__all__`; very large events come as columns (`Instance`, `solve`).
"""

from aufwind.engine.errors import EngineError, Finding, ProblemError, ProblemIsInfeasible, Text
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.result import Meeting, Plan, Unplaced, WorstOff
from aufwind.engine.scheduling.instance import Instance
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.scheduling.solve import Solution, solve
from aufwind.engine.stop import Listener, Progress, Stop, after_rounds, after_seconds, first_of, when_proven

__all__ = [
    "EngineError",
    "Finding",
    "Instance",
    "Listener",
    "Meeting",
    "Participant",
    "Plan",
    "Problem",
    "ProblemError",
    "ProblemIsInfeasible",
    "Progress",
    "Slot",
    "Solution",
    "Stop",
    "Table",
    "Text",
    "Unplaced",
    "Wish",
    "WorstOff",
    "after_rounds",
    "after_seconds",
    "first_of",
    "plan_meetings",
    "solve",
    "when_proven",
]
