"""What is said about pitches, groups and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.events.tables.rebooking import slot_labels

if TYPE_CHECKING:
    from aufwind.events.models import Event, Participation, Slot, Table

LONGEST_NOTE = 4000


def _guests(event: Event) -> list[tuple[str, str]]:
    guests = event.participations.attending().order_by("name_folded", "pk")
    return [(str(pk), name) for pk, name in guests.values_list("pk", "name")]


class PitchForm(forms.Form):
    """A guest or somebody else, a title, a time limit."""

    guest = forms.ChoiceField(label=gettext_lazy("A guest"), required=False)
    speaker = forms.CharField(label=gettext_lazy("or somebody else"), max_length=200, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("What it is about"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=90, initial=5)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        super().__init__(data)
        field = self.fields["guest"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *_guests(event)]

    def clean(self) -> dict[str, Any]:
        """Somebody pitches."""
        said = {**self.cleaned_data}
        if not said.get("guest") and not said.get("speaker", "").strip():
            self.add_error("speaker", _("Say who pitches."))
        return said


class MixForm(forms.Form):
    """Which slots are rounds, which tables are used, how many sit together."""

    slots = forms.MultipleChoiceField(label=gettext_lazy("Rounds"), widget=forms.CheckboxSelectMultiple)
    size = forms.IntegerField(label=gettext_lazy("Guests at a table, without the host"), min_value=2, max_value=60)

    def __init__(self, data: Any = None, *, event: Event) -> None:
        self._slots = {str(slot.pk): slot for slot in event.slots.in_force()}
        self._tables = list(event.tables.in_force())
        seats = self._tables[0].seats if self._tables else 4
        guests = event.participations.attending().count()
        fits = -(-guests // len(self._tables)) if self._tables else 4
        super().__init__(data, initial={"slots": list(self._slots)[:3], "size": max(2, seats, fits)})
        field = self.fields["slots"]
        assert isinstance(field, forms.MultipleChoiceField)
        labels = slot_labels(list(self._slots.values()))
        field.choices = [(key, labels[slot.key]) for key, slot in self._slots.items()]

    @property
    def rounds(self) -> list[Slot]:
        """The rounds in order of time."""
        chosen = {*self.cleaned_data["slots"]}
        return [slot for key, slot in self._slots.items() if key in chosen]

    @property
    def tables(self) -> list[Table]:
        """The event's tables: those with a host or a topic first, as they are to be filled."""
        return sorted(self._tables, key=lambda table: (not (table.host_id or table.topic_de), table.position))


class TableForm(forms.Form):
    """Who stays at a table, and what is talked about there."""

    host = forms.ChoiceField(label=gettext_lazy("Host"), required=False)
    topic_de = forms.CharField(label=gettext_lazy("Topic in German"), max_length=200, required=False)
    topic_en = forms.CharField(label=gettext_lazy("Topic in English"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, event: Event, table: Table) -> None:
        initial = {"host": str(table.host_id or ""), "topic_de": table.topic_de, "topic_en": table.topic_en}
        super().__init__(data, initial=initial)
        field = self.fields["host"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("nobody")), *_guests(event)]

    def clean(self) -> dict[str, Any]:
        """A topic has words in both languages, or none."""
        said = {**self.cleaned_data}
        if bool(said.get("topic_de")) != bool(said.get("topic_en")):
            missing = "topic_en" if said.get("topic_de") else "topic_de"
            self.add_error(missing, _("Write the topic in both languages."))
        return said


class NoteForm(forms.Form):
    """What was said at a table."""

    table = forms.ChoiceField(label=gettext_lazy("Table"))
    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, data: Any = None, *, tables: list[Table]) -> None:
        super().__init__(data)
        self._tables = {str(table.pk): table for table in tables}
        field = self.fields["table"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (key, f"{table.key}: {table.topic}" if table.topic else table.key) for key, table in self._tables.items()
        ]

    @property
    def chosen_table(self) -> Table:
        """Which table it is about."""
        return self._tables[self.cleaned_data["table"]]


class NewcomerForm(forms.Form):
    """Who has no seat yet."""

    guest = forms.ChoiceField(label=gettext_lazy("Who"))

    def __init__(self, data: Any = None, *, unseated: tuple[Participation, ...]) -> None:
        super().__init__(data)
        field = self.fields["guest"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(guest.pk), guest.name) for guest in unseated]
