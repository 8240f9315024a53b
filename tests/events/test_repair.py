from __future__ import annotations

import pytest

from aufwind.core.models import OutgoingMail
from aufwind.core.policy import NotAllowed
from aufwind.engine.errors import ProblemError
from aufwind.engine.scheduling.changes import NoShow, TableLost
from aufwind.events.actions import publish_plan, repair, start_plan, take_back
from aufwind.events.enums import PlanState
from aufwind.events.errors import NothingToTakeBack, PlanIsNotReady
from aufwind.events.models import Plan
from aufwind.events.profiles import problem_of_plan, result_from
from aufwind.events.repairs import preview_of_repair
from tests.cast import EVE, HERR_VOGEL

SAID = {"de": "Die Weberei kommt nicht.", "en": "The weavers do not come."}


def meetings(plan: Plan) -> set[str]:
    return set(plan.meetings.values_list("wish__key", flat=True))


def test_repair_gives_back_what_the_no_show_leaves_free(plan):
    mended = repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL)

    assert mended.state == PlanState.READY
    assert mended.repairs == plan
    assert meetings(mended) == {"k-d"}
    assert meetings(plan) == {"k-w", "k-d"}
    assert [sorted(move["people"]) for move in mended.moves] == [["kunsthaus", "weberei"]]
    assert all(mended.moves[0][language] for language in ("de", "en"))


def test_repair_builds_on_the_repair_before(plan):
    first = repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL)
    second = repair(first, TableLost("T1"), said=SAID, by=HERR_VOGEL)

    assert meetings(second) == set()
    assert "first" in next(p for p in problem_of_plan(second).participants if p.id == "weberei").unavailable


def test_preview_of_repair_stores_nothing(plan):
    moves = preview_of_repair(plan, NoShow("weberei"))

    assert [move.after for move in moves] == [None]
    assert Plan.objects.count() == 1


def test_repair_names_a_stranger(plan):
    with pytest.raises(ProblemError):
        repair(plan, NoShow("nobody"), said=SAID, by=HERR_VOGEL)

    assert Plan.objects.count() == 1


def test_repair_waits_for_a_plan(event):
    with pytest.raises(PlanIsNotReady):
        repair(start_plan(event, by=HERR_VOGEL), NoShow("weberei"), said=SAID, by=HERR_VOGEL)


def test_repair_and_take_back_are_refused_to_strangers(plan):
    with pytest.raises(NotAllowed):
        repair(plan, NoShow("weberei"), said=SAID, by=EVE)
    with pytest.raises(NotAllowed):
        take_back(plan, by=EVE)


def test_publishing_a_repair_tells_only_those_whose_meetings_changed(plan):
    publish_plan(plan, by=HERR_VOGEL)
    OutgoingMail.objects.all().delete()
    mended = repair(plan, TableLost("T1", frozenset({"second"})), said=SAID, by=HERR_VOGEL)

    publish_plan(mended, by=HERR_VOGEL)

    touched = {key for move in mended.moves for key in move["people"]}
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {f"{key}@example.org" for key in touched & {"kunsthaus", "weberei"}}


def test_take_back_gives_the_old_plan_back_exactly(plan):
    publish_plan(plan, by=HERR_VOGEL)
    before = result_from(plan)
    mended = publish_plan(repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL), by=HERR_VOGEL)

    back = take_back(mended, by=HERR_VOGEL)

    assert back == plan
    assert back.state == PlanState.PUBLISHED
    assert result_from(back) == before


def test_take_back_needs_a_repair_that_nothing_builds_on(plan):
    first = repair(plan, NoShow("weberei"), said=SAID, by=HERR_VOGEL)
    repair(first, TableLost("T1"), said=SAID, by=HERR_VOGEL)

    for wrong in (plan, first):
        with pytest.raises(NothingToTakeBack):
            take_back(wrong, by=HERR_VOGEL)


def test_the_page_shows_what_would_move_then_does_it_then_undoes_it(plan, vogel):
    address = plan.get_absolute_url() + "changes/"
    asked = {"kind": "no_show", "participant": "weberei", "table": "", "slot": ""}

    preview = vogel.get(address, asked).content.decode()
    done = vogel.post(address, asked)
    page = vogel.get(done.url).content.decode()
    back = vogel.post(done.url + "take-back/")

    assert "Weberei Flöha kommt nicht." in preview
    assert "Weberei Flöha kommt nicht." in page
    assert back.url == plan.get_absolute_url()


@pytest.mark.parametrize(
    "asked",
    [{"kind": "no_show"}, {"kind": "late", "participant": "weberei"}, {"kind": "table_lost"}, {"kind": "nonsense"}],
)
def test_the_page_asks_for_what_is_missing(plan, vogel, asked):
    answer = vogel.get(plan.get_absolute_url() + "changes/", asked)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": "late", "participant": "weberei", "slot": "second"}, "Weberei Flöha kommt erst"),
        ({"kind": "leaves", "participant": "weberei", "slot": "second"}, "Weberei Flöha geht vor"),
        ({"kind": "table_lost", "table": "T1", "slot": "second"}, "Tisch T1"),
    ],
)
def test_the_page_says_the_change_in_words(plan, vogel, asked, told):
    assert told in vogel.get(plan.get_absolute_url() + "changes/", asked).content.decode()


def test_a_repair_whose_successor_was_taken_back_can_be_taken_back_too(plan):
    publish_plan(plan, by=HERR_VOGEL)
    said = {"de": "x", "en": "x"}
    first = publish_plan(repair(plan, NoShow("demir"), said=said, by=HERR_VOGEL), by=HERR_VOGEL)
    second = publish_plan(repair(first, NoShow("weberei"), said=said, by=HERR_VOGEL), by=HERR_VOGEL)

    take_back(second, by=HERR_VOGEL)
    first.refresh_from_db()
    back = take_back(first, by=HERR_VOGEL)

    assert (back.pk, back.state) == (plan.pk, PlanState.PUBLISHED)
