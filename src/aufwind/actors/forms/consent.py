"""A consent on paper, noted by the agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aufwind.actors.forms.choices import audience_choices
from aufwind.actors.forms.day import DayInput

if TYPE_CHECKING:
    from datetime import date


class ConsentForm(forms.Form):
    """When the paper was signed, and who may see the entry from now on."""

    given_on = forms.DateField(
        label=_("Date on the paper"), widget=DayInput, input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("This is no day. Please write it like 2022-03-01.")},
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Who may see the entry?"), help_text=_("As the paper says."))

    def __init__(self, data: Any = None) -> None:  # as Django's own
        super().__init__(data, initial={"given_on": timezone.localdate(), "audience": "members"})
        self.fields["audience"].choices = audience_choices()  # type: ignore[attr-defined]  # stubs say Field

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Please give the day the paper was signed."))
        return day
