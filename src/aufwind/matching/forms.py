"""What people say to suggestions and ask of a run, made clean."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.matching.enums import RunAudience, Verdict
from aufwind.matching.models import USUAL_PER_PROFILE

ANSWERS = {"accepted": Verdict.ACCEPTED, "later": Verdict.POSTPONED, "declined": Verdict.DECLINED}
"""The words of the card for our verdicts; «open» takes the answer back."""


class RunForm(forms.Form):
    """What a run is made for, and how long everybody's list may be."""

    audience = forms.ChoiceField(label=_("Made for"), choices=RunAudience.choices, initial=RunAudience.MEMBERS)
    per_profile = forms.IntegerField(
        label=_("Suggestions per entry, at most"), min_value=1, max_value=50, initial=USUAL_PER_PROFILE
    )


class AnswerForm(forms.Form):
    """The answer to one suggestion."""

    suggestion = forms.IntegerField(min_value=1)
    answer = forms.ChoiceField(choices=[(word, word) for word in (*ANSWERS, "open")])
    refusal = forms.CharField(required=False, max_length=12)
