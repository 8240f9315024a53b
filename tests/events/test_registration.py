"""Seats: asked for, given, waited for, given back; by the public form, by invitation, by staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.actors.models import Actor
from aufwind.core.models import AuditEntry, OutgoingMail
from aufwind.core.policy import ANONYMOUS, NotAllowed
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.registration import (
    approve,
    bring_colleague,
    cancel,
    change_registration,
    confirm_coming,
    decline,
    refuse,
    register,
    set_capacity,
)
from aufwind.events.enums import EventState, ParticipationState, Source
from aufwind.events.errors import RegistrationIsClosed, RegistrationIsStale, StateDoesNotAllow
from aufwind.events.links import PURPOSE, guest_of
from aufwind.events.models import Event, Participation, Terms
from tests.cast import EVE, HERR_VOGEL

TYPED = {
    "name": "Ada Weber",
    "email": "ada@example.org",
    "organisation": "Weberei",
    "offer": "Tuch",
    "need": "Muster",
    "agreed": "on",
}


@pytest.fixture
def evening(db) -> Event:
    event = Event.objects.create(
        slug="abend", title_de="Abend", title_en="Evening", kind="workshop", starts="2099-02-11", capacity=2
    )
    Terms.objects.create(event=event, version=1, text_de="Nur für diesen Abend.", text_en="For this evening only.")
    return event


def registered(event, name, **facts) -> Participation:
    facts = {"email": f"{name}@example.org", "form_key": f"form-{name}", **facts}
    return register(event, name=name, terms=event.terms.first(), by=ANONYMOUS, **facts)


def states(event) -> list[tuple[str, str]]:
    return list(event.participations.values_list("name", "state"))


def invited(event, name="Bo") -> Participation:
    return add_participation(
        event,
        name=name,
        state=ParticipationState.INVITED,
        source=Source.INVITATION,
        email=f"{name.lower()}@example.org",
    )


def own(guest):
    return guest_of(personal_link(PURPOSE, str(guest.pk)))[1]


def test_seats_are_given_in_order_and_the_rest_waits(evening):
    for name in ("a", "b", "c", "d"):
        registered(evening, name)

    assert [state for _name, state in states(evening)] == ["registered", "registered", "waiting", "waiting"]
    assert list(evening.participations.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert list(OutgoingMail.objects.order_by("pk").values_list("to", flat=True)) == [
        "a@example.org", "b@example.org", "c@example.org", "d@example.org",
    ]  # fmt: skip


def test_who_gives_a_seat_back_lets_exactly_the_first_move_up(evening):
    first, _second, third, _fourth = [registered(evening, name) for name in ("a", "b", "c", "d")]

    cancel(first, by=own(first))
    cancel(first, by=own(first))

    assert states(evening) == [("a", "cancelled"), ("b", "registered"), ("c", "registered"), ("d", "waiting")]
    assert OutgoingMail.objects.filter(about_id=str(third.pk)).count() == 2
    assert OutgoingMail.objects.filter(about_id=str(first.pk)).count() == 2


def test_nobody_overtakes_the_waiting_list_when_seats_are_added(evening):
    for name in ("a", "b", "c"):
        registered(evening, name)

    set_capacity(evening, 4, by=HERR_VOGEL)
    registered(evening, "d")
    registered(evening, "e")

    assert [state for _name, state in states(evening)] == ["registered"] * 4 + ["waiting"]


def test_the_same_form_is_one_registration_and_one_mail(evening):
    assert registered(evening, "a") == registered(evening, "a")

    assert evening.participations.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_a_known_address_gets_its_link_and_changes_nothing(evening):
    guest = registered(evening, "a")

    again = registered(evening, "x", email="A@example.org", form_key="another")

    assert again == guest
    assert states(evening) == [("a", "registered")]
    assert OutgoingMail.objects.latest("pk").subject == "Ihr Link: Abend"


def test_an_invited_guest_fills_in_her_invitation(evening):
    actor = Actor.objects.create(slug="bo", name="Bo", kind="museum", email="bo@example.org")
    guest = invited(evening)

    said = {"name": "Bo Berg", "email": "bo@example.org", "offers": ["Saal"]}
    register(evening, terms=None, by=own(guest), invitation=guest, **said)

    guest.refresh_from_db()
    assert (guest.name, guest.state, guest.actor) == ("Bo Berg", "registered", actor)
    assert [listing.title for listing in guest.listings.all()] == ["Saal"]


def test_an_invitation_passed_on_is_a_registration_of_its_own(evening):
    guest = invited(evening)
    by = own(guest)
    register(evening, name="Bo", email="bo@example.org", terms=None, by=by, invitation=guest)

    other = register(evening, name="Cy", email="cy@example.org", terms=None, by=by, invitation=guest)

    assert other != guest
    assert states(evening) == [("Bo", "registered"), ("Cy", "registered")]


def test_declining_takes_one_click_and_can_be_changed(evening):
    guest = invited(evening)

    decline(guest, by=own(guest))
    decline(guest, by=own(guest))
    register(evening, name="Bo", email="bo@example.org", terms=None, by=own(guest), invitation=guest)

    assert states(evening) == [("Bo", "registered")]
    with pytest.raises(StateDoesNotAllow):
        decline(guest, by=own(guest))


def test_every_registration_is_approved_by_hand_where_the_organiser_wants_it(evening):
    evening.needs_approval = True
    evening.save()
    first, second, third = [registered(evening, name) for name in ("a", "b", "c")]

    refuse(first, by=HERR_VOGEL)
    approve(second, by=HERR_VOGEL)
    approve(second, by=HERR_VOGEL)

    assert states(evening) == [("a", "refused"), ("b", "registered"), ("c", "requested")]
    with pytest.raises(NotAllowed):
        approve(third, by=own(third))
    with pytest.raises(StateDoesNotAllow):
        approve(first, by=HERR_VOGEL)


@pytest.mark.parametrize(
    "shut",
    [
        {"state": EventState.CALLED_OFF},
        {"registration_closes_at": timezone.now()},
        {"registration_opens_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_shut_door_is_shut(evening, shut):
    Event.objects.update(**shut)

    with pytest.raises(RegistrationIsClosed):
        registered(evening, "a")


def test_nobody_registers_for_a_draft(evening):
    Event.objects.update(state=EventState.DRAFT)

    with pytest.raises(NotAllowed):
        registered(evening, "a")


def test_a_stale_change_is_refused_and_a_fresh_one_kept(evening):
    guest = registered(evening, "a")

    changed = change_registration(guest, version=guest.version, by=own(guest), name="Anna", needs=["Licht"])
    with pytest.raises(RegistrationIsStale):
        change_registration(guest, version=guest.version, by=HERR_VOGEL, name="Andere")

    assert Participation.objects.get().name == "Anna"
    assert changed.version == guest.version + 1


def test_strangers_act_for_nobody(evening):
    guest = registered(evening, "a")
    other = registered(evening, "b")

    for act in (cancel, decline, confirm_coming):
        for visitor in (EVE, ANONYMOUS, own(other)):
            with pytest.raises(NotAllowed):
                act(guest, by=visitor)


def test_what_staff_does_for_a_guest_is_logged_as_such(evening):
    guest = registered(evening, "a")

    cancel(guest, by=HERR_VOGEL)

    entry = AuditEntry.objects.get(event="participation.cancelled")
    assert (entry.actor, entry.subject_id) == (HERR_VOGEL.key, str(guest.pk))
    assert f'"for":"{guest.key}"' in entry.facts_json.replace(" ", "")


def test_a_colleague_gets_a_link_of_her_own_once(evening):
    guest = registered(evening, "a", organisation="Weberei")

    first = bring_colleague(guest, name="Bea", email="bea@example.org", by=own(guest))
    again = bring_colleague(guest, name="Bea", email="BEA@example.org", by=own(guest))

    assert first == again
    assert (first.organisation, first.state, first.brought_by) == ("Weberei", "invited", guest)
    assert OutgoingMail.objects.filter(to="bea@example.org").count() == 1


def test_a_hostile_name_stays_text_in_the_mail(evening):
    registered(evening, "Klick https://evil.example\r\nBcc: all@example.org", email="a@example.org")

    mail = OutgoingMail.objects.get()
    assert "https://evil.example" not in mail.text
    assert "\nBcc:" not in mail.text
    assert "\n" not in mail.subject


def test_the_public_form_says_the_same_whoever_asks(client, evening):
    registered(evening, "ada", email="ada@example.org")

    known = client.post("/de/events/abend/register/", TYPED)
    fresh = client.post("/de/events/abend/register/", TYPED | {"email": "neu@example.org"})

    assert (known.status_code, known.url) == (fresh.status_code, fresh.url)
    assert "Wir haben Ihnen eine E-Mail gesendet" in client.get(fresh.url).content.decode()
    assert evening.participations.count() == 2


def test_a_faulty_form_keeps_what_was_typed(client, evening):
    answer = client.post("/de/events/abend/register/", {**TYPED, "agreed": ""})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Ada Weber" in page
    assert "Ohne Ihre Zustimmung" in page


@pytest.mark.parametrize(("language", "said"), [("de", "Auf die Warteliste"), ("en", "Onto the waiting list")])
def test_a_full_event_offers_the_waiting_list(client, evening, language, said):
    for name in ("a", "b"):
        registered(evening, name)

    assert said in client.get(f"/{language}/events/abend/register/").content.decode()


def test_a_guest_walks_from_invitation_to_cancelling(client, evening):
    guest = invited(evening)
    base = f"/de/events/my/{personal_link(PURPOSE, str(guest.pk))}/registration/"

    page = client.get(base).content.decode()
    client.post(base, TYPED | {"email": "bo@example.org", "name": "Bo Berg"})
    changed = client.get(base).content.decode()
    asked = client.get(f"{base}cancel/")
    client.post(f"{base}cancel/")

    guest.refresh_from_db()
    assert 'value="Bo"' in page
    assert 'value="Bo Berg"' in changed
    assert asked.status_code == 200
    assert guest.opened_at is not None
    assert guest.state == "cancelled"


def test_opening_a_link_changes_nothing_but_that_it_was_opened(client, evening):
    guest = invited(evening)
    token = personal_link(PURPOSE, str(guest.pk))

    for name in ("cancel", "decline", "colleague"):
        client.get(f"/de/events/my/{token}/registration/{name}/")

    assert states(evening) == [("Bo", "invited")]
