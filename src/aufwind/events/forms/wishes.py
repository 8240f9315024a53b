"""What is said about other guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.events.enums import PreferenceKind

if TYPE_CHECKING:
    from django.http import QueryDict

    from aufwind.events.models import Event, Participation

FORGET = "forget"


class PreferenceForm(forms.Form):
    """One tap: about whom, and what."""

    about = forms.IntegerField()
    kind = forms.ChoiceField(choices=[*PreferenceKind.choices, (FORGET, FORGET)])


class PairForm(forms.Form):
    """Two people the organiser wants to meet."""

    one = forms.ChoiceField(label=_("One"))
    other = forms.ChoiceField(label=_("The other"))

    def __init__(self, data: QueryDict | None, *, event: Event) -> None:
        super().__init__(data)
        self._guests = {str(guest.pk): guest for guest in event.participations.attending()}
        choices = [("", "–"), *((pk, f"{guest.name} · {guest.organisation}") for pk, guest in self._guests.items())]
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def clean(self) -> dict[str, object]:
        """Two different people."""
        said = {**self.cleaned_data}
        if said.get("one") and said.get("one") == said.get("other"):
            self.add_error("other", _("Choose two different people."))
        return said

    @property
    def pair(self) -> tuple[Participation, Participation]:
        """The two."""
        return self._guests[self.cleaned_data["one"]], self._guests[self.cleaned_data["other"]]
