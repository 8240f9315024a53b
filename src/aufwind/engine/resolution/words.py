"""How two names agree, word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from aufwind.engine.resolution import weights

if TYPE_CHECKING:
    from aufwind.engine.resolution.counts import Counts

FREQUENT = 4
"""A word so many records have is no typing error of another such word: «Anna» and «Anne» are two names."""


class Agreement(NamedTuple):
    """What two names have in common.

    Attributes:
        told: Sum of the weights of words that agree, ≥ 0.
        only_left: Weight of the words only the first name has.
        only_right: Weight of the words only the second name has.
        is_exact: All words are the same.
    """

    told: float
    only_left: float
    only_right: float
    is_exact: bool


def agreement(left: tuple[str, ...], right: tuple[str, ...], counts: Counts, places: frozenset[str]) -> Agreement:
    """Pair the words of two names, best pairs first, order ignored.

    Args:
        left: Words of one name.
        right: Words of the other.
        counts: How rare words are.
        places: Words that name a place both records are in: they tell little, and nothing where one name omits them.
    """
    rest_left, rest_right = list(left), list(right)
    told = 0.0
    for word in left:
        if word in rest_right:
            rest_left.remove(word)
            rest_right.remove(word)
            told += weight_of(word, counts, places)
    rest_left = [word for word in rest_left if word not in places]
    rest_right = [word for word in rest_right if word not in places]
    if not rest_left and not rest_right:
        return Agreement(told, 0.0, 0.0, is_exact=True)
    if rest_left and rest_right:
        told += _paired(rest_left, rest_right, counts, places)
        told += _joined(rest_left, rest_right, counts, places)
    only_left = sum([weight_of(word, counts, frozenset()) for word in rest_left])
    only_right = sum([weight_of(word, counts, frozenset()) for word in rest_right])
    return Agreement(told, only_left, only_right, is_exact=False)


def weight_of(word: str, counts: Counts, places: frozenset[str]) -> float:
    """How much agreeing on a word tells."""
    most = weights.MOST_FOR_A_PLACE_IN_A_NAME if word in places else weights.MOST_FOR_A_WORD
    return min(counts.surprise(word), most)


def _paired(left: list[str], right: list[str], counts: Counts, places: frozenset[str]) -> float:
    """Take words that nearly agree out of both lists; returns what they tell."""
    told = 0.0
    pairs = [(like, a, b) for a in left for b in right if (like := likeness(a, b, counts))]
    for like, a, b in sorted(pairs, reverse=True):
        if a in left and b in right:
            left.remove(a)
            right.remove(b)
            told += like * min(weight_of(a, counts, places), weight_of(b, counts, places))
    return told


def _joined(left: list[str], right: list[str], counts: Counts, places: frozenset[str]) -> float:
    """What remains may be one word written as two, or an acronym of the other side."""
    if not left or not right or len(left) + len(right) < 3:
        return 0.0
    one, other = "".join(left), "".join(right)
    share = 0.0
    if likeness(one, other, counts) or one == other:
        share = weights.TYPING_ERROR
    elif _is_acronym(left, right) or _is_acronym(right, left):
        share = weights.ACRONYM
    if not share:
        return 0.0
    lighter = min(left, right, key=len)
    told = share * max(weight_of(word, counts, places) for word in lighter)
    left.clear()
    right.clear()
    return told


def _is_acronym(short: list[str], long: list[str]) -> bool:
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def likeness(left: str, right: str, counts: Counts) -> float:
    """Share of its weight a word keeps where it is written as the other one; 0 for different words."""
    if left[0].isdigit() or right[0].isdigit():
        return 0.0
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if len(short) == 1:
        return weights.INITIAL if long[0] == short else 0.0
    if is_misspelt(left, right, counts):
        return weights.TYPING_ERROR
    return weights.ABBREVIATION if _is_abbreviation(short, long) else 0.0


def is_misspelt(left: str, right: str, counts: Counts, mark: str = "") -> bool:
    """Whether one word may be a typing error of the other: one error in a short word, two from eight letters on.

    Words that both occur often are two words; `mark` is what they were counted with.
    """
    length = max(len(left), len(right))
    errors = 0 if length < 4 else 1 if length < 8 else 2
    if not errors or abs(len(left) - len(right)) > errors or OSA.distance(left, right, score_cutoff=errors) > errors:
        return False
    return min(counts.of(mark + left), counts.of(mark + right)) < FREQUENT


def _is_abbreviation(short: str, long: str) -> bool:
    """«kult» of «kulturverein» (its beginning), «lk» of «landkreis» (letters of it in their order)."""
    if len(short) >= 3 and long.startswith(short):
        return True
    if len(short) > 3 or len(long) < 2 * len(short) or long[0] != short[0]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
