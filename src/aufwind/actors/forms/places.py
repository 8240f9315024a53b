"""A place typed by its name: quicker than a list of nine hundred, on a phone as on a keyboard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aufwind.actors.models import Place
from aufwind.core.folding import folded

NEAREST_FIRST = ("lau", "nuts3", "nuts2", "nuts1", "country")
"""Levels from the smallest: who types «Leipzig» means the city rather than the region."""


class PlaceField(forms.CharField):
    """The place whose name in either language, or official key, was typed; None where nothing was."""

    default_error_messages = {
        "unknown": _("We do not know this place. Please choose a municipality or district from the list, or leave it "
                     "empty.")
    }  # fmt: skip

    def __init__(self, *, label: Any, help_text: Any = "") -> None:  # lazy texts
        super().__init__(label=label, help_text=help_text, required=False, max_length=200)
        self.widget.attrs = {"list": "places", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return str(Place.objects.filter(pk=value).first() or "") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        place = place_named(name)
        if place is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return place


def place_named(name: str) -> Place | None:
    """The place that is called so, the smallest of several; None where none is. One statement."""
    asked = _spelt(name)
    found = [
        place
        for place in Place.objects.all()
        if asked in {_spelt(place.name_de), _spelt(place.name_en), place.ags, place.nuts.lower()} - {""}
    ]
    return min(found, key=lambda place: (_rank(place), place.pk), default=None)


def _spelt(name: str) -> str:
    """The name whatever the keyboard: «Flöha», «Floha» and «Floeha» agree."""
    return folded(name).replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _rank(place: Place) -> int:
    return NEAREST_FIRST.index(place.level) if place.level in NEAREST_FIRST else len(NEAREST_FIRST)


def place_names() -> list[str]:
    """What the field suggests: the names of municipalities and districts in the reader's language. One statement."""
    return sorted({str(place) for place in Place.objects.filter(level__in=("lau", "nuts3"))})
