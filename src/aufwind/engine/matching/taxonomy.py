"""Labels that name the same concept in German and English: ESCO, ISCO-08 and NACE as an exact bridge.

What is shipped, from whom and under which terms stands in `data/README.md`; `NOTICE` must be shown by whoever shows
concepts. The file is read at the first use (about half a second, 60 MB).
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from aufwind.engine.matching.words import key_of

NOTICE = "This service uses the ESCO classification of the European Commission."
LONGEST_LABEL = 8
"""Words of the longest label looked for inside a text; 97 of 100 labels are not longer."""

MOST_MEANINGS = 3
"""A label shared by more concepts says too little to be counted inside a text."""

SHORTEST_MENTION = 4
"""Letters; «ab», «os» and «ct» are labels too, but inside a text they are mostly something else."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One entry of a taxonomy; `kind` is occupation, skill, isco, skill-group, nace-2.1 or nace-2."""

    kind: str
    code: str
    de: str
    en: str


class Taxonomy:
    """Concepts, numbered from 0, found by any of their labels."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._by_key: dict[str, tuple[int, ...]] = {}
        for number, line in enumerate(lines):
            for key in _keys(line):
                self._by_key[key] = (*self._by_key.get(key, ()), number)
        self._longest: dict[str, int] = {}  # by first word, so that most words of a text cost one look-up
        for key in self._by_key:
            first, length = key.partition(" ")[0], min(key.count(" ") + 1, LONGEST_LABEL)
            self._longest[first] = max(length, self._longest.get(first, 0))

    def __len__(self) -> int:
        return len(self._lines)

    def concept(self, number: int) -> Concept:
        """What a number stands for; a name missing in one language is given in the other."""
        kind, code, de, en, _, _ = self._lines[number].split("\t")
        return Concept(kind, code, de or en, en or de)

    def keys(self, number: int) -> list[str]:
        """The labels of a concept in both languages, as `words.key_of` gives them, each once."""
        return _keys(self._lines[number])

    def named(self, text: str) -> tuple[int, ...]:
        """The concepts one of whose labels is this whole text, gender and case aside; often none."""
        return self._by_key.get(key_of(text), ())

    def mentioned(self, text: str) -> tuple[int, ...]:
        """The concepts named by the text or inside it, longer labels before the shorter ones they contain.

        Cost: one look-up a word, and up to `LONGEST_LABEL` more where a label begins with it.
        """
        words = key_of(text).split(" ")
        whole = self._by_key.get(" ".join(words), ())
        found: dict[int, None] = dict.fromkeys(whole)
        at = 0
        while at < len(words):
            most = min(self._longest.get(words[at], 0), len(words) - at)
            length = next((n for n in range(most, 0, -1) if self._counts(words, at, n)), 0)
            if length:
                found.update(dict.fromkeys(self._by_key[" ".join(words[at : at + length])]))
            at += length or 1
        return tuple(found)

    def _counts(self, words: list[str], at: int, length: int) -> bool:
        key = " ".join(words[at : at + length])
        return len(key) >= SHORTEST_MENTION and 0 < len(self._by_key.get(key, ())) <= MOST_MEANINGS


@cache
def shipped_taxonomy() -> Taxonomy:
    """The concepts that come with the package; read once."""
    packed = files(__package__).joinpath("data/taxonomies.tsv.xz").read_bytes()
    return Taxonomy(lzma.decompress(packed).decode().split("\n"))


@lru_cache(maxsize=1 << 16)
def mentioned_in(text: str) -> tuple[int, ...]:
    """`Taxonomy.mentioned` of the shipped concepts, remembered."""
    return shipped_taxonomy().mentioned(text)


def _keys(line: str) -> list[str]:
    _, _, _, _, german, english = line.split("\t")
    return list(dict.fromkeys(key for own in (german, english) if own for key in own.split("|")))
