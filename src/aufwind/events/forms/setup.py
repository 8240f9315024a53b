"""Setting an event up: one small form for each part."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Place
from aufwind.events.enums import Format
from aufwind.projects.models import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from aufwind.events.actions.grid import Piece
    from aufwind.events.models import Event

MOST_TABLES = 400
KINDS = ("quiet", "step-free", "online")


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _moment(*, label: Any, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, required=required, input_formats=["%Y-%m-%dT%H:%M"])


class NewEventForm(forms.Form):
    """One short page: from which format or which earlier event, what it is called, when and where."""

    start_from = forms.ChoiceField(label=_("Begin with"))
    title_de = forms.CharField(label=_("title in German"), max_length=300)
    title_en = forms.CharField(label=_("title in English"), max_length=300)
    day = forms.DateField(label=_("Day"), widget=_day())
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    place = forms.ModelChoiceField(Place.objects.all(), label=_("Place"), required=False)
    project = forms.ModelChoiceField(Project.objects.all(), label=_("Project"), required=False)

    def __init__(self, data: Any, *, earlier: QuerySet[Event]) -> None:
        super().__init__(data)
        self._earlier = {f"event-{event.pk}": event for event in earlier[:30]}
        field = self.fields["start_from"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(_("A format")), Format.choices),
            (str(_("An earlier event")), [(key, str(event)) for key, event in self._earlier.items()]),
        ]

    @property
    def earlier(self) -> Event | None:
        """The event to clone, where one was chosen."""
        return self._earlier.get(self.cleaned_data["start_from"])


class BasicsForm(forms.Form):
    """What it is and for whom, in both languages."""

    title_de = forms.CharField(label=_("title in German"), max_length=300)
    title_en = forms.CharField(label=_("title in English"), max_length=300)
    criterion_de = forms.CharField(label=_("who shall meet, in German"), max_length=300, required=False)
    criterion_en = forms.CharField(label=_("who shall meet, in English"), max_length=300, required=False)
    summary_de = forms.CharField(label=_("text in German"), widget=forms.Textarea(attrs={"rows": 5}), required=False)
    summary_en = forms.CharField(label=_("text in English"), widget=forms.Textarea(attrs={"rows": 5}), required=False)
    venue = forms.CharField(label=_("Venue"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("contact"), max_length=120, required=False)
    contact_email = forms.EmailField(label=_("e-mail of the contact"), required=False)
    counts_for = forms.CharField(label=_("budget line or indicator"), max_length=120, required=False)


class SidesForm(forms.Form):
    """Up to four sides, and whether people of one side meet each other."""

    only_across = forms.BooleanField(label=_("Only people of different sides meet"), required=False)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data, initial={"only_across": bool(event.pairings)})
        for number in range(4):
            known = event.sides[number] if number < len(event.sides) else {"de": "", "en": ""}
            names = {"number": number + 1}
            for language, label in (("de", _("Side %(number)s in German")), ("en", _("Side %(number)s in English"))):
                self.fields[f"{language}{number}"] = forms.CharField(
                    label=label % names, required=False, max_length=60, initial=known[language]
                )
        self._keys = [side["key"] for side in event.sides]

    @property
    def facts(self) -> dict[str, Any]:
        """Sides and pairings as the event keeps them."""
        said = self.cleaned_data
        sides = [
            {
                "key": self._keys[i] if i < len(self._keys) else f"side-{i + 1}",
                "de": said[f"de{i}"],
                "en": said[f"en{i}"],
            }
            for i in range(4)
            if said[f"de{i}"] or said[f"en{i}"]
        ]
        pairs = [[*pair] for pair in combinations([side["key"] for side in sides], 2)]
        return {"sides": sides, "pairings": pairs if said["only_across"] else []}


class PieceForm(forms.Form):
    """A block or a programme item."""

    title_de = forms.CharField(label=_("in German"), max_length=80)
    title_en = forms.CharField(label=_("in English"), max_length=80)
    starts_at = _moment(label=_("Begins"))
    ends_at = _moment(label=_("Ends"))

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        said = {**self.cleaned_data}
        if said.get("starts_at") and said.get("ends_at") and said["ends_at"] <= said["starts_at"]:
            self.add_error("ends_at", _("It ends before it begins."))
        return said


PieceFormSet = forms.formset_factory(PieceForm, extra=2, can_delete=True, max_num=40, absolute_max=60)


def pieces_of(formset: Any) -> list[Piece]:  # Any: formsets have no type of their own
    """What was filled in and not ticked for deletion, in order of time."""
    rows = [form.cleaned_data for form in formset.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    names = ("title_de", "title_en", "starts_at", "ends_at")
    pieces: list[Piece] = [{name: row[name] for name in names} for row in rows]  # type: ignore[misc]  # names of Piece
    return sorted(pieces, key=lambda piece: piece["starts_at"])


class LengthsForm(forms.Form):
    """How long a meeting is, and the way to the next."""

    minutes = forms.IntegerField(label=_("minutes of a meeting"), min_value=3, max_value=240)
    change = forms.IntegerField(label=_("minutes between meetings"), min_value=0, max_value=60)


class TablesForm(forms.Form):
    """How many tables, and which are special."""

    count = forms.IntegerField(label=_("Number of tables"), min_value=0, max_value=MOST_TABLES)
    seats = forms.IntegerField(label=_("Seats at each"), min_value=2, max_value=30)
    quiet = forms.CharField(label=_("Quiet ones"), required=False, help_text=_("Numbers, such as 1, 4–6."))
    step_free = forms.CharField(label=_("Step-free ones"), required=False)
    online = forms.CharField(label=_("Online"), required=False)

    def clean(self) -> dict[str, Any]:
        """Every special table exists."""
        said = {**self.cleaned_data}
        for name in ("quiet", "step_free", "online"):
            try:
                said[name] = numbers_in(said.get(name, ""))
            except ValueError:
                self.add_error(name, _("Write numbers, such as 1, 4–6."))
                continue
            if said[name] and max(said[name]) > said.get("count", 0):
                self.add_error(name, _("There are not so many tables."))
        return said

    @property
    def tables(self) -> list[tuple[str, str]]:
        """Every table with its kind."""
        said = self.cleaned_data
        kinds = {
            n: kind for kind, name in zip(KINDS, ("quiet", "step_free", "online"), strict=True) for n in said[name]
        }
        return [(str(n), kinds.get(n, "")) for n in range(1, said["count"] + 1)]


def numbers_in(text: str) -> set[int]:
    """«1, 4–6» as {1, 4, 5, 6}.

    Raises:
        ValueError: Something else stands there.
    """
    found: set[int] = set()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = re.fullmatch(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?", part)
        if not match:
            raise ValueError(part)
        first, last = int(match[1]), int(match[2] or match[1])
        found.update(range(first, last + 1))
    return found


def written_numbers(numbers: Sequence[str]) -> str:
    """Table numbers as they are typed."""
    return ", ".join(numbers)


class SeatsForm(forms.Form):
    """Who gets a seat, and until when."""

    capacity = forms.IntegerField(label=_("seats"), required=False, min_value=1, help_text=_("Empty: no limit."))
    needs_approval = forms.BooleanField(label=_("every registration is approved by hand"), required=False)
    opens_at = _moment(label=_("Registration opens"), required=False)
    closes_at = _moment(label=_("Registration closes"), required=False)
    wishes_until = _moment(label=_("Wishes until"), required=False)


class TermsForm(forms.Form):
    """What guests agree to."""

    text_de = forms.CharField(label=_("text in German"), widget=forms.Textarea(attrs={"rows": 6}))
    text_en = forms.CharField(label=_("text in English"), widget=forms.Textarea(attrs={"rows": 6}))
    photos_de = forms.CharField(
        label=_("about pictures, in German"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    photos_en = forms.CharField(
        label=_("about pictures, in English"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
