"""What happened on the day, as it is typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from aufwind.engine.scheduling.changes import Late, Leaves, NoShow, TableLost
from aufwind.events.tables.plans import slot_time

if TYPE_CHECKING:
    from django.http import QueryDict

    from aufwind.engine.scheduling.changes import Change
    from aufwind.events.models import Event


class ChangeForm(forms.Form):
    """One thing that happened on the day."""

    KINDS = (
        ("no_show", _("does not come")),
        ("late", _("comes later, from")),
        ("leaves", _("leaves before")),
        ("table_lost", _("a table cannot be used, from")),
    )
    kind = forms.ChoiceField(label=_("What happened"), choices=KINDS, widget=forms.RadioSelect, initial="no_show")
    participant = forms.ChoiceField(label=_("Guest"), required=False)
    table = forms.ChoiceField(label=_("Table"), required=False)
    slot = forms.ChoiceField(label=_("Time"), required=False)

    def __init__(self, data: QueryDict | None, *, event: Event) -> None:
        super().__init__(data)
        nothing = [("", "–")]
        self._slots = [(slot.key, slot_time(slot)) for slot in event.slots.all()]
        self._names = [(person.key, person.name) for person in event.participations.all()]
        self._offer("participant", nothing + self._names)
        self._offer("table", nothing + [(table.key, table.key) for table in event.tables.all()])
        self._offer("slot", nothing + self._slots)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Everything the kind of change needs is there."""
        said = {**self.cleaned_data}
        kind = said.get("kind")
        needed = {"no_show": ["participant"], "table_lost": ["table"]}.get(kind or "", ["participant", "slot"])
        for name in needed:
            if not said.get(name):
                self.add_error(name, _("Please choose; without it nothing can be planned anew."))
        return said

    def change(self) -> Change:
        """The change as the engine knows it."""
        said = self.cleaned_data
        if said["kind"] == "late":
            return Late(said["participant"], said["slot"])
        if said["kind"] == "leaves":
            return Leaves(said["participant"], said["slot"])
        if said["kind"] == "table_lost":
            keys = [key for key, _label in self._slots]
            return TableLost(said["table"], frozenset(keys[keys.index(said["slot"]) :] if said["slot"] else ()))
        return NoShow(said["participant"])

    def in_words(self) -> dict[str, str]:
        """The change as one sentence in both languages."""
        return {language: self._sentence(language) for language in ("de", "en")}

    def _sentence(self, language: str) -> str:
        said = self.cleaned_data
        with override(language):
            name = dict(self._names).get(said["participant"], "")
            time = dict(self._slots).get(said["slot"], "")
            texts = {
                "no_show": gettext("%(name)s does not come."),
                "late": gettext("%(name)s comes only at %(time)s."),
                "leaves": gettext("%(name)s leaves before %(time)s."),
                "table_lost": gettext("Table %(table)s cannot be used."),
            }
            return texts[said["kind"]] % {"name": name, "time": time, "table": said["table"]}
