"""What organisers say about computing a plan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PlanForm(forms.Form):
    """How long the planner may search."""

    seconds = forms.TypedChoiceField(
        label=_("Search for at most"),
        choices=[(5, _("5 seconds")), (15, _("15 seconds")), (60, _("1 minute"))],
        coerce=int,
        initial=15,
    )
