"""A list of guests: uploaded, its columns named, taken over; one guest entered by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.events.actions.guest_lists import ENTER, INVITE
from aufwind.events.forms.registration import RegistrationForm
from aufwind.events.forms.roster import MOST_BYTES
from aufwind.events.guest_lists import FIELDS

if TYPE_CHECKING:
    from aufwind.events.models import Event, GuestFile, Terms


class GuestFileForm(forms.Form):
    """One file with a row for each person."""

    file = forms.FileField(
        label=gettext_lazy("List of people"),
        help_text=gettext_lazy("XLSX, CSV or vCard with a heading for each column; up to 5 MB and 3,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.vcf,.json"}),
    )

    def clean_file(self) -> object:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Leave out pictures and empty sheets."))
        return file


class MappingForm(forms.Form):
    """Under which heading each field stands, and whether people are invited or come already."""

    mode = forms.ChoiceField(
        label=gettext_lazy("These people"),
        choices=[
            (INVITE, gettext_lazy("are invited: each gets one mail with her link")),
            (ENTER, gettext_lazy("have registered elsewhere: they get seats, without a mail")),
        ],
        initial=INVITE,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, kept: GuestFile) -> None:
        super().__init__(data, initial=kept.mapping)
        choices = [("", _("not in this file")), *((column, column) for column in kept.columns)]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name == "name")

    def clean(self) -> dict[str, Any]:
        """No column means two things."""
        said = {**self.cleaned_data}
        chosen: dict[str, str] = {}
        for name in FIELDS:
            column = said.get(name, "")
            if column and column in chosen:
                values = {"column": column, "field": FIELDS[chosen[column]]}
                self.add_error(name, _("«%(column)s» is taken as %(field)s already.") % values)
            chosen[column] = name
        return said

    @property
    def mapping(self) -> dict[str, str]:
        """Field by heading."""
        return {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data[name]}


class EnterForm(RegistrationForm):
    """A guest entered by staff: by telephone an address may be missing, and she agreed by word of mouth."""

    field_order = ("name", "email", "organisation", "side", "language")

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=[("de", "Deutsch"), ("en", "English")])

    def __init__(self, data: Any, *, event: Event, terms: Terms | None) -> None:
        super().__init__(data, event=event, terms=terms)
        email = self.fields["email"]
        email.required, email.help_text = False, _("Without one she gets no mail; you pass her link on.")
        if "agreed" in self.fields:
            self.fields["agreed"].label = _("She has heard what she agrees to, and agrees.")
