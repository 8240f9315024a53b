"""A spreadsheet, uploaded."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 5 * 1024 * 1024


class RosterForm(forms.Form):
    """One spreadsheet with slots, tables, guests and wishes."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("XLSX with the sheets Slots, Tables, Participants and Wishes, or the JSON form; up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.json"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Leave out pictures and empty sheets."))
        return file
