from __future__ import annotations

import logging

import pytest

from aufwind.core.jobs import run_until_idle
from aufwind.matching.actions import start_run
from aufwind.matching.enums import RunState
from aufwind.matching.jobs import compute_run, encode_what_is_new, forget
from aufwind.matching.models import Encoding, Run, TextVector
from tests.cast import AGENCY
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


def test_a_run_whose_encoder_is_not_there_says_which_setting_is_wrong(register, settings):
    settings.AUFWIND_ENCODER = "witchcraft"

    run = computed()

    assert run.state == RunState.FAILED
    assert run.findings[0]["en"].startswith("Encoder setting “witchcraft”")


def test_a_run_that_fails_unforeseen_is_failed_and_the_next_can_start(register, settings, monkeypatch, caplog):
    settings.AUFWIND_ENCODER = "none"
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr("aufwind.matching.jobs.match_profiles", lambda *_args, **_more: 1 / 0)

    run = computed()

    assert (run.state, len(run.findings)) == (RunState.FAILED, 1)
    assert start_run(by=AGENCY) != run


def test_a_run_that_is_over_is_not_computed_again(register, settings):
    settings.AUFWIND_ENCODER = "none"
    run = computed()

    compute_run(None, run_id=run.pk)

    assert Run.objects.get().finished_at == run.finished_at


def test_the_clock_has_new_texts_read_and_old_things_forgotten(register):
    encode_what_is_new()
    run_until_idle()
    assert (Encoding.objects.count(), TextVector.objects.count()) == (1, 5)

    register[2].listings.all().delete()
    forget()

    assert TextVector.objects.count() == 4


def test_the_clock_survives_an_encoder_that_is_not_there(settings):
    settings.AUFWIND_ENCODER = "witchcraft"

    encode_what_is_new()
    forget()

    assert not Encoding.objects.exists()


def test_a_run_keeps_a_vector_for_every_text(register):
    computed()

    assert TextVector.objects.count() == 5
