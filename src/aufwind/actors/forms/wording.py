"""The words people are asked to agree to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import ConsentWording

WORDS = forms.Textarea(attrs={"rows": 8})


class WordingForm(forms.Form):
    """A new version of the words, in both languages."""

    version = forms.CharField(label=_("Version"), max_length=20, help_text=_("A short name, such as 2027-1."))
    text_de = forms.CharField(label=_("Words in German"), max_length=8000, widget=WORDS)
    text_en = forms.CharField(label=_("Words in English"), max_length=8000, widget=WORDS)

    def clean_version(self) -> str:
        version: str = self.cleaned_data["version"]
        if ConsentWording.objects.filter(version=version).exists():
            raise forms.ValidationError(
                _("There is a version of this name already, and what people agreed to never changes. Please choose "
                  "another name.")
            )  # fmt: skip
        return version
