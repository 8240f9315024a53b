from __future__ import annotations

import pytest

from aufwind.core.jobs import cancel_job, latest_job, run_until_idle
from aufwind.matching.actions import start_encoding, start_run
from aufwind.matching.enums import RunState
from aufwind.matching.models import Run
from tests.cast import AGENCY
from tests.matching.makers import computed, enter, need, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def text_of(response) -> str:
    return response.content.decode()


def test_one_click_computes_and_the_page_shows_who_should_meet_whom(as_staff, register):
    assert "No suggestions yet" in text_of(as_staff.get("/en/suggestions/"))

    answer = as_staff.post("/en/suggestions/", {"audience": "members", "per_profile": "5"})
    run = Run.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/en/suggestions/{run.pk}/")
    assert "Needs and offers are being compared" in text_of(as_staff.get(answer["Location"]))
    run_until_idle()

    page = text_of(as_staff.get(answer["Location"]))
    for words in ("Kunsthaus Oschatz", "Weberei Flöha", "meets offer «", "How it was computed", "aufwind-match/"):
        assert words in page


@pytest.mark.parametrize(
    "asked", [{}, {"audience": "everybody", "per_profile": "5"}, {"audience": "members", "per_profile": "0"}]
)
def test_a_request_that_makes_no_sense_is_explained_and_nothing_begins(as_staff, register, asked):
    answer = as_staff.post("/en/suggestions/", asked)

    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_progress_is_told_and_ends_at_the_result(as_staff, register):
    run = start_run(by=AGENCY)
    waiting = as_staff.get(f"/en/suggestions/{run.pk}/progress/")
    assert "Waiting for its turn" in text_of(waiting)
    assert "HX-Redirect" not in waiting

    run_until_idle()

    assert as_staff.get(f"/en/suggestions/{run.pk}/progress/")["HX-Redirect"] == f"/en/suggestions/{run.pk}/"


def test_a_cancelled_run_says_so_and_the_next_can_start(as_staff, register):
    run = start_run(by=AGENCY)
    cancel_job(latest_job(run, kind="matching.run"), by=AGENCY)

    page = text_of(as_staff.get(f"/en/suggestions/{run.pk}/"))

    assert "The computation was cancelled." in page
    assert start_run(by=AGENCY) != run


def test_an_empty_register_gives_a_run_without_pairs(as_staff):
    run = computed()

    assert run.state == RunState.DONE
    assert "Nobody to suggest" in text_of(as_staff.get(f"/en/suggestions/{run.pk}/"))


def test_runs_of_other_pools_have_no_page_here(as_staff):
    other = Run.objects.create(pool="event:floeha", state="done", started_by="x")

    assert as_staff.get(f"/en/suggestions/{other.pk}/").status_code == 404


def test_nobody_but_staff_sees_runs(client, register):
    run = computed()

    assert client.get("/en/suggestions/").status_code == 302
    assert client.get(f"/en/suggestions/{run.pk}/").status_code == 302


def test_pages_follow_each_other(as_staff, register, monkeypatch):
    monkeypatch.setattr("aufwind.matching.views.runs.pairs_of", first_of_two)
    run = computed()

    page = text_of(as_staff.get(f"/en/suggestions/{run.pk}/?after=nonsense"))

    assert 'href="?after=1"' in page


def first_of_two(run, visitor, *, after):
    from aufwind.matching.queries import pairs_of

    return pairs_of(run, visitor, after=after, size=1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_statements_for_one_and_for_three(rows, as_staff, django_assert_num_queries):
    Run.objects.bulk_create([
        Run(audience="members", state="done", started_by="x", parameters={}) for _ in range(rows)
    ])  # fmt: skip
    as_staff.get("/en/suggestions/")

    with django_assert_num_queries(4):
        as_staff.get("/en/suggestions/")


def test_while_texts_are_read_the_list_says_how_far(as_staff, register, settings):
    settings.AUFWIND_ENCODER = "use"
    start_encoding(by=AGENCY)
    assert "Read the register" in text_of(as_staff.get("/en/suggestions/"))

    run_until_idle()

    assert "Read the register" not in text_of(as_staff.get("/en/suggestions/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_run_takes_the_same_statements_for_one_and_for_three(rows, as_staff, django_assert_num_queries):
    hub = enter("hub", "Hub")
    need(hub, "Raum")
    for number in range(rows):
        offer(enter(f"a{number}", f"Alpha {number}"), "Raum")
    run = computed()
    as_staff.get(f"/en/suggestions/{run.pk}/")

    with django_assert_num_queries(9):
        assert text_of(as_staff.get(f"/en/suggestions/{run.pk}/")).count("meets offer «") == rows
