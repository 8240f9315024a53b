from __future__ import annotations

import pytest

from aufwind.accounts.links import personal_link
from aufwind.events.actions import publish_plan
from aufwind.events.actions.desk import apply_operation, take_back_operation
from aufwind.events.enums import OperationState, ParticipationState, PlanState, PreferenceKind, Source
from aufwind.events.links import guest_of
from aufwind.events.models import Candidate, Event, GuestListing, Participation, Preference
from aufwind.events.profiles import result_from
from tests.cast import HERR_VOGEL


@pytest.fixture
def published(plan):
    return publish_plan(plan, by=HERR_VOGEL)


def guest(key: str) -> Participation:
    return Participation.objects.get(key=key)


def comes(event, *, key="w1", **more):
    payload = {"name": "Frau Neu", "organisation": "Färberei Zschopau", "offer": "Färben von Leinen",
               "need": "gewebtes Leinen", "agreed": True, **more}  # fmt: skip
    return apply_operation(event, key=key, kind="walk_in", payload=payload, desk="Desk B", by=HERR_VOGEL)


def plan_now(event):
    return event.plans.get(state=PlanState.PUBLISHED)


def partners(event, who: Participation) -> set[str]:
    meetings = plan_now(event).meetings.filter(seats__participation=who)
    return set(
        Participation.objects.filter(seats__meeting__in=meetings).exclude(pk=who.pk).values_list("key", flat=True)
    )


def offers_linen(who: Participation):
    GuestListing.objects.create(participation=who, side="offer", title="gewebtes Leinen aus Flöha")


def test_a_walk_in_is_here_has_a_number_and_meets_who_fits_without_moving_anybody(event, published):
    offers_linen(guest("demir"))
    before = set(result_from(published).meetings)

    operation = comes(event)

    new = operation.participation
    assert (new.number, new.source, new.is_present) == (1, Source.WALK_IN, True)
    assert new.agreed_at is not None
    assert partners(event, new) <= {"demir"}
    assert before <= set(result_from(plan_now(event)).meetings)


def test_a_walk_in_gets_a_free_place(event, published):
    event.tables.model.objects.create(event=event, key="T2", position=1)
    document = published.document
    document["tables"].append({"id": "T2"})
    published.document = document
    published.save()
    offers_linen(guest("weberei"))

    new = comes(event).participation

    assert partners(event, new) == {"weberei"}
    assert Candidate.objects.get(right=new).reasons == [
        {"need": "gewebtes Leinen", "offer": "gewebtes Leinen aus Flöha", "needs": new.key}
    ]


def test_the_same_walk_in_twice_is_one(event, published):
    assert comes(event) == comes(event)
    assert event.participations.filter(source=Source.WALK_IN).count() == 1


def test_a_walk_in_without_a_plan_is_registered(event):
    operation = comes(event)

    assert operation.plan is None
    assert operation.participation.is_seated


def test_a_full_house_is_said_not_overbooked(event, published):
    Event.objects.filter(pk=event.pk).update(capacity=3)

    operation = comes(event)

    assert operation.state == OperationState.CONFLICT
    assert event.participations.count() == 3


def test_who_never_wants_to_meet_her_house_does_not(event, published):
    offers_linen(guest("demir"))
    Participation.objects.filter(key="kunsthaus").update(organisation="Färberei Zschopau")
    Preference.objects.create(event=event, giver=guest("demir"), about=guest("kunsthaus"), kind=PreferenceKind.NEVER)

    new = comes(event).participation

    assert not event.wishes.filter(key__contains=new.key).exists()


def test_a_promise_without_a_place_is_a_conflict(event, published):
    operation = comes(event, promised=[{"with": "kunsthaus", "slot": "first"}])

    assert operation.state == OperationState.CONFLICT
    assert "Kunsthaus Oschatz" in operation.said["de"]


def test_a_colleague_joins_the_plan_and_it_is_taken_back_exactly(event, published):
    before, wishes = result_from(published), list(event.wishes.values_list("key", "people"))

    operation = comes(event, joins=guest("kunsthaus").pk)

    new = operation.participation
    assert partners(event, new) == {"kunsthaus", "weberei", "demir"}
    take_back_operation(operation, by=HERR_VOGEL)
    assert result_from(plan_now(event)) == before
    assert list(event.wishes.values_list("key", "people")) == wishes
    new.refresh_from_db()
    assert new.state == ParticipationState.CANCELLED


def test_a_substitute_takes_over_meetings_wishes_and_preferences(event, published):
    old = guest("weberei")
    token = personal_link("participation", str(old.pk))
    Preference.objects.create(event=event, giver=old, about=guest("demir"), kind=PreferenceKind.MUST)

    payload = {"guest": old.pk, "name": "Herr Ersatz", "email": "ersatz@example.org"}
    operation = apply_operation(event, key="s1", kind="substitute", payload=payload, by=HERR_VOGEL)

    new = operation.participation
    old.refresh_from_db()
    assert old.state == ParticipationState.CANCELLED
    assert new.replaces == old
    assert guest_of(token) is None
    assert partners(event, new) == {"kunsthaus"}
    assert Preference.objects.get().giver == new
    assert {key for move in plan_now(event).moves for key in move["people"]} == {"kunsthaus", new.key}


def test_a_substitute_is_taken_back(event, published):
    old, before = guest("weberei"), result_from(published)
    payload = {"guest": old.pk, "name": "Herr Ersatz"}
    operation = apply_operation(event, key="s1", kind="substitute", payload=payload, by=HERR_VOGEL)

    take_back_operation(operation, by=HERR_VOGEL)

    old.refresh_from_db()
    assert old.is_seated
    assert result_from(plan_now(event)) == before
    assert guest_of(personal_link("participation", str(old.pk)))[0] == old


def test_nobody_takes_over_a_seat_that_is_none(event, published):
    Participation.objects.filter(key="weberei").update(state=ParticipationState.DECLINED)
    payload = {"guest": guest("weberei").pk, "name": "Herr Ersatz"}

    operation = apply_operation(event, key="s1", kind="substitute", payload=payload, by=HERR_VOGEL)

    assert operation.state == OperationState.CONFLICT
