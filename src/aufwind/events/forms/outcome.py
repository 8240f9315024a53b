"""One tap for a meeting, and how the whole event was."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.events.enums import Verdict

NOT_HELD = "not-held"
SHARE, KEEP = "share", "keep"


class OutcomeForm(forms.Form):
    """Which meeting, and one of its buttons."""

    wish = forms.IntegerField()
    said = forms.ChoiceField(choices=[*Verdict.choices, (NOT_HELD, ""), (SHARE, ""), (KEEP, "")])


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
