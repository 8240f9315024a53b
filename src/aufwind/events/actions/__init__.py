"""Everything that can happen to an event: one file per noun."""

from aufwind.events.actions.events import enter_event
from aufwind.events.actions.plans import fail_plan, publish_plan, start_plan, store_plan
from aufwind.events.actions.repairs import repair, take_back
from aufwind.events.actions.roster import keep_draft, replace_roster

__all__ = [
    "enter_event",
    "fail_plan",
    "keep_draft",
    "publish_plan",
    "repair",
    "replace_roster",
    "start_plan",
    "store_plan",
    "take_back",
]
