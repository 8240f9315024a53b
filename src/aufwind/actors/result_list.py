"""What was found as the components the register's list is made of, and the addresses that lead on from it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aufwind.actors.enums import Side, Sort
from aufwind.actors.kinds import KINDS, kind_word
from aufwind.actors.search import LISTINGS, Asked, Order
from aufwind.core.components.filters import Facet, Option
from aufwind.core.components.lists import Card, Tab
from aufwind.core.components.maps import Area
from aufwind.core.components.numbers import written

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from aufwind.actors.queries import Outlines
    from aufwind.actors.search import Found, Hit

CARTOGRAM = Path(__file__).parent / "cartogram.json"


@cache
def cartogram() -> list[dict[str, Any]]:
    """The districts of the schematic map: code, name, short lines, tile."""
    areas: list[dict[str, Any]] = json.loads(CARTOGRAM.read_text(encoding="utf-8"))["areas"]
    return areas


def districts_of(found: Found, asked: Asked) -> set[str]:
    """The districts the page speaks of, by NUTS code."""
    drawn = {area["code"] for area in cartogram()}
    return {*found.counts.get("district", ()), *asked.choices.get("district", ()), *drawn}


def address_of(asked: Asked, *, after: str = "", is_exact: bool | None = None, **changes: Any) -> str:  # parts of Asked
    """The list's address for a question like this one, from its first page on where no mark is given."""
    parts = {"text": asked.text, "choices": asked.choices, "order": asked.order, **changes}
    query = [("q", parts["text"])] if parts["text"] else []
    query += [(facet, code) for facet, codes in parts["choices"].items() for code in codes]
    if parts["order"] == Order.NAME:
        query.append(("order", Order.NAME))
    if asked.is_exact if is_exact is None else is_exact:
        query.append(("exact", "1"))
    if after:
        query.append(("after", after))
    return f"?{urlencode(query)}"


def toggled(asked: Asked, facet: str, code: str) -> str:
    """The list's address with one choice more, or without it where it is chosen."""
    codes = asked.choices.get(facet, ())
    changed = tuple(one for one in codes if one != code) if code in codes else (*codes, code)
    return address_of(asked, choices={**asked.choices, facet: changed})


def facets_of(found: Found, asked: Asked, district_names: Mapping[str, str]) -> list[Facet]:
    """The groups of choices; choices that leave nothing stand there only while they are chosen."""
    creative = {code for code, kind in KINDS.items() if kind.is_creative}
    kinds = {code for code in {*found.counts.get("kind", {}), *asked.choices.get("kind", ())} if code not in creative}
    sides = {Side.OFFER: _("has offers"), Side.NEED: _("has needs")}
    sorts = {Sort.ORGANISATION.value: _("Organisations"), Sort.PERSON.value: _("People")}
    groups = [
        _facet(found, asked, "kind", _("Kind"), word=kind_word, among=kinds),
        _facet(found, asked, "kind", _("Creative sub-sector"), word=kind_word, among=creative),
        _facet(found, asked, "district", _("District"), word=lambda code: district_names.get(code, code)),
        _facet(found, asked, "listings", _("Offers and needs"), word=lambda code: sides[Side(code)], among=LISTINGS),
        _facet(found, asked, "sort", _("Organisations and people"), word=lambda code: sorts[code], among=Sort.values),
    ]
    return [group for group in groups if group.options]


def _facet(
    found: Found,
    asked: Asked,
    key: str,
    label: str,
    *,
    word: Callable[[str], str],
    among: Collection[str] | None = None,
) -> Facet:
    counts, chosen = found.counts.get(key, {}), asked.choices.get(key, ())
    codes = {*counts, *chosen} if among is None else {*counts, *chosen} & set(among)
    options = [
        Option(code, word(code), counts.get(code, 0), code in chosen, toggled(asked, key, code)) for code in codes
    ]
    return Facet(key, label, tuple(sorted(options, key=lambda option: (-option.count, option.label))))


def areas_of(
    found: Found, asked: Asked, district_names: Mapping[str, str], outlines: Outlines | None = None
) -> list[Area]:
    """The districts of the map with what the question finds in each; a click chooses one, or lets it go again.

    Drawn by their outlines where the operator imported them, else as squares near where they lie.
    """
    rings = outlines.rings if outlines else {}
    counts, chosen = found.counts.get("district", {}), asked.choices.get("district", ())
    return [
        Area(
            code=area["code"],
            label=district_names.get(area["code"], area["name"]),
            count=counts.get(area["code"], 0),
            href=toggled(asked, "district", area["code"]),
            rings=tuple(tuple((x, y) for x, y in ring) for ring in rings.get(area["code"], ())),
            tile=None if rings else (area["tile"][0], area["tile"][1]),
            short=tuple(area["short"]),
            is_current=area["code"] in chosen,
        )
        for area in cartogram()
    ]


def orders_of(asked: Asked) -> list[Tab]:
    """Both orders where there are words to be matched; none where both are the alphabet."""
    words = {Order.RELEVANCE: _("Best match first"), Order.NAME: _("By name")}
    return [
        Tab(word, address_of(asked, order=order), is_current=asked.order == order)
        for order, word in words.items()
        if asked.words
    ]


def cards_of(found: Found) -> list[Card]:
    """What was found, each with kind, place and the first of what it offers and needs."""
    return [
        Card(
            title=hit.entry.name,
            href=hit.entry.href,
            text=_listings_told(hit),
            facts=tuple(filter(None, (hit.entry.kind_word, str(hit.entry.place or "")))),
        )
        for hit in found.hits
    ]


def _listings_told(hit: Hit) -> str:
    offers = [listing.title for listing in hit.listings if listing.side == Side.OFFER]
    needs = [listing.title for listing in hit.listings if listing.side == Side.NEED]
    told = [
        _("Offers: %(titles)s.") % {"titles": " · ".join(offers)} if offers else "",
        _("Needs: %(titles)s.") % {"titles": " · ".join(needs)} if needs else "",
        ngettext("And %(count)s more.", "And %(count)s more.", hit.more) % {"count": written(hit.more)}
        if hit.more
        else "",
    ]
    return " ".join(filter(None, told))


def total_told(found: Found) -> str:
    """«1,204 entries»."""
    return ngettext("%(count)s entry", "%(count)s entries", found.total) % {"count": written(found.total)}
