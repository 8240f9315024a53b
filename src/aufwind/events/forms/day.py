"""What is typed at a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.events.enums import DeskKind
from aufwind.events.tables.plans import slot_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from aufwind.events.models import Event, Participation

NOBODY = [("", "–")]
MISSING = "missing"
"""The change «plan with those present»: everybody who is not here does not come."""

FIELDS: dict[str, tuple[str, ...]] = {
    MISSING: ("guests",),
    DeskKind.NO_SHOW: ("guest",),
    DeskKind.LATE: ("guest", "slot"),
    DeskKind.LEAVES: ("guest", "slot"),
    DeskKind.SUBSTITUTE: ("guest", "name", "email", "here"),
    DeskKind.HIDE: ("guest",),
    DeskKind.TABLE_LOST: ("table", "slot"),
    DeskKind.SHIFT: ("minutes",),
}
"""What each change needs."""


def fresh_key() -> str:
    """A key no other form has; the same form posted twice is applied once."""
    return uuid4().hex


class DayChangeForm(forms.Form):
    """One change on the day, with the fields its kind needs. `key` makes the same form count once."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, required=False)
    guest: forms.ModelChoiceField[Participation] = forms.ModelChoiceField(None, widget=forms.HiddenInput)
    guests: forms.ModelMultipleChoiceField[Participation] = forms.ModelMultipleChoiceField(
        None, widget=forms.MultipleHiddenInput
    )
    name = forms.CharField(label=_("Who comes instead"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    here = forms.BooleanField(label=_("She is already here"), required=False)
    table = forms.ChoiceField(label=_("Table"))
    slot = forms.ChoiceField(label=_("Time"))
    minutes = forms.IntegerField(label=_("How many minutes later"), min_value=1, max_value=240)

    def __init__(self, data: QueryDict | None, *, event: Event, kind: str, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"key": fresh_key(), **initial})
        self.kind = kind
        for name in [name for name in self.fields if name not in {"key", *FIELDS[kind]}]:
            del self.fields[name]
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = event.participations.seated()
            if name == "slot" and isinstance(field, forms.ChoiceField):
                field.choices = NOBODY + [(slot.key, slot_time(slot)) for slot in event.slots.in_force()]
            if name == "table" and isinstance(field, forms.ChoiceField):
                field.choices = NOBODY + [(table.key, table.key) for table in event.tables.in_force()]

    @property
    def operation(self) -> str:
        """The kind of operation it comes to."""
        return DeskKind.NO_SHOW if self.kind == MISSING else self.kind

    @property
    def payload(self) -> dict[str, Any]:
        """What the operation is told; asked once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        if guest := said.get("guest"):
            said["guest"] = guest.pk
        if "guests" in said:
            said["guests"] = [guest.pk for guest in said["guests"]]
        return said


class WalkInForm(forms.Form):
    """Who comes without registration: four fields and a tick."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"})
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    offer = forms.CharField(label=_("Offers"), max_length=200, required=False)
    need = forms.CharField(label=_("Needs"), max_length=200, required=False)
    joins = forms.ChoiceField(
        label=_("Joins the meetings of"),
        required=False,
        help_text=_("Only for a colleague: she sits beside that person and gets no meetings of her own."),
    )
    agreed = forms.BooleanField(label=_("She has read what happens with her data and agrees."))

    def __init__(self, data: QueryDict | None, *, guests: Iterable[Participation]) -> None:
        super().__init__(data, initial={"key": fresh_key()})
        joins = self.fields["joins"]
        assert isinstance(joins, forms.ChoiceField)
        joins.choices = NOBODY + [
            (str(guest.pk), f"{guest.name}, {guest.organisation}" if guest.organisation else guest.name)
            for guest in guests
        ]

    @property
    def payload(self) -> dict[str, Any]:
        """What the operation is told; asked once the form is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key" and value}
