from __future__ import annotations

import zlib
from datetime import date

import pytest
from django.apps import apps

from aufwind.core.models import AuditEntry
from aufwind.core.policy import NotAllowed
from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.files.match_json import read_profiles_json
from aufwind.engine.matching.match import match_profiles
from aufwind.engine.matching.profile import Entry, Profile
from aufwind.matching.actions import answer_suggestion, fail_run, forget_runs, propose, start_run, store_run
from aufwind.matching.actions.runs import KEPT
from aufwind.matching.enums import RunState, Verdict
from aufwind.matching.models import Answer, Run, Suggestion, TextVector
from aufwind.matching.vectors import stored_relevance
from tests.cast import AGENCY, EVE
from tests.matching.makers import computed

pytestmark = pytest.mark.django_db

GUESTS = (
    Profile("g1", needs=(Entry("n1", "Webstühle gesucht"),)),
    Profile("g2", offers=(Entry("o1", "Webstühle zu verleihen"),)),
)


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def pairs(run):
    return [(one.left_id, one.right_id, one.score) for one in run.suggestions.all()]


def test_a_run_keeps_what_it_was_asked_and_everything_to_repeat_it(register):
    kunsthaus, _weberei, bakery = register
    answer_suggestion(kunsthaus, bakery, Verdict.ACCEPTED, by=AGENCY)

    run = computed(per_profile=3, seed=7)

    given = read_profiles_json(zlib.decompress(bytes(run.inputs)))
    again = match_profiles(
        given.profiles, per_profile=3, seed=7, answers=given.answers, relevance=stored_relevance(),
        on=date.fromisoformat(run.parameters["on"]),
    )  # fmt: skip
    assert len(given.answers) == 1
    assert again.inputs == run.inputs_hash
    assert again.version == run.version
    assert sorted(match.score for match in again.pairs) == sorted(score for _left, _right, score in pairs(run))


def test_the_same_register_gives_the_same_run(register):
    assert pairs(computed()) == pairs(computed())


def test_a_run_changes_no_row_of_the_register(register):
    before = whole_register()

    computed()
    propose(GUESTS, pool="event:floeha", by=AGENCY)

    assert whole_register() == before


def whole_register():
    """Every row of every table of people and organisations, and of those who may log in."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for name in ("actors", "accounts")
        for model in apps.get_app_config(name).get_models()
    }


def test_while_a_run_is_computed_that_one_is_returned(register):
    first = start_run(by=AGENCY)

    assert start_run(by=AGENCY) == first
    assert start_run(by=AGENCY, audience="agency") != first


def test_lists_are_neither_empty_nor_endless(register):
    assert [start_run(by=AGENCY, audience=audience, per_profile=asked).parameters["per_profile"]
            for audience, asked in (("members", 0), ("agency", 1000))] == [1, 50]  # fmt: skip


def test_only_staff_begin_store_and_give_up_runs(register):
    run = start_run(by=AGENCY)
    matches = match_profiles(GUESTS, relevance=stored_relevance())

    for forbidden in (
        lambda: start_run(by=EVE),
        lambda: store_run(run, matches, GUESTS, by=EVE),
        lambda: fail_run(run, [], by=EVE),
        lambda: propose(GUESTS, pool="event:floeha", by=EVE),
    ):
        with pytest.raises(NotAllowed):
            forbidden()

    run.refresh_from_db()
    assert (run.state, Run.objects.count()) == (RunState.RUNNING, 1)


def test_a_run_is_stored_once(register):
    run = computed()
    stored = pairs(run)

    store_run(run, match_profiles((), relevance=stored_relevance()), (), by=AGENCY)

    assert pairs(run) == stored


def test_a_run_that_failed_says_why_and_the_next_can_start(register):
    run = start_run(by=AGENCY)
    finding = Finding(Text("Lauf", "Run"), Text("Kaputt.", "Broken."), Text("Neu starten.", "Start again."))

    fail_run(run, [finding], by=AGENCY)
    fail_run(run, [], by=AGENCY)

    run.refresh_from_db()
    assert run.findings == [{"de": "Lauf: Kaputt. Neu starten.", "en": "Run: Broken. Start again."}]
    assert start_run(by=AGENCY) != run


def test_a_computed_run_is_not_given_up_any_more(register):
    run = computed()

    assert fail_run(run, [], by=AGENCY).state == RunState.DONE


def test_profiles_from_above_get_proposals_and_leave_nothing_about_actors(db):
    run = propose(GUESTS, pool="event:floeha", by=AGENCY)

    assert [(one["a"], one["b"]) for one in run.proposals] == [("g1", "g2")]
    assert [field["entry"] for field in run.proposals[0]["reasons"][0]["met"]] == ["n1", "o1"]
    assert not Suggestion.objects.exists()
    assert not TextVector.objects.exists()
    assert AuditEntry.objects.get(event="run.computed").facts == {"pool": "event:floeha", "profiles": 2, "pairs": 1}


def test_nobody_from_above_writes_the_registers_own_pool(db):
    with pytest.raises(ValueError, match="start_run"):
        propose(GUESTS, pool="register", by=AGENCY)


def test_contradicting_profiles_are_refused_and_nothing_is_kept(db):
    with pytest.raises(ProblemError):
        propose([GUESTS[0], GUESTS[0]], pool="event:floeha", by=AGENCY)

    assert not Run.objects.exists()


def test_old_runs_are_forgotten_answers_and_other_pools_are_not(register):
    kunsthaus, weberei, _bakery = register
    answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=AGENCY)
    other = propose(GUESTS, pool="event:floeha", by=AGENCY)
    Run.objects.bulk_create([Run(audience="members", state="done", started_by="x") for _ in range(KEPT + 2)])
    running = start_run(by=AGENCY)

    assert forget_runs() == 2

    assert {other, running} <= set(Run.objects.all())
    assert Run.objects.filter(pool="register").count() == KEPT + 1
    assert Answer.objects.count() == 1
