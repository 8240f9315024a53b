from __future__ import annotations

import pytest

from aufwind.matching.enums import RunState
from aufwind.matching.models import TextVector
from tests.matching.makers import computed

pytestmark = pytest.mark.django_db


def test_a_run_suggests_who_meets_whom_with_the_two_fields(register):
    kunsthaus, weberei, _bakery = register

    run = computed()

    assert (run.state, run.profiles) == (RunState.DONE, 3)
    first = run.suggestions.first()
    assert (first.left, first.right) == (kunsthaus, weberei)
    assert {(reason.need.title_de, reason.offer.title_de) for reason in first.reasons.all()} >= {
        ("Webstühle für eine Ausstellung gesucht", "Webstühle zu verleihen"),
        ("Raum für eine Ausstellung gesucht", "Ausstellungsraum mit Licht"),
    }


def test_a_run_keeps_a_vector_for_every_text(register):
    computed()

    assert TextVector.objects.count() == 5
