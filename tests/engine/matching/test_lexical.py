"""Likeness of spelling."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from aufwind.engine.matching.lexical import LexicalIndex, grams_of
from aufwind.engine.matching.words import neutral_words

TEXTS = ["Schreinerin", "Tischler", "Fachkraft Recycling", "", "Straßenbau und Tiefbau"]


def plainly(texts, query):
    """The same cosine, word pair by word pair, as the definition reads."""
    size = len(texts)
    words = [Counter(neutral_words(text)) for text in texts]
    seen = Counter(word for own in words for word in own)
    texts_with = Counter()
    for word, count in seen.items():
        texts_with.update(dict.fromkeys(grams_of(word), count))
    rarity = lambda gram: np.log((1 + size) / (1 + min(texts_with[gram], size))) + 1  # noqa: E731

    def dot(one, other):
        return sum(rarity(gram) ** 2 for gram in set(grams_of(one)) & set(grams_of(other)))

    asked = Counter(gram for word in neutral_words(query) for gram in grams_of(word))
    length = np.sqrt(sum((count * rarity(gram)) ** 2 for gram, count in asked.items()))
    scores = []
    for own in words:
        product = sum(dot(word, other) * (1 + np.log(n)) for word in neutral_words(query) for other, n in own.items())
        square = sum(dot(word, word) * (1 + np.log(n)) ** 2 for word, n in own.items())
        scores.append(product / (length * np.sqrt(square)) if square else 0.0)
    return np.clip(scores, 0, 1)


@pytest.mark.parametrize("query", ["Schreiner", "Recyclingfachkraft", "Bau", "Xylograph"])
def test_scores_are_the_cosine_of_the_n_grams(query):
    np.testing.assert_allclose(LexicalIndex(TEXTS).scores(query), plainly(TEXTS, query), atol=1e-5)


def test_compounds_meet_their_parts():
    scores = LexicalIndex(TEXTS).scores("Recycling-Fachkräfte")

    assert scores.argmax() == 2
    assert scores[2] > 0.5


def test_the_same_word_in_another_gender_is_the_same():
    assert LexicalIndex(TEXTS).scores("Schreiner (m/w/d)")[0] == pytest.approx(1, abs=1e-6)


def test_gender_leaves_scores_bit_identical():
    index = LexicalIndex(TEXTS)

    assert index.scores("Tischlerin").tobytes() == index.scores("Tischler/in").tobytes()


def test_nothing_is_like_nothing():
    assert LexicalIndex([]).scores("Tischler").shape == (0,)
    assert LexicalIndex(["", " "]).scores("Tischler").tolist() == [0, 0]
    assert LexicalIndex(TEXTS).scores("").tolist() == [0] * 5
