"""Values passed between accounts and the contexts above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """A personal link somebody may have again.

    Attributes:
        title_de, title_en: What it opens («Your meetings in Flöha»).
        address: The full address, German; the page offers the other language itself.
    """

    title_de: str
    title_en: str
    address: str
