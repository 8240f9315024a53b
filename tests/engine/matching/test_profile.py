"""Profiles: what they carry, and what no run can start from."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.matching.board import Post
from aufwind.engine.matching.check import refuse_contradictions
from aufwind.engine.matching.profile import Entry, Profile
from aufwind.engine.matching.texts import labels_of, text_of, title_of, vectors_of


def findings(*profiles, language="en"):
    with pytest.raises(ProblemError) as caught:
        refuse_contradictions(profiles)
    return [finding.text(language) for finding in caught.value.findings]


def test_profiles_that_contradict_nothing_pass():
    refuse_contradictions([Profile("a", needs=(Entry("1", "x"),), offers=(Entry("1", "y"),)), Profile("b")])


def test_an_id_that_stands_twice_is_told():
    assert findings(Profile("a"), Profile("b"), Profile("a")) == [
        "Profiles: “a” stands more than once. Give every id once."
    ]


def test_an_entry_that_stands_twice_is_told_in_german():
    twice = Profile("a", offers=(Entry("1", "x"), Entry("1", "y")))

    assert findings(twice, language="de") == ["Profil a: «1» gibt es mehrmals. Vergeben Sie jede Kennung einmal."]


@pytest.mark.parametrize("profile", [Profile("a", capacity=-1), Profile("a", needs=(Entry("1", "x", capacity=-2),))])
def test_a_negative_capacity_is_told(profile):
    assert findings(profile) == ["Profile a: A capacity is negative. Write 0 or more."]


def test_the_name_of_the_owner_is_not_compared():
    entry = Entry("1", "Anna Berg's loom", "ANNA BERG lends a loom. Annabel Berger too.")

    assert text_of(Post(Profile("a", "Anna Berg"), entry)) == "loom. lends a loom. Annabel Berger too."
    assert text_of(Post(Profile("a"), entry)) == "Anna Berg's loom. ANNA BERG lends a loom. Annabel Berger too."


def test_a_title_that_is_only_the_name_stays():
    assert text_of(Post(Profile("a", "Weberei"), Entry("1", "Weberei"))) == "Weberei"


def test_topics_are_compared_in_order():
    assert labels_of(Post(Profile("a"), Entry("1", "x", topics=frozenset({"wood", "clay"})))) == ["clay", "wood"]


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Webstuhl gesucht", "Webstuhl"),
        ("Gesucht: Webstuhl", "Webstuhl"),
        ("Wir bieten an: Webstühle", "Webstühle"),
        ("Webstuhl. Wer hilft?", "Webstuhl"),
        ("Wanted: a loom", "a loom"),
        ("We are looking for a loom", "a loom"),
        ("Loom: any ideas?", "Loom"),
        ("Angebot", "Angebot"),
        ("Angebotserstellung", "Angebotserstellung"),
        ("Needlework", "Needlework"),
    ],
)
def test_words_of_asking_and_offering_are_not_compared(title, bare):
    assert title_of(Post(Profile("a"), Entry("1", title))) == bare


def encoded(texts):
    """Each text points in a direction of its own."""
    return np.eye(len(texts), dtype=np.float32)


def test_the_text_counts_half_of_the_title():
    posts = [Post(Profile("a"), Entry("1", "loom", "wood")), Post(Profile("a"), Entry("2", "loom"))]

    vectors = vectors_of(posts, encoded)

    assert vectors.tolist() == [pytest.approx([2 / 5**0.5, 1 / 5**0.5]), [1.0, 0.0]]
    assert vectors_of(posts, lambda _texts: None) is None


def test_what_has_no_vector_stays_without():
    posts = [Post(Profile("a"), Entry("1", "loom"))]

    assert vectors_of(posts, lambda texts: np.zeros((len(texts), 2), np.float32)).tolist() == [[0.0, 0.0]]
