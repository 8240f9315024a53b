"""Whom to invite, who was, what is open, and one guest's whole record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aufwind.actors.actions import enter_actor
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import NotAllowed
from aufwind.events.actions.guests import resend_link
from aufwind.events.actions.participations import add_participation
from aufwind.events.enums import EventState
from aufwind.events.errors import StateDoesNotAllow
from aufwind.events.models import Event, Participation, Terms
from aufwind.events.queries.checklist import open_points
from tests.cast import AGENCY, EVE, HERR_VOGEL

if TYPE_CHECKING:
    from aufwind.actors.models import Actor


@pytest.fixture
def evening(db) -> Event:
    event = Event.objects.create(
        slug="abend", title_de="Abend", title_en="Evening", kind="workshop", starts="2099-02-11", is_matching=False,
        venue="Saal", summary_de="Text", summary_en="Text",
    )  # fmt: skip
    Terms.objects.create(event=event, version=1, text_de="Nur für diesen Abend.", text_en="For this evening only.")
    return event


@pytest.fixture
def network(db) -> list[Actor]:
    return [
        enter_actor(f"weberei-{i}", by=AGENCY, name=f"Weberei {i:02}", kind="company", email=f"w{i}@example.org")
        for i in range(60)
    ]


def add(event, name, state="registered", **facts) -> Participation:
    return add_participation(event, name=name, state=state, source="form", **facts)


def test_everybody_found_is_invited_in_one_press_and_nobody_twice(client, vogel, evening, network):
    page = f"/en/events/{evening.slug}/guests/invite/"
    shown = client.get(page).content.decode()
    assert "60 found" in shown
    assert "page=2" in shown

    client.post(page, {"actor": [network[0].pk]})
    client.post(page, {"all": "yes"})

    assert evening.participations.count() == OutgoingMail.objects.count() == 60
    assert "(invited)" in client.get(page).content.decode()
    assert "0 found" in client.get(page, {"new": "1"}).content.decode()


def test_the_list_is_narrowed_to_who_took_part_before(client, vogel, evening, network):
    earlier = Event.objects.create(slug="frueher", title_de="Früher", title_en="Before", kind="x", starts="2020-01-01")
    add(earlier, "Weberei 07", actor=network[7])
    add(earlier, "Weberei 08", state="cancelled", actor=network[8])

    page = client.get(f"/en/events/{evening.slug}/guests/invite/", {"event": "frueher"}).content.decode()

    assert "1 found" in page
    assert "Weberei 07" in page


def test_a_link_is_sent_once_more_and_once_an_hour(evening):
    guest = add(evening, "Ada", email="ada@example.org")

    for _twice in range(2):
        resend_link(guest, by=HERR_VOGEL)

    assert OutgoingMail.objects.count() == 1
    with pytest.raises(StateDoesNotAllow):
        resend_link(add(evening, "Bo"), by=HERR_VOGEL)
    with pytest.raises(NotAllowed):
        resend_link(guest, by=EVE)


def test_what_is_open_follows_the_events_state(evening):
    evening.state = EventState.DRAFT
    evening.save()
    assert [point.text for point in open_points(evening, AGENCY)] == [
        "Alles ist da: Kündigen Sie die Veranstaltung an."
    ]
    evening.state = EventState.ANNOUNCED
    evening.save()
    assert "eingeladen" in open_points(evening, AGENCY)[0].text

    add(evening, "Ada", state="requested")
    add(evening, "Bo", state="invited")

    points = open_points(evening, AGENCY)
    assert [point.is_urgent for point in points] == [True, False]
    assert all("1 " in point.text for point in points)


def test_what_is_open_costs_the_same_for_any_number_of_guests(evening, django_assert_max_num_queries):
    evening.is_matching = True
    evening.save()
    for i in range(40):
        add(evening, f"Gast {i}", state="invited" if i % 2 else "registered")

    with django_assert_max_num_queries(18):
        assert len(open_points(evening, AGENCY)) >= 3


def test_the_watch_list_costs_the_same_for_any_number_of_guests(client, vogel, evening, django_assert_max_num_queries):
    for i in range(120):
        add(evening, f"Gast {i}")

    with django_assert_max_num_queries(25):
        client.get(f"/de/events/{evening.slug}/guests/")


def test_a_record_tells_everything_about_one_guest(client, vogel, evening):
    guest = add(evening, "Ada", email="ada@example.org")
    record = f"/en/events/{evening.slug}/guests/{guest.pk}/"
    client.post(f"{record}resend/")

    page = client.get(record).content.decode()

    assert "link sent once more" in page
    assert "on her behalf" in page
    assert "angemeldet: Abend" in page
    assert client.post(record, {"adviser": "99999"}).status_code == 422
