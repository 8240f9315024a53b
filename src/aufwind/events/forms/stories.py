"""A story's text in both languages, and a partner's yes to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_STORY = 10_000


def _text(label: _StrPromise) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_STORY, widget=forms.Textarea(attrs={"rows": 12}))


class StoryForm(forms.Form):
    """What is told, in German and in English."""

    title_de = forms.CharField(label=_("Title in German"), max_length=200)
    text_de = _text(_("Text in German"))
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    text_en = _text(_("Text in English"))


class AgreeForm(forms.Form):
    """A yes to the text that was read, or taking it back."""

    do = forms.ChoiceField(choices=[("agree", ""), ("withdraw", "")])
    text = forms.CharField(max_length=64, required=False)
