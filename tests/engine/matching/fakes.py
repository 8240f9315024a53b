"""A text relevance that needs no model: the share of words two texts have in common, and of labels."""

from __future__ import annotations

import numpy as np

from aufwind.engine.matching.search import Hits


class WordIndex:
    def __init__(self, texts, labels):
        self.words = [words_of(text) for text in texts]
        self.labels = [frozenset(own) for own in labels]

    def nearest(self, queries, *, depth, vectors=None, labels=None, within=None):
        del vectors
        return [
            self.one(words_of(query), frozenset(labels[at] if labels else ()), depth, within)
            for at, query in enumerate(queries)
        ]

    def one(self, words, labels, depth, within):
        lexical = np.array([share(words, own) for own in self.words], np.float32)
        taxonomy = np.array([share(labels, own) for own in self.labels], np.float32)
        fit = 0.75 * lexical + 0.25 * taxonomy
        pool = np.arange(len(self.words)) if within is None else within
        best = pool[np.argsort(-fit[pool], kind="stable")[:depth]]
        return Hits(best, fit[best], lexical[best], np.zeros(len(best), np.float32), taxonomy[best])


class Words:
    """The port `Relevance`, by words alone; counts how often it was asked to encode."""

    id = "words"

    def __init__(self):
        self.encoded = []

    def encode(self, texts, progress=None):
        self.encoded += texts
        if progress:
            progress(len(texts), len(texts))

    def index(self, texts, *, vectors, labels):
        del vectors
        return WordIndex(texts, labels)


def words_of(text):
    return frozenset(text.lower().replace(".", " ").split())


def share(one, other):
    return len(one & other) / len(one | other) if one and other else 0.0
