"""What is typed in about tokens and webhooks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.api.addresses import reachable
from aufwind.api.enums import Scope
from aufwind.api.errors import AddressIsRefused


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("You recognise it by this in the list and in the log.")
    )
    scope = forms.ChoiceField(label=_("Scope"), choices=Scope.choices, widget=forms.RadioSelect, initial=Scope.READ)
    days = forms.IntegerField(label=_("Valid for how many days"), min_value=1, max_value=400, initial=90)


class WebhookForm(forms.Form):
    """An address that wants to be told."""

    url = forms.CharField(label=_("Address"), max_length=500, help_text=_("It begins with https://."))
    events = forms.CharField(
        label=_("Which events"),
        required=False,
        help_text=_("One a line, such as plan.published or participation.*; empty means all."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        try:
            reachable(url)
        except AddressIsRefused as error:
            raise forms.ValidationError(str(error)) from error
        return url
