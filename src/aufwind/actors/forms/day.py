"""The day of which a page shows the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date


class DayInput(forms.DateInput):
    """A day as browsers pick it: written in ISO form, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayForm(forms.Form):
    """The day asked for in an address; today where none is."""

    day = forms.DateField(
        label=_("Network on"),
        widget=DayInput,
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("This is no day. Please write it like 2022-03-01.")},
    )

    def __init__(self, day: str) -> None:
        super().__init__({"day": day.strip() or timezone.localdate().isoformat()})

    @property
    def chosen(self) -> date:
        """The day asked for, today where what was asked for is no day."""
        day: date = self.cleaned_data["day"] if self.is_valid() else timezone.localdate()
        return day
