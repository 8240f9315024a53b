"""One tap for a meeting, how the whole event was, and how far a collaboration is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from aufwind.core.money import CentsFormField
from aufwind.events.enums import Stage, Verdict

NOT_HELD = "not-held"
NOTE = "note"
SHARE, KEEP = "share", "keep"


class OutcomeForm(forms.Form):
    """Which meeting, and one of its buttons."""

    wish = forms.IntegerField()
    said = forms.ChoiceField(choices=[*Verdict.choices, (NOT_HELD, ""), (SHARE, ""), (KEEP, ""), (NOTE, "")])
    note = forms.CharField(max_length=500, required=False)


class RatingForm(forms.Form):
    """How the whole event was."""

    satisfaction = forms.TypedChoiceField(
        label=_("How was the event for you?"),
        choices=[("", "–"), (5, _("very good")), (4, _("good")), (3, _("fair")), (2, _("poor")), (1, _("bad"))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    remarks = forms.CharField(
        label=_("What should we know?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=2000
    )


class StageForm(forms.Form):
    """How far a guest is with somebody; left empty it says nothing."""

    stage = forms.ChoiceField(choices=Stage.choices, widget=forms.RadioSelect, required=False)
    why = forms.CharField(label=_("Why, in a sentence"), max_length=500, required=False)
    amount = CentsFormField(label=_("Amount in euros, if one is known"), required=False)

    def __init__(self, *args: Any, partner: str, **options: Any) -> None:  # Django's own arguments
        super().__init__(*args, **options)
        self.fields["stage"].label = _("How far are you with {name}?").format(name=partner)

    def clean_amount(self) -> int | None:
        cents: int | None = self.cleaned_data["amount"]
        if cents is not None and cents < 0:
            raise ValidationError(_("An amount is not below zero."))
        return cents

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("stage") and "stage" not in self.errors and (said.get("why") or said.get("amount") is not None):
            self.add_error("stage", _("Say how far you are as well."))
        return said

    @property
    def has_said(self) -> bool:
        """Whether something was chosen; asked of a valid form."""
        return bool(self.cleaned_data.get("stage"))
