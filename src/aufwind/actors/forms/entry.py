"""An entry as its owner, or the agency on her behalf, changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.forms.choices import audience_choices, kind_choices, language_choices
from aufwind.actors.forms.places import PlaceField
from aufwind.actors.rules import audience_of
from aufwind.actors.tables import shown_values
from aufwind.core.components.consents import ConsentField

if TYPE_CHECKING:
    from aufwind.actors.actions.entries import ActorFacts
    from aufwind.actors.entries import Entry
    from aufwind.actors.forms.choices import Choices
    from aufwind.actors.models import Actor, ConsentWording

PROFILE = forms.Textarea(attrs={"rows": 4})


class EntryForm(forms.Form):
    """Profile, contact, and who may see what.

    The audience of each part comes from `consent_box` as «audience-<name>», the consent as «agreed» with the version
    of the words.
    """

    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    name = forms.CharField(label=_("Name"), max_length=300)
    acronym = forms.CharField(label=_("Acronym"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("What are you?"))
    summary_de = forms.CharField(label=_("Profile in German"), max_length=4000, required=False, widget=PROFILE)
    summary_en = forms.CharField(label=_("Profile in English"), max_length=4000, required=False, widget=PROFILE)
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    place = PlaceField(label=_("Municipality or district"))
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, required=False,
        help_text=_("Your personal link goes to this address."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    website = forms.URLField(label=_("Website"), max_length=500, required=False, assume_scheme="https")
    links = forms.CharField(
        label=_("Further links"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One address a line."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Who may see that the entry exists?"),
        help_text=_("With name and kind. No part below is seen by more people than this."),
    )

    def __init__(self, data: Any = None, *, actor: Actor, wording: ConsentWording | None, is_agreed: bool) -> None:
        super().__init__(data, initial=_initial(actor))
        self.actor, self.wording, self.was_agreed = actor, wording, is_agreed
        for name in ("name", "acronym") if actor.is_person else ("given_name", "family_name"):
            del self.fields[name]
        self.fields["kind"].choices = kind_choices(kept=actor.kind)  # type: ignore[attr-defined]  # stubs say Field
        self.fields["languages"].choices = language_choices(kept=actor.languages)  # type: ignore[attr-defined]
        self.fields["audience"].choices = audience_choices(kept=[actor.audience, *actor.disclosures.values()])  # type: ignore[attr-defined]

    @property
    def is_agreed(self) -> bool:
        """Whether the box is ticked: as it stands on the page, or as it was submitted."""
        if not self.is_bound:
            return self.was_agreed
        return self.wording is not None and self.data.get("agreed") == self.wording.version

    def clean_links(self) -> list[str]:
        links = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        for link in links:
            try:
                URLValidator(schemes=["http", "https"])(link)
            except ValidationError:
                raise forms.ValidationError(
                    _("«%(link)s» is no address of the web. Please write it like https://example.org."),
                    params={"link": link[:80]},
                ) from None
        return links

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_shown = cleaned.get("audience", Audience.AGENCY) != Audience.AGENCY
        if self.actor.is_person and is_shown and not self.is_agreed:
            self.add_error(
                "audience",
                _("Others may see a person only with her consent: tick «I agree» below, or choose «the agency only»."),
            )
        return cleaned

    @property
    def facts(self) -> ActorFacts:
        """What was typed, as `change_actor` takes it."""
        facts: Any = {name: self.cleaned_data[name] for name in self.fields}
        facts["disclosures"] = {name: self.audience_for(name) for name in DISCLOSABLE}
        if self.actor.is_person and {"given_name", "family_name"} & set(self.changed_data):
            facts["name"] = f"{facts['given_name']} {facts['family_name']}".strip()
        return facts  # type: ignore[no-any-return]  # built by name

    def audience_for(self, part: str) -> str:
        """Who may see a part: what was chosen in the box, else what holds."""
        held = audience_of(self.actor, part)
        chosen = self.data.get(f"audience-{part}", "") if self.is_bound else held
        return chosen if chosen in dict(self.audiences) else held

    @property
    def audiences(self) -> Choices:
        """Who may be chosen to see something, with words."""
        return list(self.fields["audience"].choices)  # type: ignore[attr-defined]

    def consent_fields(self, entry: Entry) -> list[ConsentField]:
        """The parts for `consent_box`, with what stands in them now."""
        values = shown_values(entry)
        return [
            ConsentField(name, str(field.label), values[name], self.audience_for(name))
            for name, field in DISCLOSABLE.items()
        ]


def _initial(actor: Actor) -> dict[str, Any]:
    facts = {name: getattr(actor, name) for name in EntryForm.base_fields}
    given, _space, family = actor.name.rpartition(" ")
    return {
        **facts,
        "given_name": actor.given_name if actor.family_name else given,
        "family_name": actor.family_name or family,
        "links": "\n".join(actor.links),
        "place": actor.place_id,
    }
