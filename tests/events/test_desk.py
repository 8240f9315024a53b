from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.core.policy import NotAllowed
from aufwind.events.actions import publish_plan
from aufwind.events.actions.desk import apply_operation, settle_conflict, take_back_operation
from aufwind.events.enums import OperationState, ParticipationState, PlanState
from aufwind.events.errors import DeskSaysTooLittle, NothingToSettle, NothingToTakeBack
from aufwind.events.links import guest_address
from aufwind.events.models import DeskOperation, Participation
from aufwind.events.profiles import result_from
from aufwind.events.queries.day import found_at_desk, presence_of
from tests.cast import EVE, HERR_VOGEL


@pytest.fixture
def published(plan):
    return publish_plan(plan, by=HERR_VOGEL)


def guest(key: str) -> Participation:
    return Participation.objects.get(key=key)


def done(event, kind, key="k1", by=HERR_VOGEL, **payload) -> DeskOperation:
    if isinstance(payload.get("guest"), str):
        payload["guest"] = guest(payload["guest"]).pk
    return apply_operation(event, key=key, kind=kind, payload=payload, desk="Desk A", by=by)


def plan_now(event):
    return event.plans.get(state=PlanState.PUBLISHED)


def met(event) -> set[str]:
    return set(plan_now(event).meetings.values_list("wish__key", flat=True))


def test_checking_in_twice_by_the_same_key_is_once(event):
    first = done(event, "check_in", guest="weberei")
    again = done(event, "check_in", guest="weberei")

    assert first == again
    assert DeskOperation.objects.count() == 1
    assert guest("weberei").is_present
    assert presence_of(event).here == 1
    assert presence_of(event).missing == 2


def test_checking_in_at_two_desks_is_a_conflict_that_names_the_first(event):
    done(event, "check_in", guest="weberei")
    second = done(event, "check_in", key="k2", guest="weberei")

    assert second.state == OperationState.CONFLICT
    assert "Desk A" in second.said["en"]
    assert "Desk A" in second.said["de"]


def test_a_conflict_is_settled_once(event):
    done(event, "check_in", guest="weberei")
    second = done(event, "check_in", key="k2", guest="weberei")

    assert settle_conflict(second, by=HERR_VOGEL).state == OperationState.SETTLED
    with pytest.raises(NothingToSettle):
        settle_conflict(second, by=HERR_VOGEL)


def test_nobody_without_a_seat_is_checked_in(event):
    Participation.objects.filter(key="weberei").update(state=ParticipationState.WAITING)

    assert done(event, "check_in", guest="weberei").state == OperationState.CONFLICT
    assert guest("weberei").checked_in_at is None


def test_a_check_in_is_taken_back_by_its_own_undo_and_by_taking_back(event):
    one = done(event, "check_in", guest="weberei")
    take_back_operation(one, by=HERR_VOGEL)
    assert guest("weberei").checked_in_at is None

    done(event, "check_in", key="k2", guest="weberei")
    done(event, "undo_check_in", key="k3", guest="weberei")
    assert guest("weberei").checked_in_at is None


def test_only_what_nothing_later_touches_is_taken_back_and_once(event):
    one = done(event, "check_in", guest="weberei")
    two = done(event, "undo_check_in", key="k2", guest="weberei")

    with pytest.raises(NothingToTakeBack):
        take_back_operation(one, by=HERR_VOGEL)
    take_back_operation(two, by=HERR_VOGEL)
    take_back_operation(one, by=HERR_VOGEL)
    with pytest.raises(NothingToTakeBack):
        take_back_operation(one, by=HERR_VOGEL)


def test_a_no_show_mends_and_publishes_the_plan_and_is_taken_back_exactly(event, published):
    before = result_from(published)
    operation = done(event, "no_show", guest="weberei")

    assert met(event) == {"k-d"}
    assert guest("weberei").absent_at is not None
    assert plan_now(event) == operation.plan

    take_back_operation(operation, by=HERR_VOGEL)

    assert plan_now(event) == published
    assert result_from(plan_now(event)) == before
    assert guest("weberei").absent_at is None


def test_several_no_shows_make_one_plan(event, published):
    keys = [guest("weberei").pk, guest("demir").pk]
    operation = done(event, "no_show", guests=keys)

    assert met(event) == set()
    assert event.plans.count() == 2
    assert "2" in operation.said["de"]


def test_who_is_here_does_not_become_a_no_show(event, published):
    done(event, "check_in", guest="weberei")
    operation = done(event, "no_show", key="k2", guest="weberei")

    assert operation.state == OperationState.CONFLICT
    assert "Weberei Flöha" in operation.said["de"]
    assert guest("weberei").absent_at is None
    assert plan_now(event) == published


def test_a_no_show_who_comes_after_all_gets_what_is_free(event, published):
    done(event, "no_show", guest="weberei")
    operation = done(event, "check_in", key="k2", guest="weberei")

    assert operation.state == OperationState.CONFLICT
    assert met(event) == {"k-w", "k-d"}
    assert guest("weberei").is_present


def test_late_and_leaving_keep_to_the_slots(event, published):
    done(event, "late", guest="weberei", slot="second")
    done(event, "leaves", key="k2", guest="kunsthaus", slot="second")

    assert met(event) == {"k-d", "w-d"}
    assert guest("weberei").late_until == "second"
    assert guest("kunsthaus").leaves_before == "second"


def test_a_lost_table_takes_its_meetings(event, published):
    operation = done(event, "table_lost", table="T1", slot="second")

    assert len(met(event)) == 1
    assert event.tables.get().unavailable == ["second"]
    take_back_operation(operation, by=HERR_VOGEL)
    assert event.tables.get().unavailable == []


def test_running_late_moves_what_is_still_to_come_and_its_meetings(event, published):
    begin = timezone.now() + timedelta(minutes=30)
    event.slots.filter(key="first").update(starts_at=begin)
    event.slots.filter(key="second").update(starts_at=begin + timedelta(minutes=20))
    operation = done(event, "shift", minutes=10)

    assert event.slots.get(key="first").starts_at == begin + timedelta(minutes=10)
    assert met(event) == {"k-w", "k-d"}
    take_back_operation(operation, by=HERR_VOGEL)
    assert event.slots.get(key="first").starts_at == begin


def test_running_late_without_times_says_so(event):
    assert done(event, "shift", minutes=10).state == OperationState.CONFLICT


def test_who_objects_is_hidden_at_once(event):
    done(event, "hide", guest="demir")

    assert guest("demir").is_hidden


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("check_in", {}),
        ("check_in", {"guest": 0}),
        ("check_in", {"guest": [1]}),
        ("no_show", {"guests": [-1]}),
        ("no_show", {"guests": 7}),
        ("no_show", {"guests": ["9" * 30]}),
        ("late", {"guest": "weberei", "slot": "never"}),
        ("table_lost", {"table": "T9"}),
        ("shift", {"minutes": 0}),
        ("walk_in", {"name": " ", "agreed": True}),
        ("walk_in", {"name": "Frau Neu"}),
        ("nonsense", {}),
    ],
)
def test_what_lacks_something_changes_nothing(event, kind, payload):
    with pytest.raises(DeskSaysTooLittle):
        done(event, kind, **payload)

    assert not DeskOperation.objects.exists()


def test_strangers_do_nothing_at_the_desk(event):
    with pytest.raises(NotAllowed):
        done(event, "check_in", guest="weberei", by=EVE)
    operation = done(event, "check_in", guest="weberei")
    for act in (settle_conflict, take_back_operation):
        with pytest.raises(NotAllowed):
            act(operation, by=EVE)


@pytest.mark.parametrize("words", ["web", "flö", "floe", "flo", "WEBEREI", "webrei", "Flöhe", "weberei"])
def test_the_desk_finds_by_three_letters_umlauts_and_one_wrong_letter(event, words):
    assert [one.key for one in found_at_desk(event, words)] == ["weberei"]


def test_the_desk_finds_by_badge_number_and_link(event):
    Participation.objects.filter(key="demir").update(number=17)

    assert [one.key for one in found_at_desk(event, "17")] == ["demir"]
    assert [one.key for one in found_at_desk(event, guest_address(guest("demir")))] == ["demir"]
    assert found_at_desk(event, "https://example.org/my/nonsense/") == []
    assert found_at_desk(event, "xyz") == []
