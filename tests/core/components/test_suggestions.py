"""Suggestions: always a reason, never only a number, and an answer that can be taken back."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.suggestions import VOICES, Reason, ScorePart, Suggestion, reason_list, strength

WHY = Reason("meaning", "Your need", "Photographs of fabrics", "Their offer", "Product photography")


def card(language="en", **values):
    suggestion = Suggestion(**{"key": "7", "name": "Elif Demir", "href": "/elif", "reasons": (WHY,), **values})
    source = "{% suggestion_card suggestion action='/answer' refusals=refusals heading=3 %}"
    context = {"suggestion": suggestion, "refusals": [("known", "Known")], "csrf_token": "token"}
    with override(language):
        return Template(source).render(Context(context))


def test_reason_names_both_fields_and_what_spoke():
    with override("en"):
        html = Template("{% reason_list reasons %}").render(Context({"reasons": [WHY]}))

    for word in ("same meaning", "Your need", "Photographs of fabrics", "Their offer", "Product photography"):
        assert word in html


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_part_that_can_speak_has_a_word(language):
    with override(language):
        made = reason_list([Reason(voice, "a", "b", "c", "d") for voice in VOICES])

    assert len({entry["word"] for entry in made["reasons"]}) == len(VOICES)
    assert len({entry["category"] for entry in made["reasons"]}) == len(VOICES)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (1.0, "very strong"),
        (0.75, "very strong"),
        (0.5, "strong"),
        (0.3, "moderate"),
        (0.01, "weak"),
        (0.0, "not at all"),
    ],
)
def test_strength_is_said_in_words(value, word):
    with override("en"):
        assert strength(value) == word


def test_bars_carry_word_and_number_of_the_reader():
    with override("de"):
        part = reason_list([WHY], parts=[ScorePart("Themen", 0.829)])["parts"][0]

    assert part == {"label": "Themen", "x": "82.90%", "word": "sehr stark", "number": "0,83"}


def test_open_suggestion_takes_three_answers():
    html = card()

    assert '<form method="post" action="/answer">' in html
    assert 'name="csrfmiddlewaretoken" value="token"' in html
    assert '<input type="hidden" name="suggestion" value="7">' in html
    for answer in ("accepted", "later", "declined"):
        assert f'name="answer" value="{answer}"' in html
    assert '<option value="known">Known</option>' in html


@pytest.mark.parametrize(
    ("answer", "word"), [("accepted", "angenommen"), ("later", "später"), ("declined", "abgelehnt")]
)
def test_answered_suggestion_says_so_and_can_be_undone(answer, word):
    html = card("de", answer=answer, answer_note="bis September")

    assert word in html
    assert "bis September" in html
    assert 'name="answer" value="open"' in html
    assert 'value="declined"' not in html


def test_two_reasons_are_read_and_the_others_wait():
    html = card(reasons=(WHY,) * 5)

    assert "3 more reasons" in html
    assert html.index("<details") > html.index("Photographs")
    assert html.count("Photographs of fabrics") == 5
    assert '<details class="suggestion-card-more"' not in card()


def test_a_suggestion_without_reason_is_refused():
    for make in (
        lambda: Suggestion("1", "Elif", "/", ()),
        lambda: Suggestion("1", "Elif", "/", (WHY,), answer="maybe"),
        lambda: Reason("stars", "a", "b", "c", "d"),
    ):
        with pytest.raises(ValueError):
            make()
