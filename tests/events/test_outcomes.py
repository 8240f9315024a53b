"""What came of meetings: one tap each, contact data by mutual yes, figures that follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import NotAllowed, Visitor
from aufwind.events.actions import publish_plan
from aufwind.events.actions.forgetting import forget_due_guests
from aufwind.events.actions.outcomes import answer_outcome, ask_in_the_evening, say_how_it_was
from aufwind.events.errors import NotAtThisMeeting
from aufwind.events.links import PURPOSE
from aufwind.events.models import Outcome, Participation, Slot
from aufwind.events.queries.outcome import contacts_of, events_to_ask, figures_of
from aufwind.matching.models import Run
from tests.cast import EVE, HERR_VOGEL

CANARY = "canary-4711"


@pytest.fixture
def after(plan):
    """The published plan of an event that ended yesterday."""
    publish_plan(plan, by=HERR_VOGEL)
    evening = timezone.now() - timedelta(days=1)
    for position, slot in enumerate(Slot.objects.order_by("position")):
        Slot.objects.filter(pk=slot.pk).update(starts_at=evening + timedelta(minutes=20 * position))
    Participation.objects.filter(key="weberei").update(phone=CANARY)
    OutgoingMail.objects.all().delete()
    return plan.event


def person(event, key) -> Participation:
    return event.participations.get(key=key)


def by(guest) -> Visitor:
    return Visitor(key=f"participation:{guest.pk}")


def wish(event, key="k-w"):
    return event.wishes.get(key=key)


def address(guest) -> str:
    return f"/de/events/my/{personal_link(PURPOSE, str(guest.pk))}/outcome/"


def test_everybody_with_an_address_is_asked_once_and_reminded_once(after):
    assert events_to_ask() == [after]

    for _time in range(2):
        ask_in_the_evening(after)
    Slot.objects.update(starts_at=timezone.now() - timedelta(days=5))
    for _time in range(2):
        ask_in_the_evening(after)

    mails = list(OutgoingMail.objects.values_list("to", flat=True))
    assert sorted(mails) == ["kunsthaus@example.org"] * 2 + ["weberei@example.org"] * 2


def test_who_has_answered_is_not_reminded(after):
    kunsthaus = person(after, "kunsthaus")
    answer_outcome(wish(after), kunsthaus, by=by(kunsthaus), was_held=True, verdict="fits")

    ask_in_the_evening(after)

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["weberei@example.org"]


def test_contact_data_pass_only_when_both_say_so(client, after):
    kunsthaus, weberei = person(after, "kunsthaus"), person(after, "weberei")

    answer_outcome(wish(after), kunsthaus, by=by(kunsthaus), was_held=True, shares_contact=True)
    one_yes = client.get(address(kunsthaus)).content.decode()
    answer_outcome(wish(after), weberei, by=by(weberei), was_held=True, shares_contact=True)
    answer_outcome(wish(after), weberei, by=by(weberei), was_held=True, shares_contact=True)
    both = client.get(address(kunsthaus)).content.decode()
    answer_outcome(wish(after), weberei, by=by(weberei), shares_contact=False)
    taken_back = client.get(address(kunsthaus)).content.decode()

    assert [CANARY in page for page in (one_yes, both, taken_back)] == [False, True, False]
    assert OutgoingMail.objects.filter(text__contains=CANARY).count() == 1
    assert contacts_of(kunsthaus) == []


def test_a_tap_is_kept_and_can_be_changed(client, after):
    kunsthaus = person(after, "kunsthaus")

    client.post(address(kunsthaus), {"wish": wish(after).pk, "said": "later"})
    client.post(address(kunsthaus), {"wish": wish(after).pk, "said": "fits"})
    client.post(address(kunsthaus), {"satisfaction": "5", "remarks": "Schön"})

    outcome = Outcome.objects.get()
    kunsthaus.refresh_from_db()
    assert (outcome.was_held, outcome.verdict) == (True, "fits")
    assert (kunsthaus.satisfaction, kunsthaus.remarks) == (5, "Schön")


def test_figures_say_what_was_booked_and_held_and_where_people_differ(after):
    kunsthaus, weberei, demir = (person(after, key) for key in ("kunsthaus", "weberei", "demir"))
    Participation.objects.filter(pk=kunsthaus.pk).update(checked_in_at=timezone.now())
    answer_outcome(wish(after), kunsthaus, by=by(kunsthaus), was_held=True, verdict="fits")
    before = figures_of(after)
    answer_outcome(wish(after), weberei, by=by(weberei), was_held=False)
    answer_outcome(wish(after, "k-d"), demir, by=HERR_VOGEL, was_held=False)

    now = figures_of(after)

    assert (before.booked, before.held, before.unanswered) == (2, 1, 1)
    assert (now.held, now.not_held, now.disputed, now.unanswered) == (0, 1, 1, 0)
    assert (now.expected, now.here, now.no_shows, now.verdicts["fits"]) == (3, 1, 2, 1)


@pytest.mark.parametrize(("ratings", "mean"), [([5, 4, 3, 4], None), ([5, 4, 3, 4, 4], 4.0)])
def test_few_ratings_are_not_averaged(after, ratings, mean):
    for number, rating in enumerate(ratings):
        Participation.objects.create(event=after, key=f"r{number}", position=9, name="R", satisfaction=rating)

    assert figures_of(after).satisfaction == mean


def test_strangers_say_nothing(client, after):
    kunsthaus, weberei, demir = (person(after, key) for key in ("kunsthaus", "weberei", "demir"))

    for visitor in (EVE, by(weberei)):
        with pytest.raises(NotAllowed):
            answer_outcome(wish(after), kunsthaus, by=visitor)
        with pytest.raises(NotAllowed):
            say_how_it_was(kunsthaus, satisfaction=1, remarks="", by=visitor)
    with pytest.raises(NotAtThisMeeting):
        answer_outcome(wish(after), demir, by=by(demir))
    assert client.post(address(demir), {"wish": wish(after).pk, "said": "fits"}).status_code == 404


@pytest.mark.parametrize(("language", "said"), [("de", "Ergebnis"), ("en", "Outcome")])
def test_the_organisers_page_shows_the_figures(vogel, after, language, said):
    page = vogel.get(f"/{language}/events/floeha/outcome/").content.decode()

    assert said in page


def test_contact_data_pass_after_a_meeting_that_took_place_and_count_for_nothing_else(client, after):
    kunsthaus = person(after, "kunsthaus")

    client.post(address(kunsthaus), {"wish": wish(after).pk, "said": "share"})
    before = figures_of(after).held
    client.post(address(kunsthaus), {"wish": wish(after).pk, "said": "not-held"})
    client.post(address(kunsthaus), {"wish": wish(after).pk, "said": "keep"})

    assert before == 0
    assert figures_of(after).not_held == 1


def test_another_yes_sends_no_contact_data_again(after):
    kunsthaus, weberei, demir = (person(after, key) for key in ("kunsthaus", "weberei", "demir"))
    for guest in (kunsthaus, weberei):
        answer_outcome(wish(after), guest, by=by(guest), was_held=True, shares_contact=True)

    answer_outcome(wish(after, "k-d"), kunsthaus, by=by(kunsthaus), was_held=True, shares_contact=True)

    assert OutgoingMail.objects.filter(key__startswith="contact:").count() == 2
    assert demir.email == ""


def test_who_rated_the_event_is_not_asked_again(after):
    kunsthaus = person(after, "kunsthaus")
    say_how_it_was(kunsthaus, satisfaction=4, remarks="", by=by(kunsthaus))

    ask_in_the_evening(after)

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["weberei@example.org"]


def test_guests_are_forgotten_on_the_promised_day_and_figures_stay(client, after):
    kunsthaus = person(after, "kunsthaus")
    answer_outcome(wish(after), kunsthaus, by=by(kunsthaus), was_held=True, verdict="fits")
    link, before = address(kunsthaus), figures_of(after)
    after.forget_on = timezone.localdate()
    after.save()
    Run.objects.create(pool=f"event:{after.slug}", state="done", started_by="system")

    assert [forget_due_guests(), forget_due_guests()] == [1, 0]

    assert set(after.participations.values_list("name", "email", "phone")) == {("–", "", "")}
    assert client.get(link).status_code == 404
    assert figures_of(after) == before
    assert not Run.objects.exists()


def test_guests_stay_until_the_promised_day(after):
    after.forget_on = timezone.localdate() + timedelta(days=1)
    after.save()

    assert forget_due_guests() == 0
    assert person(after, "kunsthaus").name == "Kunsthaus Oschatz"
