"""A list that is handed in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.engine.files.records_shape import MOST_BYTES


class ImportForm(forms.Form):
    """One file, and where it comes from."""

    file = forms.FileField(
        label=_("List"),
        help_text=_("XLSX, CSV, vCard or JSON with headings in the first row; up to 64 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.vcf,.json"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose the list first.")},
    )
    name = forms.CharField(
        label=_("Where it comes from"),
        help_text=_("For instance «members of the association»; the columns are remembered under this name."),
        max_length=120,
        required=False,
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 64 MB. Split it into several."))
        return file
