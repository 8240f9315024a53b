"""What organisers say about computing a plan."""

from __future__ import annotations

from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _


class Settings(TypedDict):
    """What can be said about a search."""

    seconds: float
    title: str
    fair_to: int | None
    keeps_locked: bool


class PlanForm(forms.Form):
    """How long the planner may search."""

    seconds = forms.TypedChoiceField(
        label=_("Search for at most"),
        choices=[(5, _("5 seconds")), (15, _("15 seconds")), (60, _("1 minute"))],
        coerce=int,
        initial=15,
    )
    title = forms.CharField(label=_("Name of this variant"), max_length=80, required=False)
    fair_to = forms.IntegerField(
        label=_("Meetings for everybody before value counts"), min_value=0, max_value=20, required=False
    )
    lets_go = forms.BooleanField(label=_("Locked meetings may move as well"), required=False)

    @property
    def settings(self) -> Settings:
        """What the planner is told."""
        said = self.cleaned_data
        return {
            "seconds": float(said["seconds"]),
            "title": said["title"],
            "fair_to": said["fair_to"],
            "keeps_locked": not said["lets_go"],
        }

    @property
    def first_error(self) -> str:
        """What is wrong, in one sentence with the field's name."""
        field, errors = next(iter(self.errors.items()))
        label = self.fields[field].label if field in self.fields else ""
        return f"{label}: {errors[0]}"
