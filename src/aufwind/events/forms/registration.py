"""Two minutes on a phone: what a guest says about herself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Side

if TYPE_CHECKING:
    from django.http import QueryDict

    from aufwind.events.actions.registration import Answers
    from aufwind.events.models import Event, Participation, Terms


def _typed(kind: str) -> forms.TextInput:
    """A text that phones fill in by themselves."""
    return forms.TextInput(attrs={"autocomplete": kind})


def _mail() -> forms.EmailInput:
    return forms.EmailInput(attrs={"autocomplete": "email"})


class RegistrationForm(forms.Form):
    """Name, house, one offer and one need; more can be added, nothing more must be.

    Args:
        terms: What is to be agreed to; None: nothing is asked, as when somebody changes what she said before.
    """

    name = forms.CharField(label=_("First and last name"), max_length=200, widget=_typed("name"))
    email = forms.EmailField(label=_("E-mail"), help_text=_("Your personal link is sent there."), widget=_mail())
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, widget=_typed("organization")
    )
    side = forms.ChoiceField(label=_("You come as"), widget=forms.RadioSelect)
    offer = forms.CharField(
        label=_("What do you offer?"),
        max_length=200,
        required=False,
        help_text=_("In a few words; it finds you partners."),
    )
    need = forms.CharField(label=_("What are you looking for?"), max_length=200, required=False)
    more_offers = forms.CharField(
        label=_("More offers, one a line"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    more_needs = forms.CharField(
        label=_("More needs, one a line"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    phone = forms.CharField(label=_("Telephone"), max_length=60, required=False, widget=_typed("tel"))
    access_note = forms.CharField(
        label=_("What do you need on site?"),
        required=False,
        max_length=1000,
        help_text=_("Step-free, an interpreter, a quiet table; only the organisers read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photos_ok = forms.BooleanField(label=_("Pictures with me may be shown."), required=False)
    agreed = forms.BooleanField(
        label=_("I have read this and agree."),
        error_messages={"required": _("Without your consent we may not keep your registration.")},
    )

    def __init__(self, data: QueryDict | None, *, event: Event, terms: Terms | None, **more: Any) -> None:
        super().__init__(data, **more)
        side = self.fields["side"]
        assert isinstance(side, forms.ChoiceField)
        side.choices = list(event.side_words.items())
        if not event.sides:
            del self.fields["side"]
        if terms is None:
            del self.fields["agreed"]
        if terms is None or not terms.photos_de:
            del self.fields["photos_ok"]

    @property
    def answers(self) -> Answers:
        """What she said, as the action takes it."""
        said = self.cleaned_data
        found: Answers = {
            "name": said["name"],
            "organisation": said["organisation"],
            "phone": said["phone"],
            "access_note": said["access_note"],
            "offers": _lines(said["offer"], said["more_offers"]),
            "needs": _lines(said["need"], said["more_needs"]),
        }
        if "side" in said:
            found["side"] = said["side"]
        if "photos_ok" in said:
            found["photos_ok"] = said["photos_ok"]
        return found

    def answers_in(self, language: str) -> Answers:
        """The same with the language she reads."""
        answers = self.answers
        answers["language"] = language
        return answers


class ColleagueForm(forms.Form):
    """Somebody of one's own house."""

    name = forms.CharField(label=_("First and last name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), help_text=_("She gets her own link and agrees for herself."))


def known_of(guest: Participation) -> dict[str, Any]:
    """What is known of a guest already, to be shown in the form instead of being asked again."""
    said: dict[str, list[str]] = {Side.OFFER: [], Side.NEED: []}
    for listing in guest.listings.all():
        said[listing.side].append(listing.title)
    return {
        "name": guest.name,
        "email": guest.email,
        "organisation": guest.organisation,
        "side": guest.side,
        "phone": guest.phone,
        "access_note": guest.access_note,
        "photos_ok": guest.photos_ok,
        "offer": next(iter(said[Side.OFFER]), ""),
        "need": next(iter(said[Side.NEED]), ""),
        "more_offers": "\n".join(said[Side.OFFER][1:]),
        "more_needs": "\n".join(said[Side.NEED][1:]),
    }


def _lines(first: str, more: str) -> list[str]:
    return [line.strip() for line in (first, *more.splitlines()) if line.strip()]
