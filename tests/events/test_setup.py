"""An event is set up from a format or from last year's, changed part by part, announced, called off."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from aufwind.accounts.models import User
from aufwind.core.policy import NotAllowed, Role, Visitor
from aufwind.events.actions import publish_plan
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.setup import (
    announce_event,
    call_off_event,
    change_basics,
    clone_event,
    set_tables,
    set_times,
    set_up_event,
    write_terms,
)
from aufwind.events.checks import capacity_sentence, missing_in
from aufwind.events.enums import EventState, Format
from aufwind.events.errors import EventIsNotReady, GridIsBooked
from aufwind.events.forms.setup import numbers_in
from aufwind.events.models import Event, Slot
from tests.cast import EVE, HERR_VOGEL

TEXTS = {"summary_de": "Wir treffen uns.", "summary_en": "We meet.", "venue": "Alte Baumwolle"}


def fresh(format_=Format.MATCHING, **facts) -> Event:
    facts = {"title_de": "Flöha trifft", "title_en": "Flöha meets", "day": date(2099, 2, 11), "by": HERR_VOGEL, **facts}
    return set_up_event(format_, **facts)


@pytest.mark.parametrize("format_", Format.values)
def test_every_format_needs_only_words_and_a_place(db, format_):
    event = change_basics(fresh(format_), by=HERR_VOGEL, **TEXTS)

    assert [one for one in missing_in(event) if not one.is_warning] == []
    assert announce_event(event, by=HERR_VOGEL).state == EventState.ANNOUNCED


def test_what_is_missing_is_said_with_its_place(db):
    event = fresh()

    with pytest.raises(EventIsNotReady):
        announce_event(event, by=HERR_VOGEL)

    assert [(one.part) for one in missing_in(event)] == ["basics", "basics", "basics"]
    assert Event.objects.get().state == EventState.DRAFT


def test_a_draft_is_seen_by_who_runs_it_alone(client, db):
    event = fresh()

    assert client.get(event.get_absolute_url()).status_code == 404


def test_capacity_is_said_in_numbers(db):
    event = fresh(Format.MENTORS)
    event.capacity = 24

    assert capacity_sentence(event) == "4 Zeitfenster × 6 Tische = 24 Gespräche; 24 Personen → 2,0 je Person"


def test_a_clone_keeps_everything_but_people_and_moves_the_days(db):
    event = change_basics(fresh(), by=HERR_VOGEL, **TEXTS)
    add_participation(event, name="Ada", state="registered", source="form")

    copy = clone_event(event, title_de="Nächstes Jahr", title_en="Next year", day=date(2100, 7, 1), by=HERR_VOGEL)

    begins = [timezone.localtime(slot.starts_at) for slot in copy.slots.all()]
    assert copy.participations.count() == 0
    assert (copy.summary_de, copy.sides, copy.terms.get().text_de) == (
        event.summary_de, event.sides, event.terms.get().text_de,
    )  # fmt: skip
    assert begins[0].isoformat() == "2100-07-01T10:00:00+02:00"
    assert len(begins) == event.slots.count()


def test_changed_times_retire_slots_and_bring_them_back(db):
    event = fresh(Format.MENTORS)
    block = {"title_de": "N", "title_en": "A", "starts_at": event.blocks.get().starts_at}
    shorter = [{**block, "ends_at": event.slots.all()[1].starts_at}]

    set_times(event, blocks=shorter, programme=[], minutes=30, change=0, by=HERR_VOGEL)
    before = event.slots.in_force().count()
    set_times(event, blocks=shorter, programme=[], minutes=15, change=0, by=HERR_VOGEL)

    assert (before, event.slots.in_force().count()) == (1, 2)


def test_a_published_plan_keeps_its_grid(plan):
    publish_plan(plan, by=HERR_VOGEL)

    with pytest.raises(GridIsBooked):
        set_tables(plan.event, [("1", "")], seats=2, by=HERR_VOGEL)
    with pytest.raises(GridIsBooked):
        set_times(plan.event, blocks=[], programme=[], minutes=20, change=0, by=HERR_VOGEL)
    assert Slot.objects.filter(is_retired=True).count() == 0


def test_words_somebody_agreed_to_are_never_changed(db):
    event = fresh()
    first = event.terms.get()
    words = {"text_de": "Neu", "text_en": "New", "photos_de": "", "photos_en": ""}
    write_terms(event, by=HERR_VOGEL, **words)
    add_participation(event, name="Ada", state="registered", source="form", terms=first)

    second = write_terms(event, by=HERR_VOGEL, **{**words, "text_de": "Ganz neu"})

    first.refresh_from_db()
    assert (first.version, first.text_de) == (1, "Neu")
    assert (second.version, event.terms.first()) == (2, second)


def test_only_the_team_changes_an_event(db):
    own = User.objects.create(email="own@example.org", name="Eigene", role=Role.ORGANISER)
    other = User.objects.create(email="other@example.org", name="Andere", role=Role.ORGANISER)
    event = fresh(by=own.visitor)

    change_basics(event, by=own.visitor, venue="Saal")
    for visitor in (EVE, other.visitor, Visitor(key="user:9", roles=frozenset({Role.ADVISER}), user_id=9)):
        with pytest.raises(NotAllowed):
            change_basics(event, by=visitor, venue="Anderswo")
    assert Event.objects.get().venue == "Saal"


def test_calling_off_is_seen_by_everybody(client, db):
    event = change_basics(fresh(), by=HERR_VOGEL, **TEXTS)
    announce_event(event, by=HERR_VOGEL)

    call_off_event(event, by=HERR_VOGEL)

    assert "abgesagt" in client.get(f"/de/events/{event.slug}/").content.decode()


@pytest.mark.parametrize(("text", "numbers"), [("", set()), ("1, 4–6", {1, 4, 5, 6}), ("3-3,9", {3, 9})])
def test_table_numbers_are_typed_as_people_type_them(text, numbers):
    assert numbers_in(text) == numbers


def test_an_organiser_sets_up_and_announces_by_forms(vogel, db):
    started = vogel.post(
        "/de/events/new/",
        {"start_from": "matching", "title_de": "Treff", "title_en": "Meet", "day": "2099-05-04", "venue": "Saal"},
    )
    page = vogel.get(started.url).content.decode()
    refused = vogel.post(f"{started.url}announce/", follow=True).content.decode()
    vogel.post(started.url, {"part": "basics", "title_de": "Treff", "title_en": "Meet", **TEXTS})
    vogel.post(started.url, {"part": "tables", "count": "8", "seats": "2", "quiet": "1, 2"})
    faulty = vogel.post(started.url, {"part": "tables", "count": "8", "seats": "2", "quiet": "9"})
    vogel.post(f"{started.url}announce/")

    event = Event.objects.get()
    assert "10 Zeitfenster × 20 Tische" in page
    assert "Es fehlt noch etwas" in refused
    assert faulty.status_code == 422
    assert (event.state, event.tables.in_force().count(), event.tables.filter(kind="quiet").count()) == (
        "announced", 8, 2,
    )  # fmt: skip


def test_the_forms_of_times_come_back_as_they_were_sent(vogel, db):
    event = fresh(Format.MENTORS)
    address = f"/de/events/{event.slug}/setup/"
    data = {
        "part": "times", "minutes": "20", "change": "10",
        "blocks-TOTAL_FORMS": "1", "blocks-INITIAL_FORMS": "0", "blocks-0-title_de": "Abend",
        "blocks-0-title_en": "Evening", "blocks-0-starts_at": "2099-02-11T18:00",
        "blocks-0-ends_at": "2099-02-11T19:30",
        "items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0",
    }  # fmt: skip

    wrong = vogel.post(address, data | {"blocks-0-ends_at": "2099-02-11T17:30"})
    vogel.post(address, data)

    assert wrong.status_code == 422
    assert "Das Ende liegt vor dem Beginn" in wrong.content.decode()
    assert [timezone.localtime(slot.starts_at).strftime("%H:%M") for slot in event.slots.in_force()] == [
        "18:00", "18:30", "19:00",
    ]  # fmt: skip
