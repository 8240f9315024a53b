"""A list of people out of a file: read, given its meaning, looked at, taken over once; a guest entered by hand."""

from __future__ import annotations

import io
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from aufwind.actors.models import Actor
from aufwind.core.models import AuditEntry, OutgoingMail
from aufwind.core.policy import NotAllowed
from aufwind.events.actions.forgetting import forget_guests, forget_old_files
from aufwind.events.actions.guest_lists import (
    ENTER,
    INVITE,
    forget_guest_file,
    keep_guest_file,
    map_guest_file,
    take_over_guest_file,
)
from aufwind.events.actions.participations import add_participation
from aufwind.events.enums import EventState
from aufwind.events.errors import RegistrationIsClosed, StateDoesNotAllow
from aufwind.events.exports.guests import guest_list_template
from aufwind.events.guest_lists import RowState, guessed_mapping, read_rows
from aufwind.events.models import Event, GuestFile, Terms
from tests.cast import EVE, HERR_VOGEL

HEAD = ("Vorname", "Nachname", "E-Mail", "Firma", "Angebot", "Seite")
LINES = (
    ("Ada", "Weber", "ada@example.org", "Weberei", "Leinen; Tuch", "Firma"),
    ("Bo", "Berg", "BO@example.org", "", "", "creative"),
    ("", "", "leer@example.org", "", "", ""),
    ("Cy", "Dorn", "kein Postfach", "", "", ""),
    ("Ada", "Weber", "ada@example.org", "Weberei", "", ""),
    ("Di", "Ohne", "", "", "", "Mond"),
)


@pytest.fixture
def evening(db) -> Event:
    event = Event.objects.create(
        slug="abend", title_de="Abend", title_en="Evening", kind="workshop", starts="2099-02-11", capacity=2,
        sides=[{"key": "firm", "de": "Firma", "en": "Company"}, {"key": "art", "de": "Kreative", "en": "Creative"}],
    )  # fmt: skip
    Terms.objects.create(event=event, version=1, text_de="Nur für diesen Abend.", text_en="For this evening only.")
    return event


def rows_of(lines=LINES):
    return [{**dict(zip(HEAD, line, strict=True)), "#": str(number)} for number, line in enumerate(lines, start=2)]


def kept(event, lines=LINES) -> GuestFile:
    return keep_guest_file(event, file_name="liste.csv", columns=HEAD, rows=rows_of(lines), by=HERR_VOGEL)


def test_headings_are_guessed_in_both_languages():
    assert guessed_mapping(HEAD) == {
        "first_name": "Vorname", "name": "Nachname", "email": "E-Mail", "organisation": "Firma", "offer": "Angebot",
        "side": "Seite",
    }  # fmt: skip
    assert guessed_mapping(["Name", "E-mail address", "Company", "?"])["organisation"] == "Company"


def test_every_row_says_what_it_comes_to_before_anything_is_written(evening):
    add_participation(evening, name="Bo Berg", state="declined", source="form", email="bo@example.org")

    found = read_rows(evening, rows_of(), guessed_mapping(HEAD), needs_email=True)

    assert [row.state for row in found] == ["new", "known", "faulty", "faulty", "known", "faulty"]
    assert found[0].facts["name"] == "Ada Weber"
    assert "kein Postfach" in found[3].faults[0]
    assert len(found[5].faults) == 2
    assert evening.participations.count() == 1


def test_inviting_by_a_file_is_once_and_writes_one_mail_each(evening):
    actor = Actor.objects.create(slug="ada", kind="company", name="Ada", email="ada@example.org")
    file = kept(evening)

    for _twice in range(2):
        take_over_guest_file(file, mode=INVITE, by=HERR_VOGEL)
    take_over_guest_file(kept(evening), mode=INVITE, by=HERR_VOGEL)

    guests = list(evening.participations.all())
    assert [(guest.name, guest.email, guest.state, guest.side) for guest in guests] == [
        ("Ada Weber", "ada@example.org", "invited", "firm"),
        ("Bo Berg", "bo@example.org", "invited", "art"),
    ]
    assert guests[0].actor == actor
    assert [listing.title for listing in guests[0].listings.all()] == ["Leinen", "Tuch"]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["ada@example.org", "bo@example.org"]
    file.refresh_from_db()
    assert (file.result, file.rows) == ({"new": 2, "known": 1, "faulty": 3}, [])


def test_who_registered_elsewhere_gets_seats_in_order_and_no_mail(evening):
    lines = (*LINES[:2], ("Di", "Dritte", "", "", "", ""))

    take_over_guest_file(kept(evening, lines), mode=ENTER, by=HERR_VOGEL)

    assert list(evening.participations.values_list("name", "state", "number")) == [
        ("Ada Weber", "registered", 1), ("Bo Berg", "registered", 2), ("Di Dritte", "waiting", 3),
    ]  # fmt: skip
    assert not OutgoingMail.objects.exists()


def test_columns_are_named_anew_and_what_is_no_column_is_left_out(evening):
    file = map_guest_file(kept(evening), {"name": "Vorname", "email": "nowhere"}, by=HERR_VOGEL)

    assert file.mapping == {"name": "Vorname"}


def test_each_row_costs_its_mail_and_nothing_else(evening, django_assert_max_num_queries):
    lines = [("Gast", f"Nummer {i}", f"g{i}@example.org", "", "Leinen", "") for i in range(300)]
    file = kept(evening, lines)

    with django_assert_max_num_queries(7 * 300 + 60):
        take_over_guest_file(file, mode=INVITE, by=HERR_VOGEL)

    assert evening.participations.count() == OutgoingMail.objects.count() == 300


def test_a_draft_invites_nobody_and_strangers_do_nothing(evening):
    file = kept(evening)
    for act in (
        lambda: keep_guest_file(evening, file_name="x", columns=[], rows=[], by=EVE),
        lambda: map_guest_file(file, {}, by=EVE),
        lambda: take_over_guest_file(file, mode=INVITE, by=EVE),
        lambda: forget_guest_file(file, by=EVE),
    ):
        with pytest.raises(NotAllowed):
            act()
    evening.state = EventState.DRAFT
    evening.save()
    with pytest.raises(RegistrationIsClosed):
        take_over_guest_file(file, mode=INVITE, by=HERR_VOGEL)
    assert not evening.participations.exists()


def test_a_list_is_thrown_away_only_before_it_is_taken_over(evening):
    forget_guest_file(kept(evening), by=HERR_VOGEL)
    done = take_over_guest_file(kept(evening), mode=ENTER, by=HERR_VOGEL)

    with pytest.raises(StateDoesNotAllow):
        forget_guest_file(done, by=HERR_VOGEL)


def test_lists_that_were_left_lying_are_thrown_away(evening):
    lying, taken = kept(evening), take_over_guest_file(kept(evening), mode=ENTER, by=HERR_VOGEL)
    GuestFile.objects.update(created_at=timezone.now() - timedelta(days=31))

    assert [forget_old_files(), forget_old_files()] == [1, 0]

    assert list(GuestFile.objects.all()) == [taken]
    assert not GuestFile.objects.filter(pk=lying.pk).exists()
    forget_guests(evening)
    assert not GuestFile.objects.exists()


def csv_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("liste.csv", text.encode(), content_type="text/csv")


def test_the_pages_lead_from_the_file_to_the_guests(client, vogel, evening):
    home = f"/en/events/{evening.slug}/guests/"
    text = "Name;E-Mail;Firma\nAda Weber;ada@example.org;Weberei\nBo;falsch;\n"

    read = client.post(f"{home}file/", {"file": csv_file(text)})

    page = client.get(read.url).content.decode()
    assert "Ada Weber" in page
    assert "falsch" in page
    faulty = client.get(read.url, {"show": RowState.FAULTY}).content.decode()
    assert "Ada Weber" not in faulty
    data = {"name": "Name", "email": "E-Mail", "mode": "invite"}
    assert client.post(read.url, {**data, "organisation": "E-Mail", "step": "show"}).status_code == 422
    assert client.post(read.url, {**data, "step": "show"}).status_code == HTTPStatus.OK
    assert client.post(read.url, {**data, "step": "take"}).status_code == HTTPStatus.FOUND
    assert evening.participations.get().name == "Ada Weber"
    assert client.post(read.url, {"step": "drop"}).status_code == HTTPStatus.FOUND
    assert GuestFile.objects.exists()


def test_a_file_that_is_no_list_is_refused_with_words(client, vogel, evening):
    picture = SimpleUploadedFile("liste.csv", b"\x89PNG\r\n\x1a\n", content_type="text/csv")

    answer = client.post(f"/de/events/{evening.slug}/guests/file/", {"file": picture})

    assert answer.status_code == 422
    assert "Bild" in answer.content.decode()
    assert client.post(f"/de/events/{evening.slug}/guests/file/", {}).status_code == 422


def test_the_empty_list_has_headings_that_are_known(client, vogel, evening):
    answer = client.get(f"/de/events/{evening.slug}/guests/file/template.xlsx")

    heads = [cell.value for cell in next(load_workbook(io.BytesIO(answer.content)).active.rows)]
    assert set(guessed_mapping(heads)) >= {"name", "first_name", "email", "organisation", "offer", "need"}
    assert guest_list_template().startswith(b"PK")


def test_a_guest_is_entered_by_telephone_on_her_behalf(client, vogel, evening):
    page = f"/en/events/{evening.slug}/guests/new/"
    assert client.post(page, {"name": "Fe Lang", "side": "art"}).status_code == 422
    data = {"name": "Fe Lang", "side": "art", "language": "en", "agreed": "on", "form_key": "one", "offer": "Licht"}

    answers = [client.post(page, data) for _twice in range(2)]

    guest = evening.participations.get()
    assert {answer.url for answer in answers} == {f"/en/events/{evening.slug}/guests/{guest.pk}/"}
    assert (guest.source, guest.state, guest.language, guest.email) == ("staff", "registered", "en", "")
    assert guest.terms is not None
    entry = AuditEntry.objects.filter(event="participation.registered").get()
    assert entry.actor.startswith("user:")
    assert "on her behalf" in client.get(answers[0].url).content.decode()
