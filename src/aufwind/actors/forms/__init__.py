"""What people type into the register's pages, made clean: one file per form."""

from aufwind.actors.forms.consent import ConsentForm
from aufwind.actors.forms.day import DayForm
from aufwind.actors.forms.entry import EntryForm
from aufwind.actors.forms.join import JoinForm
from aufwind.actors.forms.listing import ListingForm
from aufwind.actors.forms.new import NewEntryForm
from aufwind.actors.forms.places import place_names
from aufwind.actors.forms.search import asked_from
from aufwind.actors.forms.tie import TieForm
from aufwind.actors.forms.wording import WordingForm

__all__ = [
    "ConsentForm",
    "DayForm",
    "EntryForm",
    "JoinForm",
    "ListingForm",
    "NewEntryForm",
    "TieForm",
    "WordingForm",
    "asked_from",
    "place_names",
]
