"""The plan as JSON: what `aufwind plan -o PLAN.json` writes, and what reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.files.strict_json import in_lines

if TYPE_CHECKING:
    from aufwind.engine.result import Plan


def plan_to_json(plan: Plan) -> str:
    """The plan as JSON text in the format `schema/plan.json`."""
    worst = plan.worst_off
    whole = {
        "meetings": [
            {"wish": m.wish, "slot": m.slot, "table": m.table, "people": list(m.people)} for m in plan.meetings
        ],
        "unplaced": [{"wish": u.wish, "reason": u.reason._asdict()} for u in plan.unplaced],
        "value": plan.value,
        "value_bound": plan.value_bound,
        "gaps": plan.gaps,
        "gaps_bound": plan.gaps_bound,
        "gap_spread": plan.gap_spread,
        "worst_off": worst and {"participant": worst.participant, "meetings": worst.meetings},
        "binding": [text._asdict() for text in plan.binding],
        "proven": plan.proven,
        "seconds": plan.seconds,
        "seed": plan.seed,
        "version": plan.version,
    }
    return in_lines(whole)
