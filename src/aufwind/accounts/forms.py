"""What people type to come in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForLinksForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
