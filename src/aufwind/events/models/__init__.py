"""Tables of this context, one file per noun."""

from aufwind.events.models.event import Event
from aufwind.events.models.plan import Meeting, Plan, Seat
from aufwind.events.models.roster import Participation, RosterDraft, Slot, Table, Wish

__all__ = ["Event", "Meeting", "Participation", "Plan", "RosterDraft", "Seat", "Slot", "Table", "Wish"]
