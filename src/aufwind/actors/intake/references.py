"""What rows refer to: places, codes of industries and topics, wordings of consent. Loaded once per import."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aufwind.actors.intake.columns import plain
from aufwind.actors.intake.values import listed
from aufwind.actors.models import Code, ConsentWording, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAREST_FIRST = ("lau", "nuts3", "nuts2", "nuts1", "country")
"""Levels from the smallest: who writes «Leipzig» means the city rather than the region."""
INDUSTRIES = ("nace", "wz")


@dataclass(slots=True)
class References:
    """Places and codes by everything they are called; wordings by version."""

    places: dict[str, Place] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    industries: dict[str, Code] = field(default_factory=dict)
    wordings: dict[str, ConsentWording] = field(default_factory=dict)
    _asked: dict[str, Place | None] = field(default_factory=dict)

    @classmethod
    def loaded(cls) -> References:
        """Those of the register. Three statements."""
        found = cls()
        for place in sorted(Place.objects.all(), key=lambda place: (_rank(place), place.pk)):
            found._enter_place(place)
        for code in Code.objects.order_by("pk"):
            found._enter_code(code)
        for wording in ConsentWording.objects.all():  # the newest first
            found.wordings[wording.version] = wording
        return found

    def _enter_place(self, place: Place) -> None:
        for name in (f"slug:{place.slug}", place.ags, place.nuts, place.name_de, place.name_en, _town(place.name_de)):
            if name:
                self.places.setdefault(name if name.startswith("slug:") else plain(name), place)

    def _enter_code(self, code: Code) -> None:
        target = self.industries if code.scheme.startswith(INDUSTRIES) else self.codes
        for name in (code.code, code.label_de, code.label_en):
            target.setdefault(plain(name), code)
        target[f"{code.scheme}:{code.code}"] = code

    def place(self, text: str) -> Place | None:
        """The place somebody means by name, key or what the export wrote; the smallest of several."""
        if text not in self._asked:
            name, _sep, slug = text.rpartition("#")
            self._asked[text] = self.places.get(f"slug:{slug}") if name else self.places.get(plain(text))
        return self._asked[text]

    def industry(self, text: str) -> Code | None:
        """The industry somebody means: by code, also with its name behind, or by its name."""
        return _first(self.industries, (text, plain(text), plain(text.partition(" ")[0])))

    def topic(self, text: str) -> Code | None:
        """The topic somebody means: by code or name; an industry can be one."""
        names = (text, plain(text))
        return _first(self.codes, names) or _first(self.industries, names)

    def wording(self, version: str) -> ConsentWording | None:
        """The wording of this version; the newest where none is named."""
        return self.wordings.get(version) if version else next(iter(self.wordings.values()), None)

    def place_text(self, place: Place | None) -> str:
        """A place as it is found again: its name, where that names another its own key behind «#» as well."""
        if place is None:
            return ""
        return place.name_de if self.place(place.name_de) == place else f"{place.name_de} #{place.slug}"

    def industry_text(self, code: Code | None, language: str) -> str:
        """An industry as it is found again: its code and label, or scheme and code."""
        if code is None:
            return ""
        text = f"{code.code} {code.label_de if language == 'de' else code.label_en}"
        return text if self.industry(text) == code else f"{code.scheme}:{code.code}"

    def topic_text(self, code: Code, language: str) -> str:
        """A topic as it is found again in a list of several: its label, or scheme and code."""
        label = code.label_de if language == "de" else code.label_en
        is_one = listed(label) == [label]
        return label if is_one and self.topic(label) == code else f"{code.scheme}:{code.code}"


def _first(known: dict[str, Code], names: Iterable[str]) -> Code | None:
    return next((known[name] for name in names if name in known), None)


def _rank(place: Place) -> int:
    return NEAREST_FIRST.index(place.level) if place.level in NEAREST_FIRST else len(NEAREST_FIRST)


def _town(name: str) -> str:
    """«Frankfurt» of «Frankfurt (Oder)», «Oschatz» of «Oschatz, Stadt»."""
    return name.partition(" (")[0].partition(",")[0]
