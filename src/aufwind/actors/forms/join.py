"""The two minutes in which somebody enters herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience, Side, Sort
from aufwind.actors.forms.choices import kind_choices, language_choices
from aufwind.actors.forms.places import PlaceField

SORTS = ((Sort.PERSON, _("a person")), (Sort.ORGANISATION, _("an organisation or company")))
AUDIENCES = ((Audience.PUBLIC, _("everybody (public)")), (Audience.MEMBERS, _("members of the network")))


class JoinForm(forms.Form):
    """Who somebody is, what she offers and needs, who may see it, and her consent."""

    sort = forms.ChoiceField(label=_("Who enters?"), choices=SORTS, widget=forms.RadioSelect, initial=Sort.PERSON)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(
        label=_("Family name"), max_length=100,
        error_messages={"required": _("Please give your family name: people look for you by it.")},
    )  # fmt: skip
    organisation = forms.CharField(
        label=_("Name of the organisation"), max_length=300,
        error_messages={"required": _("Please give the name of your organisation: people look for it by that.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), max_length=254,
        help_text=_("We send a link there to confirm the entry. Only the agency sees the address."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("What describes you best?"))
    place = PlaceField(label=_("Municipality or district"))
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    summary = forms.CharField(
        label=_("About you"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences: what you do, for whom."),
    )  # fmt: skip
    need = forms.CharField(
        label=_("What do you need?"), max_length=200, required=False,
        help_text=_("For example: someone who digitises our pattern books"),
    )  # fmt: skip
    offer = forms.CharField(
        label=_("What do you offer?"), max_length=200, required=False,
        help_text=_("For example: screen printing on fabric, up to two metres"),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who may see your entry?"), choices=AUDIENCES, widget=forms.RadioSelect, initial=Audience.MEMBERS,
        help_text=_("You can change this at any time, for every part of the entry."),
    )  # fmt: skip
    agreed = forms.BooleanField(
        label=_("I agree. I can take this back at any time."),
        error_messages={"required": _("Without your consent we may not keep the entry. Please read the words and tick "
                                      "the box.")},
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:  # as Django's own
        super().__init__(data, initial={"languages": [get_language() or "de"]})
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]  # stubs say Field
        self.fields["languages"].choices = language_choices()  # type: ignore[attr-defined]
        if data is not None:  # before, both stand there without «optional»: one of them will be needed
            self.fields["family_name"].required = data.get("sort") == Sort.PERSON
            self.fields["organisation"].required = data.get("sort") == Sort.ORGANISATION

    @property
    def answers(self) -> dict[str, Any]:
        """What was typed, as `ask_to_sign_up` keeps it: plain values, texts in the language of the page."""
        language = get_language() or "de"
        typed = self.cleaned_data
        is_person = typed["sort"] == Sort.PERSON
        given, family = (typed["given_name"], typed["family_name"]) if is_person else ("", "")
        return {
            "sort": typed["sort"],
            "name": f"{given} {family}".strip() if is_person else typed["organisation"],
            "given_name": given,
            "family_name": family,
            "kind": typed["kind"],
            "place": typed["place"].pk if typed["place"] else None,
            "languages": typed["languages"],
            f"summary_{language}": typed["summary"],
            "audience": typed["audience"],
            "listings": [
                {"side": side, f"title_{language}": typed[side]} for side in (Side.NEED, Side.OFFER) if typed[side]
            ],
        }
