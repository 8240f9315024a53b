"""How German words sound: the Kölner Phonetik of Hans Joachim Postel (1969)."""

from __future__ import annotations

from functools import lru_cache

HARD_AT_START = frozenset("ahkloqrux")
HARD_INSIDE = frozenset("ahkoqux")
CODES = {
    **dict.fromkeys("aeijouy", "0"),
    **dict.fromkeys("b", "1"),
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    **dict.fromkeys("l", "5"),
    **dict.fromkeys("mn", "6"),
    **dict.fromkeys("r", "7"),
    **dict.fromkeys("sz", "8"),
}


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """The digits of how a word of a–z sounds; vowels count only at its start. «muller» and «miler» are «657»."""
    digits: list[str] = []
    for position, letter in enumerate(word):
        before = word[position - 1] if position else ""
        after = word[position + 1] if position + 1 < len(word) else ""
        for digit in _digits(letter, before, after):
            if not digits or digits[-1] != digit:
                digits.append(digit)
    return "".join(digits[:1] + [digit for digit in digits[1:] if digit != "0"])


def _digits(letter: str, before: str, after: str) -> str:
    if letter in CODES:
        return CODES[letter]
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    if letter == "c":
        return _digit_of_c(before, after)
    return letter if letter.isdigit() else ""


def _digit_of_c(before: str, after: str) -> str:
    if not before:
        return "4" if after in HARD_AT_START else "8"
    return "4" if before not in "sz" and after in HARD_INSIDE else "8"
