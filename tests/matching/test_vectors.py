from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.relevance import TextRelevance
from aufwind.matching.models import TextVector
from aufwind.matching.vectors import (
    StoredRelevance,
    encoded_in_chunks,
    encoder_in_use,
    hash_of,
    keep,
    missing_texts,
)
from tests.matching.fakes import FakeEncoder

pytestmark = pytest.mark.django_db
TEXTS = ["Webstühle gesucht", "Raum mit Licht"]


def stored(texts, encoder):
    for rows in encoded_in_chunks(texts, encoder):
        keep(rows)


def test_a_text_is_found_by_what_it_says_not_by_gender_or_space():
    assert hash_of("Lehrer  gesucht") == hash_of("Lehrerin gesucht")
    assert hash_of("Lehrer gesucht") != hash_of("Lehrer geboten")


def test_stored_vectors_are_read_and_the_rest_is_encoded_the_same_way():
    encoder = FakeEncoder()
    fresh = StoredRelevance(TextRelevance(encoder)).encode(TEXTS)
    stored(TEXTS[:1], encoder)
    encoder.asked.clear()

    again = StoredRelevance(TextRelevance(encoder)).encode(TEXTS)

    assert encoder.asked == TEXTS[1:]
    assert np.array_equal(again, fresh)


def test_too_many_texts_without_a_vector_are_left_to_words_alone():
    encoder = FakeEncoder()
    stored(TEXTS[:1], encoder)

    rows = StoredRelevance(TextRelevance(encoder), most_encoded=0).encode(TEXTS)

    assert [bool(row.any()) for row in rows] == [True, False]


def test_each_missing_text_is_named_once():
    encoder = FakeEncoder()
    stored(TEXTS[:1], encoder)

    assert missing_texts([*TEXTS, "Raum  mit Licht"], encoder) == ["Raum mit Licht"]


def test_vectors_of_another_encoder_are_not_ours():
    encoder, other = FakeEncoder(), FakeEncoder()
    other.id = "other/1"
    stored(TEXTS, other)

    assert missing_texts(TEXTS, encoder) == TEXTS


def test_a_vector_somebody_else_stored_meanwhile_stays():
    encoder = FakeEncoder()
    stored(TEXTS, encoder)
    stored(TEXTS, encoder)

    assert TextVector.objects.count() == 2


def test_the_setting_chooses_the_encoder(settings):
    assert encoder_in_use() is encoder_named("use")

    settings.AUFWIND_ENCODER = "none"
    assert encoder_in_use() is None

    settings.AUFWIND_ENCODER = "witchcraft"
    with pytest.raises(ProblemError):
        encoder_in_use()


def test_without_an_encoder_vectors_play_no_part():
    assert StoredRelevance(TextRelevance(None)).encode(TEXTS) is None
