"""The preview of a merge: what differs, what is chosen, what moves along."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components.merging import MergeField, Moved

FIELDS = [
    MergeField("name", "Name", "Weberei Flöha GmbH", "Weberei Floeha"),
    MergeField("place", "Place", "Flöha", "Flöha"),
    MergeField("email", "E-mail", "", "buero@example.org", "right"),
]


def shown(fields=FIELDS, moved=(), language="en"):
    source = "{% merge_preview 'A GmbH' 'A' fields key='1-2' moved=moved action='/merge' %}"
    with override(language):
        return Template(source).render(Context({"fields": fields, "moved": moved, "csrf_token": "token"}))


def test_only_differing_fields_are_chosen_from():
    html = shown()

    assert html.count('type="radio"') == 4
    assert 'name="name" value="left" form="merge-1-2" checked' in html
    assert 'name="email" value="right" form="merge-1-2" checked' in html
    assert 'name="place"' not in html
    assert "the same in both" in html


def test_difference_is_said_in_words():
    assert shown().count("differs</span>") == 2
    assert "2 fields differ" in shown()
    assert "1 Feld ist verschieden" in shown(FIELDS[:2], language="de")


def test_what_moves_along_is_counted():
    html = shown(moved=[Moved("ties", 1005), Moved("consents", 2)])

    assert "<strong>1,005</strong> ties" in html
    assert "<strong>2</strong> consents" in html
    assert "nothing is lost" not in shown()


def test_answer_is_one_form():
    html = shown()

    assert '<form method="post" id="merge-1-2" action="/merge">' in html
    assert '<input type="hidden" name="pair" value="1-2">' in html
    assert 'name="answer" value="merge"' in html
    assert 'name="answer" value="different"' in html


def test_choice_is_left_or_right():
    with pytest.raises(ValueError, match="side"):
        MergeField("name", "Name", "a", "b", "middle")
