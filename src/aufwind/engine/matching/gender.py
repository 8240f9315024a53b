"""One form for all genders: «Lehrerin», «Lehrer/in», «Lehrer:innen», «Lehrerinnen und Lehrer» all read «Lehrer».

A word is changed only where its ending says that it names a person; «Termin», «Medizin» and «Platin» stay. What is left
is a word of the language, because encoders read it too. The rules were written against the pairs «A/B» of the
occupation labels of ESCO; a test holds how many of those fall together.
"""

from __future__ import annotations

import re
from functools import lru_cache

_STEMS_WITH_E = (
    "log", "gog", "hilf", "expert", "kund", "zeug", "kolleg", "genoss", "schöff", "lots", "matros", "bot", "schütz",
    "gesandt", "erb", "opäd", "llurg", "beamt",
)  # fmt: skip
"""Before -in, the men's form ends in -e."""

_PLAIN_ENDINGS = (
    "er", "or", "eur", "ör", "är", "ar", "ist", "yst", "ent", "ant", "ekt", "eut", "aut", "wirt", "freund", "chef",
    "pilot",
    "dat", "mat", "kat", "nat", "bat", "let", "poet", "phet", "ret", "graf", "graph", "soph", "urg", "onom", "diakon",
    "schmied", "kapitän", "herr", "gott", "könig", "fürst", "coach", "feind", "held", "boss", "path", "iat", "steward",
    "tyrann", "äst", "ktiv", "eral", "mund", "konsul", "wart", "zeut", "spion",
)  # fmt: skip
_MUTATED = {
    "ärzt": "arzt", "wält": "walt", "rät": "rat", "köch": "koch", "bäuer": "bauer", "bischöf": "bischof",
    "ständ": "stand", "jüd": "jude", "kämmer": "kämmerer", "förder": "förderer", "wander": "wanderer",
    "zauber": "zauberer", "steuer": "steuerer", "fütter": "fütterer", "liefer": "lieferer",
}  # fmt: skip
_NOT_PEOPLE = frozenset(
    (
        *("glycerin", "glyzerin", "nitroglycerin", "heparin", "florentin", "christin", "submarin", "ultramarin"),
        *("aquamarin", "mandarin", "tamarin", "saccharin", "stearin", "terpentin", "serpentin", "quentin", "worin"),
        *("hierin", "ballerin", "chlorin", "pektin", "keratin", "palatin", "gelatin", "platin"),
    )
)
_WEAK = (
    "ent",
    "ant",
    "ist",
    "yst",
    "at",
    "it",
    "et",
    "ekt",
    "eut",
    "aut",
    "urg",
    "onom",
    "soph",
    "graf",
    "oph",
    "path",
)
_LETTER_E = ("ärzt", "wält", "köch", "rät")

_ADJECTIVE = re.compile(
    r"(?i)(\w{2,}(?:isch|lich|iert|(?<!sc)haft|prüft)|\w*(?:anerkannt|ausgebildet|lernt|stellt|auftragt|leitend|vorsitzend"
    r"|abgeordnet|auszubildend|studierend|ständig|beschäftigt|jugendlich|beamt|bevollmächtigt|erfahren|verwaltend"
    r"|dienstet|ordnet|gefreit|kundig|tretend|alternativ|national|zweit|dritt|angehörig|bildend|angehend|beratend|vereidigt|führend|schaffend|mobil|digital|kreativ|zahnmedizinisch|privat|arbeitend))"
    r"(?:er|e|en|em)"
)
_NOT_ADJECTIVE = re.compile(r"(?i).*(?:fisch|fleisch|(?:^|[^aeiouyäöürh]|fer)misch|^tisch)(?:er|e|en|em)")
_WHOLE = {
    "actress": "actor",
    "waitress": "waiter",
    "hostess": "host",
    "stewardess": "steward",
    "seamstress": "sewer",
    "masseuse": "masseur",
    "headmistress": "headmaster",
    "friseuse": "friseur",
    "frisöse": "frisör",
    "chauffeuse": "chauffeur",
    "souffleuse": "souffleur",
    "sommelière": "sommelier",
    "portière": "portier",
    "garderobiere": "garderobier",
    "nonne": "mönch",
    "zimmerin": "zimmerer",
    "polsterin": "polsterer",
    "kletterin": "kletterer",
    "patissière": "patissier",
    "krankenschwester": "krankenpfleger",
    "purserette": "purser",
}
_ENDINGS = tuple(_WHOLE.items())
_WOMAN = re.compile(r"(?i)(.{3,})(woman|women|person)")
_FRAU = re.compile(r"(?i)(.{2,}[a-zäöüß])(frau|frauen|leute)")
_NOT_FRAU = frozenset(("jungfrau", "ehefrau", "ehefrauen"))


@lru_cache(maxsize=1 << 16)
def without_gender(word: str) -> str:
    """A word in the form for all genders; the case of its first letter is kept."""
    low = word.lower()
    for ending, men in _ENDINGS:
        if low.endswith(ending):
            return _cased(low[: -len(ending)] + men, word)
    if low.endswith("in") and len(low) > 5 and low not in _NOT_PEOPLE:
        return _cased(_masculine(low[:-2]), word)
    if low.endswith("innen") and len(low) > 7:
        return _cased(_plural(low[:-5]), word)
    if (found := _FRAU.fullmatch(word)) and low not in _NOT_FRAU:
        return found[1] + ("mann" if low.endswith("frau") else "leute")
    if found := _WOMAN.fullmatch(word):
        return found[1] + ("men" if low.endswith("women") else "man")
    if not _NOT_ADJECTIVE.fullmatch(low) and (found := _ADJECTIVE.fullmatch(word)):
        return found[1] + "e"
    return word


def _masculine(stem: str) -> str:
    """The men's form of a women's form without its -in; with -in where the stem names nobody."""
    for ending, men in _MUTATED.items():
        if stem.endswith(ending):
            return stem[: -len(ending)] + men
    if stem.endswith(_STEMS_WITH_E):
        return stem + "e"
    return stem if stem.endswith(_PLAIN_ENDINGS) else stem + "in"


def _plural(stem: str) -> str:
    one = _masculine(stem)
    if one.endswith("in"):
        return stem + "innen"
    if one.endswith("e"):
        return one + "n"
    if stem.endswith(_LETTER_E):
        return stem + "e"
    if one.endswith(("or", *_WEAK)):
        return one + "en"
    return one if one.endswith("er") else one + "e"


def _cased(low: str, like: str) -> str:
    return low.upper() if like.isupper() and len(like) > 1 else (low[0].upper() + low[1:] if like[0].isupper() else low)
