"""Tables of this context, one file per noun."""

from aufwind.events.models.day import CalendarEntry, DeskOperation
from aufwind.events.models.event import Event, Terms
from aufwind.events.models.grid import Block, ProgrammeItem, Slot, Table
from aufwind.events.models.groups import GroupSeat, Pitch, PitchInterest, Rotation, TableNote
from aufwind.events.models.outcome import Collaboration, Outcome, StageAnswer, Story
from aufwind.events.models.participation import Candidate, GuestListing, Participation, Preference
from aufwind.events.models.plan import Meeting, Plan, Seat
from aufwind.events.models.roster import GuestFile, RosterDraft, Wish

__all__ = [
    "Block",
    "CalendarEntry",
    "Candidate",
    "Collaboration",
    "DeskOperation",
    "Event",
    "GroupSeat",
    "GuestFile",
    "GuestListing",
    "Meeting",
    "Outcome",
    "Participation",
    "Pitch",
    "PitchInterest",
    "Plan",
    "Preference",
    "ProgrammeItem",
    "RosterDraft",
    "Rotation",
    "Seat",
    "Slot",
    "StageAnswer",
    "Story",
    "Table",
    "TableNote",
    "Terms",
    "Wish",
]
