"""Reasons: in both languages, naming the two fields that met and what spoke."""

from __future__ import annotations

import numpy as np
import pytest

from aufwind.engine.errors import Text
from aufwind.engine.matching.board import Post
from aufwind.engine.matching.explain import Speaker
from aufwind.engine.matching.matches import Field, Reason
from aufwind.engine.matching.profile import Entry, Profile
from aufwind.engine.matching.score import Fits

NEED = Entry("n1", "Webstuhl gesucht", topics=frozenset({"Textil", "Erbe"}))
OFFER = Entry("o1", "Looms on loan", topics=frozenset({"Textil", "Erbe"}))
KUNSTHAUS = Profile("kunsthaus", "Kunsthaus Oschatz", needs=(NEED,))
WEBEREI = Profile("weberei", offers=(OFFER,))


def speaker(*, need=NEED, offer=OFFER, fit=0.5, lexical=0.0, meaning=0.0, taxonomy=0.0, circles=()):
    row = np.zeros(1, np.int32)
    fits = Fits(row, row, row, row + 1, *(np.array([part]) for part in (fit, lexical, meaning, taxonomy)))
    posts = [Post(KUNSTHAUS, need)], [Post(WEBEREI, offer)]
    return Speaker.of((KUNSTHAUS, WEBEREI), *posts, fits, dict(circles))


def test_a_reason_names_the_two_fields_and_what_spoke():
    (reason,) = speaker(lexical=0.4, meaning=0.6, taxonomy=0.5).reasons(0, 1)

    assert reason == Reason(
        (Field("kunsthaus", "need", "n1"), Field("weberei", "offer", "o1")),
        ("topic", "meaning", "words"),
        ("Erbe", "Textil"),
        0.5,
        Text(
            "Bedarf ‹Webstuhl gesucht› (Kunsthaus Oschatz) trifft Angebot ‹Looms on loan› (weberei): "
            "gleiche Themen ‹Erbe›, ‹Textil›, ähnlicher Sinn, ähnliche Wörter.",
            "Need ‘Webstuhl gesucht’ (Kunsthaus Oschatz) meets offer ‘Looms on loan’ (weberei): "
            "same topics ‘Erbe’, ‘Textil’, similar meaning, similar words.",
        ),
    )


@pytest.mark.parametrize(
    ("parts", "voices"),
    [
        ({"lexical": 0.3, "meaning": 0.1}, ("words",)),
        ({"lexical": 0.1, "meaning": 0.05}, ("words",)),
        ({"lexical": 0.1, "meaning": 0.15}, ("meaning",)),
        ({"taxonomy": 1.0}, ("concept",)),
        ({"taxonomy": 1.0, "meaning": 0.4}, ("concept", "meaning")),
    ],
)
def test_the_loudest_is_always_said(parts, voices):
    (reason,) = speaker(need=Entry("n1", "x"), **parts).reasons(0, 1)

    assert reason.voices == voices


def test_one_topic_is_said_as_one():
    (reason,) = speaker(offer=Entry("o1", "Looms", topics=frozenset({"Textil"}))).reasons(0, 1)

    assert reason.text.de.endswith("gleiches Thema ‹Textil›.")
    assert reason.text.en.endswith("same topic ‘Textil’.")


def test_different_circles_are_said():
    reasons = speaker(meaning=0.5, circles={"kunsthaus": "Kultur", "weberei": "Handwerk"}).reasons(1, 0)

    assert reasons[1] == Reason(
        (Field("weberei", "profile", "weberei"), Field("kunsthaus", "profile", "kunsthaus")),
        ("circle",),
        (),
        1.0,
        Text(
            "Sie kommen aus verschiedenen Kreisen: ‹Handwerk› und ‹Kultur›.",
            "They come from different circles: ‘Handwerk’ and ‘Kultur’.",
        ),
    )


def test_the_same_circle_is_no_reason():
    assert len(speaker(meaning=0.5, circles={"kunsthaus": "Kultur", "weberei": "Kultur"}).reasons(0, 1)) == 1


def test_the_need_that_was_asked_about_is_told_first():
    other = Entry("n2", "Garn gesucht")
    columns = np.array([[0, 0, 0, 1], [1, 0, 0, 1]], np.int32).T
    fit = np.array([0.9, 0.2])
    fits = Fits(*columns, fit, fit, fit, 0 * fit)
    posts = [Post(KUNSTHAUS, NEED), Post(KUNSTHAUS, other)], [Post(WEBEREI, OFFER)]
    made = Speaker.of((KUNSTHAUS, WEBEREI), *posts, fits, {})

    assert [reason.met[0].entry for reason in made.reasons(0, 1)] == ["n1", "n2"]
    assert [reason.met[0].entry for reason in made.reasons(0, 1, need=1)] == ["n2", "n1"]


def test_common_topics_of_profiles_are_said():
    a, b = (Profile(id_, topics=frozenset({"Erbe", id_})) for id_ in "ab")
    row = np.zeros(1, np.int32)
    fits = Fits(row, row, row, row + 1, *(np.array([0.5]) for _ in range(4)))
    made = Speaker.of((a, b), [Post(a, NEED)], [Post(b, OFFER)], fits, {})

    topics = made.reasons(0, 1)[1]

    assert (topics.voices, topics.topics, topics.fit) == (("topic",), ("Erbe",), pytest.approx(1 / 3))
    assert topics.text == Text("Beide befassen sich mit ‹Erbe›.", "Both care about ‘Erbe’.")
