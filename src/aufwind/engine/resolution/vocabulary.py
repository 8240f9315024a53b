"""Words of names that tell little: legal forms, titles, particles; all folded (a–z, «ü» as «u»)."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_ANYWHERE = _words(
    """
    gmbh ggmbh mbh ug haftungsbeschrankt ev evs verein gbr ohg kgaa kg partg partgmbb ek ewiv stiftung stift
    gemeinnutzige gesellschaft beschrankter haftung ltd limited llc plc inc incorporated sarl srl sro spzoo
    zoo spol  oy aps gesmbh
    """
)
"""Wherever they stand in a name. «Verein» and «Stiftung» alone are legal forms; «Kunstverein» is a name."""
LEGAL_AT_END = _words(
    """
    ag eg se co corp sa as ab bv nv spa sp z oo o company foundation association cic eu eingetragener
    genossenschaft
    """
)
"""Only at the end of a name, because they mean something else elsewhere."""
STOPWORDS = _words(
    """
    der die das des dem den und u and the of for fur von vom im in am an zu zum zur bei mit e
    """
)
LONG_FORMS = {"str": "strasse", "lk": "landkreis", "vhs": "volkshochschule", "ges": "gesellschaft"}
TITLES = _words(
    """
    dr prof professor professorin doktor dipl ing med phil rer nat pol oec habil hc mag magister ma ba msc bsc
    mba phd  herr frau mr mrs ms miss jun jr sen dipling
    """
)
PARTICLES = _words(
    """
    von van de der den zu vom zur del la le di da y
    """
)

CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ё": "io", "ы": "y", "э": "e", "ъ": "", "'": "", "’": "",
}  # fmt: skip
"""The Ukrainian state's own table (Cabinet resolution 55, 2010), simplified; Russian letters added."""
