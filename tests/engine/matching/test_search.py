"""Texts found by meaning, spelling and labels at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from aufwind.engine.matching import search
from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.search import TextIndex
from aufwind.engine.matching.vectors import CellVectors, vectors_of

TEXTS = [
    "Tischlerin baut Möbel nach Maß",
    "cloud hosting for small firms",
    "Proberaum für Musikgruppen",
    "legal advice for founders",
    "Buchführung für Vereine",
    "weaving workshop with looms",
]


@pytest.fixture(scope="module")
def index():
    return TextIndex.build(TEXTS, encoder=encoder_named("use"))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("carpenter for a wooden table", 0),
        ("Server in der Cloud", 1),
        ("rehearsal space for a band", 2),
        ("Rechtsberatung für Gründerinnen", 3),
        ("accounting for associations", 4),
        ("Weberin mit Webstuhl", 5),
    ],
)
def test_needs_find_offers_across_languages(index, query, wanted):
    assert index.nearest([query], depth=1)[0].indices.tolist() == [wanted]


def test_scores_fall_lie_between_nought_and_one_and_parts_belong_to_the_same_texts(index):
    hits = index.nearest(["Weberei"], depth=10)[0]

    assert sorted(hits.indices.tolist()) == list(range(6))
    assert (np.diff(hits.scores) <= 0).all()
    for part in (hits.scores, hits.lexical, hits.meaning, hits.taxonomy):
        assert part.dtype == np.float32
        assert part.shape == (6,)
        assert 0 <= part.min() <= part.max() <= 1


def test_what_is_asked_word_for_word_fits_almost_wholly(index):
    hits = index.nearest([TEXTS[4]], depth=2)[0]

    assert hits.indices[0] == 4
    assert hits.scores[0] > 0.95
    assert hits.scores[1] < 0.5


def test_within_names_the_only_texts_that_may_be_found(index):
    hits = index.nearest(["Tischlerin"], depth=5, within=np.array([3, 1]))[0]

    assert sorted(hits.indices.tolist()) == [1, 3]


def test_topics_lift_a_text(index):
    labelled = TextIndex.build(TEXTS, encoder=encoder_named("use"), labels=[[], ["Musik"], [], [], [], []])

    plain, lifted = (
        own.nearest(["Konzert"], depth=6, labels=[["Musik"]])[0].taxonomy.max() for own in (index, labelled)
    )

    assert (plain < 1, lifted) == (True, 1)


def test_without_an_encoder_words_and_labels_decide():
    hits = TextIndex.build(TEXTS, encoder=None).nearest(["Möbeltischler"], depth=1)[0]

    assert hits.indices.tolist() == [0]
    assert hits.meaning.tolist() == [0]


@pytest.mark.parametrize("setting", ["use", "none"])
def test_rows_of_a_group_rank_together_with_one_score(setting):
    texts = ["Schreiner", "cloud hosting", "Tischler", "Weberin", "cabinet maker"]
    groups = ["wood", "", "wood", "", "wood"]

    hits = TextIndex.build(texts, encoder=encoder_named(setting), groups=groups).nearest(["Tischlerin"], depth=5)[0]

    assert hits.indices[0] == 2
    assert sorted(hits.indices[:3].tolist()) == [0, 2, 4]
    assert len(set(hits.scores[:3].tolist())) == 1
    assert all(one >= other for one, other in pairwise(hits.scores.tolist()))


@pytest.mark.parametrize("setting", ["use", "none"])
@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("Erfahrener Weber (m/w/d), 42 Jahre, sucht Räume", "Erfahrene Weberin, 57 Jahre, sucht Räume"),
        ("Frau Vogel ist Ärztin", "Herr Vogel ist Arzt"),
        ("Mr. Bird, aged 42, salesman", "Mrs. Bird, aged 57, saleswoman"),
    ],
)
def test_gender_and_age_leave_every_score_bit_identical(setting, form, other):
    encoder = encoder_named(setting)

    def found(text):
        asked = TextIndex.build([*TEXTS, text], encoder=encoder).nearest(["Webstuhl gesucht", text], depth=9)
        return [(own.indices.tolist(), own.scores.tobytes(), own.meaning.tobytes()) for own in asked]

    assert found(form) == found(other)


def test_vectors_that_are_there_are_used(index):
    vectors = np.eye(6, dtype=np.float32)

    hits = TextIndex.build(TEXTS, encoder=None, vectors=vectors).nearest(["x"], depth=1, vectors=vectors[3:4])[0]

    assert hits.indices.tolist() == [3]


def test_many_texts_are_searched_through_cells_with_almost_the_same_answers(monkeypatch):
    texts = [f"{one} {other}" for one in ("Weber", "Tischler", "cloud", "Probe") for other in range(60)]
    exact = TextIndex.build(texts, encoder=encoder_named("use")).nearest(["Tischler 7"], depth=5)[0]
    monkeypatch.setattr(search, "EXACT_UP_TO", 100)
    monkeypatch.setattr(search, "POOL", 40)
    monkeypatch.setattr(search, "vectors_of", lambda rows: vectors_of(rows, exact_up_to=100))

    index = TextIndex.build(texts, encoder=encoder_named("use"))
    hits = index.nearest(["Tischler 7"], depth=5)[0]

    assert isinstance(index._vectors, CellVectors)
    assert hits.indices[0] == exact.indices[0] == texts.index("Tischler 7")
    assert len(set(hits.indices.tolist()) & set(exact.indices.tolist())) >= 3


def test_progress_is_told_to_the_end():
    told = []

    TextIndex.build(TEXTS, encoder=encoder_named("use"), progress=lambda done, all_: told.append((done, all_)))

    assert told == [(6, 6)]


def test_no_texts_give_no_hits():
    assert TextIndex.build([], encoder=encoder_named("use")).nearest(["Weber"], depth=3)[0].indices.tolist() == []
