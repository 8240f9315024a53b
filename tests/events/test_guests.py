"""The watch list, invitations, reminders, and advisers who see their own clients and nobody else."""

from __future__ import annotations

import pytest

from aufwind.accounts.models import User
from aufwind.actors.entries import entries_for
from aufwind.actors.models import Actor
from aufwind.core.models import AuditEntry, OutgoingMail
from aufwind.core.policy import NotAllowed, Role
from aufwind.events.actions.guests import invite, invite_by_list, nudge, set_adviser
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.registration import cancel
from aufwind.events.errors import RegistrationIsClosed
from aufwind.events.models import Event, GuestListing
from aufwind.events.queries.guests import clients_of, counts_of, guests_in
from tests.cast import AGENCY, EVE, HERR_VOGEL


@pytest.fixture
def evening(db) -> Event:
    return Event.objects.create(
        slug="abend", title_de="Abend", title_en="Evening", kind="workshop", starts="2099-02-11"
    )


@pytest.fixture
def demir(db) -> User:
    return User.objects.create(email="demir@example.org", name="Frau Demir", role=Role.ADVISER)


def guest(event, name, state="registered", **facts):
    facts = {"email": f"{name.lower()}@example.org", **facts}
    return add_participation(event, name=name, state=state, source="form", **facts)


def test_who_has_an_address_is_invited_out_of_the_register_once(evening):
    for name, email in (("Weberei", "w@example.org"), ("Ohne Adresse", "")):
        Actor.objects.create(slug=name.split()[0].lower(), name=name, kind="company", email=email)
    entries = entries_for(AGENCY, Actor.objects.all())

    first = invite(evening, entries, by=AGENCY)
    again = invite(evening, entries, by=AGENCY)

    assert [(one.name, one.organisation, one.state) for one in first] == [("Weberei", "Weberei", "invited")]
    assert again == []
    assert list(OutgoingMail.objects.values_list("to", "subject")) == [("w@example.org", "Einladung: Abend")]


def test_a_list_invites_whom_is_new(evening):
    guest(evening, "Ada")

    invite_by_list(evening, [("Ada", "ADA@example.org", ""), ("Bo", "bo@example.org", "Haus")], by=HERR_VOGEL)

    assert list(evening.participations.values_list("name", "organisation")) == [("Ada", ""), ("Bo", "Haus")]


def test_a_reminder_comes_once_a_day_and_only_to_who_has_an_address(evening):
    people = [guest(evening, "Ada", "invited"), guest(evening, "Bo", email="")]

    assert nudge(evening, people, by=HERR_VOGEL) == 1
    assert nudge(evening, evening.participations.all(), by=HERR_VOGEL) == 0
    assert OutgoingMail.objects.count() == 1


def test_the_watch_list_says_who_lacks_what(evening):
    ready = guest(evening, "Ada")
    GuestListing.objects.create(participation=ready, side="offer", title="Tuch")
    guest(evening, "Bo")
    guest(evening, "Cy", "waiting")

    counts = counts_of(evening, AGENCY)

    assert (counts["all"], counts["registered"], counts["no_profile"], counts["waiting"]) == (3, 2, 1, 1)
    assert [one.name for one in guests_in(evening, AGENCY, group="no_profile")] == ["Bo"]
    assert [one.name for one in guests_in(evening, AGENCY, words="ADA")] == ["Ada"]


def test_an_adviser_sees_her_clients_and_nobody_else(client, evening, demir, settings):
    settings.IS_DEMO = True
    own, foreign = guest(evening, "Ada"), guest(evening, "Berta Fremd")
    set_adviser(own, demir, by=HERR_VOGEL)
    client.force_login(demir, settings.AUTHENTICATION_BACKENDS[0])

    mine = client.get("/de/events/clients/").content.decode()
    pages = {
        path: client.get(path).status_code
        for path in (
            f"/de/events/for/{own.pk}/", f"/de/events/for/{own.pk}/registration/", f"/de/events/for/{own.pk}/wishes/",
            f"/de/events/for/{foreign.pk}/", f"/de/events/for/{foreign.pk}/wishes/", "/de/events/abend/guests/",
            f"/de/events/abend/guests/{own.pk}/", f"/de/events/abend/guests/{foreign.pk}/", "/de/events/abend/wishes/",
        )
    }  # fmt: skip

    assert "Ada" in mine
    assert "Fremd" not in mine
    assert list(pages.values()) == [200, 200, 200, 404, 404, 403, 200, 404, 403]
    assert [one.guest for one in clients_of(demir.visitor)] == [own]
    assert counts_of(evening, demir.visitor)["all"] == 1
    with pytest.raises(NotAllowed):
        cancel(foreign, by=demir.visitor)


def test_what_an_adviser_does_stands_in_the_guests_history(client, evening, demir, vogel):
    own = guest(evening, "Ada")
    set_adviser(own, demir, by=HERR_VOGEL)

    cancel(own, by=demir.visitor)
    page = vogel.get(f"/de/events/abend/guests/{own.pk}/").content.decode()

    assert AuditEntry.objects.get(event="participation.cancelled").actor == f"user:{demir.pk}"
    assert f"user:{demir.pk}" in page


def test_strangers_invite_nobody(evening):
    for act in (lambda: invite(evening, [], by=EVE), lambda: invite_by_list(evening, [], by=EVE)):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotAllowed):
        nudge(evening, [guest(evening, "Ada")], by=EVE)


def test_a_faulty_list_says_line_and_repair_and_invites_nobody(vogel, evening):
    answer = vogel.post("/de/events/abend/guests/invite-list/", {"people": "Ada; ada@example.org\nBo; nirgends"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Zeile 2" in page
    assert evening.participations.count() == 0


def test_the_organiser_invites_ticks_and_reminds_by_forms(vogel, evening):
    actor = Actor.objects.create(slug="weberei", name="Weberei", kind="company", email="w@example.org")

    vogel.post("/de/events/abend/guests/invite/", {"actor": actor.pk})
    vogel.post("/de/events/abend/guests/?group=unopened")
    page = vogel.get("/en/events/abend/guests/?group=unopened").content.decode()

    assert OutgoingMail.objects.filter(to="w@example.org").count() == 2
    assert "Weberei" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_reads_as_much_for_one_as_for_many(vogel, evening, number, django_assert_num_queries):
    for name in "abc"[:number]:
        guest(evening, name)

    vogel.get("/de/events/abend/guests/")
    with django_assert_num_queries(7):
        vogel.get("/de/events/abend/guests/")


@pytest.mark.parametrize("state", ["draft", "called_off"])
def test_nobody_is_written_to_about_an_event_nobody_can_register_for(evening, state):
    ada = guest(evening, "Ada", "invited")
    Event.objects.update(state=state)

    with pytest.raises(RegistrationIsClosed):
        invite_by_list(evening, [("Bo", "bo@example.org", "")], by=HERR_VOGEL)
    with pytest.raises(RegistrationIsClosed):
        nudge(evening, [ada], by=HERR_VOGEL)
    assert OutgoingMail.objects.count() == 0


def test_who_has_cancelled_is_not_reminded(evening):
    assert nudge(evening, [guest(evening, "Ada", "cancelled")], by=HERR_VOGEL) == 0


def test_an_adviser_reads_no_access_note_and_cancels_for_her_client(client, evening, demir, settings):
    settings.IS_DEMO = True
    own = guest(evening, "Ada", access_note="stufenfrei")
    set_adviser(own, demir, by=HERR_VOGEL)
    client.force_login(demir, settings.AUTHENTICATION_BACKENDS[0])

    page = client.get(f"/de/events/abend/guests/{own.pk}/").content.decode()
    client.post(f"/de/events/abend/guests/{own.pk}/cancel/")

    own.refresh_from_db()
    assert "stufenfrei" not in page
    assert own.state == "cancelled"


def test_houses_with_umlauts_are_found(evening):
    guest(evening, "Ada", organisation="Mühle Öhringen")

    assert guests_in(evening, AGENCY, words="Mühle").count() == 1
