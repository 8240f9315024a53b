"""Text as people type it when they search: without case, accents, or the difference of ß and ss."""

from __future__ import annotations

import unicodedata
from itertools import filterfalse


def folded(text: str) -> str:
    """`text` in lower case, ß as ss, without accents; «Weberei Flöha» and «weberei FLOHA» agree.

    Databases disagree about case outside ASCII, so names are stored folded beside their real form.
    """
    text = text.casefold()
    if not text.isascii():
        text = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    return " ".join(text.split())
