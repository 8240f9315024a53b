"""The plan as JSON: what `aufwind plan -o PLAN.json` writes, and what reads it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.json_values import fields_of, object_in, value_of
from aufwind.engine.files.refusal import Findings
from aufwind.engine.files.shape import Field
from aufwind.engine.files.strict_json import in_lines, parse
from aufwind.engine.result import Meeting, Plan, Unplaced, WorstOff

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_ID = Field("id", is_required=True)
_WHOLE = Field("whole", is_required=True)
_NUMBER = Field("number", is_required=True)
_MEETING = {"wish": _ID, "slot": _ID, "table": _ID, "people": Field("ids", is_required=True)}
_WORST = {"participant": _ID, "meetings": _WHOLE}
_WORDS = {"de": Field("text", is_required=True), "en": Field("text", is_required=True)}
_FIGURES = {
    "value": _NUMBER,
    "value_bound": _NUMBER,
    "gaps": _WHOLE,
    "gaps_bound": _WHOLE,
    "gap_spread": _WHOLE,
    "proven": Field("yes", is_required=True),
    "seconds": _NUMBER,
    "seed": Field("number", is_required=True),
    "version": Field("text", is_required=True),
}


def read_plan_json(content: bytes) -> Plan:
    """The plan a JSON file holds, as `plan_to_json` wrote it; whether it is right says `verify`.

    Raises:
        FileIsRefused: Names every place that does not fit.
    """
    found = Findings()
    whole = object_in(parse(content), "", found) or {}
    lists = ("meetings", "unplaced", "worst_off", "binding")
    figures = fields_of({k: v for k, v in whole.items() if k not in lists}, _FIGURES, "", found)
    meetings = _each(whole, "meetings", _meeting, found)
    unplaced = _each(whole, "unplaced", _unplaced, found)
    binding = _each(whole, "binding", _words, found)
    worst = whole.get("worst_off")
    worst_off = None if worst is None else fields_of(worst, _WORST, "worst_off", found)
    found.refuse_if_any()
    assert figures is not None
    figures["seed"] = int(figures["seed"])
    return Plan(
        meetings=meetings,
        unplaced=unplaced,
        binding=binding,
        worst_off=WorstOff(**worst_off) if worst_off else None,
        **figures,
    )


def _each(
    whole: dict[str, object], name: str, read: Callable[[object, str, Findings], Any], found: Findings
) -> tuple[Any, ...]:
    """The items of a list. Any: meetings, unplaced wishes or texts, as `read` makes them."""
    value = whole.get(name, [])
    if not isinstance(value, list):
        value_of(value, Field("ids"), name, found)
        return ()
    return tuple(read(item, f"{name}[{i}]", found) for i, item in enumerate(value))


def _meeting(value: object, path: str, found: Findings) -> Meeting | None:
    taken = fields_of(value, _MEETING, path, found)
    return None if taken is None else Meeting(**taken)


def _unplaced(value: object, path: str, found: Findings) -> Unplaced | None:
    given = object_in(value, path, found)
    if given is None:
        return None
    reason = _words(given.get("reason"), f"{path}.reason", found)
    taken = fields_of({k: v for k, v in given.items() if k != "reason"}, {"wish": _ID}, path, found)
    return Unplaced(taken["wish"], reason) if taken and reason else None


def _words(value: object, path: str, found: Findings) -> Text | None:
    taken = fields_of(value, _WORDS, path, found)
    return None if taken is None else Text(**taken)


def plan_to_json(plan: Plan) -> str:
    """The plan as JSON text in the format `schema/plan.json`."""
    worst = plan.worst_off
    whole = {
        "meetings": [
            {"wish": m.wish, "slot": m.slot, "table": m.table, "people": list(m.people)} for m in plan.meetings
        ],
        "unplaced": [{"wish": u.wish, "reason": _in_both(u.reason)} for u in plan.unplaced],
        "value": plan.value,
        "value_bound": plan.value_bound,
        "gaps": plan.gaps,
        "gaps_bound": plan.gaps_bound,
        "gap_spread": plan.gap_spread,
        "worst_off": worst and {"participant": worst.participant, "meetings": worst.meetings},
        "binding": [_in_both(text) for text in plan.binding],
        "proven": plan.proven,
        "seconds": plan.seconds,
        "seed": plan.seed,
        "version": plan.version,
    }
    return in_lines(whole)


def _in_both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}
