"""One offer or one need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aufwind.actors.actions.listings import USUAL_VALIDITY
from aufwind.actors.enums import Audience, ListingKind, Side
from aufwind.actors.forms.choices import audience_choices, language_choices
from aufwind.actors.forms.day import DayInput
from aufwind.actors.forms.places import PlaceField
from aufwind.actors.models import Code

if TYPE_CHECKING:
    from datetime import date

    from aufwind.actors.models import Listing

TEXT = forms.Textarea(attrs={"rows": 4})


class ListingForm(forms.Form):
    """What is offered or needed, for whom, until when."""

    side = forms.ChoiceField(label=_("Do you need or offer something?"), choices=Side.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("What is it?"), choices=ListingKind.choices, initial=ListingKind.OTHER)
    title_de = forms.CharField(label=_("Title in German"), max_length=200, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    text_de = forms.CharField(label=_("Text in German"), max_length=4000, required=False, widget=TEXT)
    text_en = forms.CharField(label=_("Text in English"), max_length=4000, required=False, widget=TEXT)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Code.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    area = PlaceField(
        label=_("Only partners from"),
        help_text=_("A municipality or district. Empty: from anywhere."),
    )
    partner_languages = forms.MultipleChoiceField(
        label=_("Partners must speak one of these"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: any language."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Partners wanted at most"), min_value=1, max_value=999, required=False,
        help_text=_("Empty: as many as come."),
    )  # fmt: skip
    valid_until = forms.DateField(
        label=_("Valid until"), widget=DayInput, input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        help_text=_("Two weeks before, we ask by e-mail whether it still holds."),
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Who may see it?"))

    def __init__(self, data: Any = None, *, listing: Listing | None = None, side: str = "") -> None:  # as Django's own
        super().__init__(data, initial=_kept(listing) if listing else _usual(side))
        self.fields["topics"].queryset = Code.objects.filter(scheme="topic")  # type: ignore[attr-defined]
        self.fields["topics"].queryset = self.fields["topics"].queryset.order_by("label_de")  # type: ignore[attr-defined]
        languages = language_choices(kept=listing.partner_languages if listing else ())
        self.fields["partner_languages"].choices = languages  # type: ignore[attr-defined]  # stubs say Field
        self.fields["audience"].choices = audience_choices(kept=[listing.audience] if listing else ())  # type: ignore[attr-defined]

    @property
    def has_other_language(self) -> bool:
        """Whether something stands, or is wrong, in the language the page is not in."""
        other = "de" if get_language() == "en" else "en"
        return any(self[f"{part}_{other}"].value() or self[f"{part}_{other}"].errors for part in ("title", "text"))

    @property
    def has_limits(self) -> bool:
        """Whether partners are limited, or a limit is wrong."""
        return any(self[name].value() or self[name].errors for name in ("area", "partner_languages", "capacity"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("title_de") or cleaned.get("title_en") or self.errors.keys() & {"title_de", "title_en"}):
            self.add_error(
                f"title_{get_language()}", _("Please write a title in German or in English: what is it in a few words?")
            )
        return cleaned

    def clean_valid_until(self) -> date:
        day: date = self.cleaned_data["valid_until"]
        if day < timezone.localdate() and "valid_until" in self.changed_data:
            raise forms.ValidationError(_("This day has passed. Please choose today or a day to come."))
        return day


def _kept(listing: Listing) -> dict[str, Any]:
    facts = {name: getattr(listing, name) for name in ListingForm.base_fields if name != "topics"}
    return {**facts, "area": listing.area_id, "topics": [code.pk for code in listing.topics.all()]}


def _usual(side: str) -> dict[str, Any]:
    return {
        "side": side if side in Side.values else Side.NEED,
        "valid_until": timezone.localdate() + USUAL_VALIDITY,
        "audience": Audience.PUBLIC,
    }
