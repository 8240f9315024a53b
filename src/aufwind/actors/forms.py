"""What people type into the register's pages, made clean."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """A part of a name."""

    q = forms.CharField(label=_("Name"), max_length=100, required=False)
