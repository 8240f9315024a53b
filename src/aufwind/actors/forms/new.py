"""An entry the agency makes: no more than whom it is about; the rest is asked on the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience, Sort
from aufwind.actors.forms.choices import kind_choices

if TYPE_CHECKING:
    from aufwind.actors.actions.entries import ActorFacts

SORTS = ((Sort.ORGANISATION, _("an organisation or company")), (Sort.PERSON, _("a person")))


class NewEntryForm(forms.Form):
    """A person or an organisation, its name and kind."""

    sort = forms.ChoiceField(label=_("Who is it?"), choices=SORTS, widget=forms.RadioSelect, initial=Sort.ORGANISATION)
    organisation = forms.CharField(label=_("Name of the organisation"), max_length=300)
    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    kind = forms.ChoiceField(label=_("Kind"))

    def __init__(self, data: Any = None) -> None:  # as Django's own
        super().__init__(data)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]  # stubs say Field
        if data is not None:
            self.fields["family_name"].required = data.get("sort") == Sort.PERSON
            self.fields["organisation"].required = data.get("sort") == Sort.ORGANISATION

    @property
    def facts(self) -> ActorFacts:
        """What was typed, as `enter_actor` takes it; seen by the agency until somebody says otherwise."""
        typed = self.cleaned_data
        facts: ActorFacts = {"sort": typed["sort"], "kind": typed["kind"], "audience": Audience.AGENCY}
        if typed["sort"] == Sort.PERSON:
            given, family = typed["given_name"], typed["family_name"]
            return {**facts, "name": f"{given} {family}".strip(), "given_name": given, "family_name": family}
        return {**facts, "name": typed["organisation"]}
