"""Inviting, and giving guests an adviser."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from aufwind.accounts.models import User

MOST_LINES = 3000
LONGEST_EMAIL = 254


class InviteListForm(forms.Form):
    """Names and addresses, one a line, as they come out of a spreadsheet."""

    people = forms.CharField(
        label=_("Name; e-mail; organisation – one person a line"),
        help_text=_("Copy the columns from a spreadsheet, or type them; the organisation may be left out."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=400_000,
    )

    def clean_people(self) -> list[tuple[str, str, str]]:
        lines = [line for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Send at most 3,000 lines at a time."))
        rows, faults = [], []
        for number, line in enumerate(lines, start=1):
            parts = [part.strip() for part in (line.split("\t") if "\t" in line else line.split(";"))]
            try:
                rows.append(_row(parts))
            except ValidationError as error:
                faults.append(_("Line %(number)s: %(what)s") % {"number": number, "what": error.messages[0]})
        if faults:
            raise ValidationError(faults[:20])
        return rows


def _row(parts: list[str]) -> tuple[str, str, str]:
    """Name, address and house of one line.

    Raises:
        ValidationError: Says what is missing.
    """
    name, email, house = (*parts, "", "", "")[:3]
    if not name or len(name) > 200:
        raise ValidationError(_("There is no name."))
    if len(email) > LONGEST_EMAIL:
        raise ValidationError(_("There is no e-mail address in the second place."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise ValidationError(_("There is no e-mail address in the second place.")) from error
    return name, email, house[:200]


class AdviserForm(forms.Form):
    """Who of the staff looks after a guest."""

    adviser = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name"), label=_("Adviser"), required=False, empty_label="–"
    )
