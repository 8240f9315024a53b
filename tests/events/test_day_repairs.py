"""The desk's pages: search, check-in, preview, taking back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from aufwind.events.actions import publish_plan
from aufwind.events.enums import OperationState, PlanState
from aufwind.events.models import DeskOperation, Participation, Plan
from tests.cast import HERR_VOGEL


@pytest.fixture
def published(plan):
    return publish_plan(plan, by=HERR_VOGEL)


def guest(key: str) -> Participation:
    return Participation.objects.get(key=key)


def at(name: str, *more: object) -> str:
    return reverse(f"events:{name}", args=["floeha", *more])


def in_english(address: str) -> str:
    return address.replace("/de/", "/en/", 1)


def test_enter_checks_in_the_single_hit_and_shows_several(event, vogel):
    one = vogel.post(in_english(at("day-find")), {"q": "floe", "key": "a"}, follow=True)
    several = vogel.post(at("day-find"), {"q": "e", "key": "b"})

    assert guest("weberei").is_present
    assert "Weberei Flöha is here." in one.content.decode()
    assert "here since" in one.content.decode()
    assert several.url == at("day") + "?q=e"
    assert DeskOperation.objects.count() == 1


def test_a_double_click_checks_in_once(event, vogel):
    for _ in range(2):
        vogel.post(at("day-check-in", guest("demir").pk), {"key": "same"})

    assert DeskOperation.objects.get().state == OperationState.APPLIED


def test_checking_in_costs_few_statements(event, vogel, django_assert_max_num_queries):
    address, key = at("day-check-in", guest("demir").pk), {"key": "x"}

    with django_assert_max_num_queries(16):  # four of them savepoints
        vogel.post(address, key)


def test_a_name_nobody_has_leads_to_the_walk_in(event, vogel):
    page = vogel.get(at("day"), {"q": "xyzxyz"}).content.decode()

    assert at("day-walk-in") in page


def test_the_page_is_in_english_too(event, vogel):
    assert "How it stands" in vogel.get(in_english(at("day"))).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_the_same_number_of_statements_however_many_there_are(event, published, vogel, number,
                                                                           django_assert_num_queries):  # fmt: skip
    Participation.objects.exclude(key__in=["weberei", "kunsthaus", "demir"][:number]).delete()
    vogel.get(at("day"))

    with django_assert_num_queries(11):
        vogel.get(at("day"), {"q": "e"})


def test_what_would_change_is_shown_done_and_taken_back(event, published, vogel):
    address, asked = at("day-change", "no_show"), {"guest": guest("weberei").pk, "key": "n1"}

    preview = vogel.get(address, asked).content.decode()
    assert "Weberei Flöha kommt nicht." in preview
    assert "Kunsthaus Oschatz" in preview
    assert Plan.objects.count() == 1
    assert guest("weberei").absent_at is None
    vogel.post(address, asked)
    assert guest("weberei").absent_at is not None
    operation = DeskOperation.objects.get()
    vogel.post(at("day-take-back", operation.pk))
    assert event.plans.get(state=PlanState.PUBLISHED) == published
    again = vogel.post(in_english(at("day-take-back", operation.pk)), follow=True)
    assert "something newer builds on it" in again.content.decode()


def test_planning_with_those_present_lists_who_is_missing(event, published, vogel):
    vogel.post(at("day-check-in", guest("kunsthaus").pk), {"key": "a"})
    vogel.post(at("day-check-in", guest("demir").pk), {"key": "b"})
    page = vogel.get(at("day-change", "missing"))
    missing = [guest("weberei").pk]

    assert page.context["form"].initial["guests"] == missing
    vogel.post(at("day-change", "missing"), {"guests": missing, "key": "c"})
    assert set(event.plans.get(state=PlanState.PUBLISHED).meetings.values_list("wish__key", flat=True)) == {"k-d"}


def test_nobody_missing_is_said(event, vogel):
    Participation.objects.update(late_until="second")

    assert "Nobody is missing" in vogel.get(in_english(at("day-change", "missing"))).content.decode()


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("late", {}), ("late", {"slot": "never"}), ("table_lost", {}), ("shift", {"minutes": "0"}), ("substitute", {})],
)
def test_a_change_asks_for_what_is_missing(event, vogel, kind, asked):
    answer = vogel.get(at("day-change", kind), {"guest": guest("demir").pk, "key": "x", **asked})

    assert answer.status_code == 422


@pytest.mark.parametrize("kind", ["no_show", "late", "leaves", "substitute", "hide", "table_lost", "shift", "missing"])
def test_every_change_has_a_page(event, vogel, kind):
    assert vogel.get(at("day-change", kind), {"guest": guest("demir").pk}).status_code == 200


def test_an_unknown_change_has_none(event, vogel):
    assert vogel.get(at("day-change", "nonsense")).status_code == 404


def test_a_walk_in_leads_to_her_plan(event, published, vogel):
    said = {"name": "Frau Neu", "organisation": "", "offer": "Leinen", "need": "", "joins": "", "key": "w"}
    refused = vogel.post(at("day-walk-in"), said)
    done = vogel.post(at("day-walk-in"), {**said, "agreed": "on"}, follow=True)

    assert refused.status_code == 422
    assert "Frau Neu" in done.content.decode()
    assert reverse("events:for-guest-pdf", args=[guest(f"g4-{event.pk}").pk]) in done.content.decode()


def test_a_conflict_stands_on_the_page_until_it_is_settled(event, vogel):
    for key in ("a", "b"):
        vogel.post(at("day-check-in", guest("demir").pk), {"key": key})
    conflict = DeskOperation.objects.get(state=OperationState.CONFLICT)

    assert "was already checked in" in vogel.get(in_english(at("day"))).content.decode()
    vogel.post(at("day-settle", conflict.pk))
    assert 'id="conflicts"' not in vogel.get(at("day")).content.decode()


def test_a_desk_has_a_name_that_goes_with_what_it_does(event, vogel):
    vogel.post(at("day-desk"), {"desk": "Eingang Süd"})
    vogel.post(at("day-check-in", guest("demir").pk), {"key": "a"})

    assert DeskOperation.objects.get().desk == "Eingang Süd"


def test_strangers_see_no_desk(event, client):
    for address in (at("day"), at("day-walk-in"), at("day-change", "shift")):
        assert client.get(address).status_code in {302, 403}


@pytest.mark.parametrize("number", [1, 3])
def test_behind_each_figure_stands_its_list(published, vogel, number, django_assert_num_queries):
    Participation.objects.exclude(key__in=["demir", "weberei", "kunsthaus"][:number]).delete()
    vogel.get(at("day-people", "expected"))

    with django_assert_num_queries(6):
        page = vogel.get(at("day-people", "missing")).content.decode()
    assert "Frau Demir" in page
    assert "Frau Demir" not in vogel.get(at("day-people", "here")).content.decode()


def test_there_is_no_other_list(event, vogel):
    assert vogel.get(at("day-people", "nonsense")).status_code == 404
