"""What is printed, and of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.events.models import Plan

ALPHABET = "#ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class PaperForm(forms.Form):
    """Language, letters, check-in desks, and since when something changed; all of it may be left as it is."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("own", gettext_lazy("each guest's own")), ("de", "Deutsch"), ("en", "English")],
        required=False,
    )
    first = forms.CharField(label=gettext_lazy("From letter"), max_length=1, required=False)
    last = forms.CharField(label=gettext_lazy("to letter"), max_length=1, required=False)
    desks = forms.IntegerField(
        label=gettext_lazy("Check-in desks"), min_value=1, max_value=12, required=False, initial=1,
        help_text=gettext_lazy("The door list is cut into as many parts."),
    )  # fmt: skip
    since = forms.TypedChoiceField(label=gettext_lazy("Only what changed since"), coerce=int, required=False)

    def __init__(self, data: Any, *, plans: Sequence[Plan]) -> None:
        super().__init__(data)
        field = self.fields["since"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("everything")), *((plan.number, str(plan)) for plan in plans)]
        self._plans = {plan.number: plan for plan in plans}

    def _letter(self, name: str) -> str:
        said = str(self.cleaned_data.get(name) or "").upper()
        if said and said not in ALPHABET:
            raise forms.ValidationError(_("Write one letter from A to Z."))
        return said

    def clean_first(self) -> str:
        """One letter of the alphabet, or nothing."""
        return self._letter("first")

    def clean_last(self) -> str:
        """One letter of the alphabet, or nothing."""
        return self._letter("last")

    @property
    def letters(self) -> tuple[str, str] | None:
        """Between which letters; None: all."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return (first or "#", last or "Я") if first or last else None

    @property
    def earlier(self) -> Plan | None:
        """The plan an earlier print shows."""
        return self._plans.get(self.cleaned_data["since"] or -1)
