"""Paper and calendars."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pypdf
import pytest
from icalendar import Calendar

from aufwind.engine import Participant, Slot
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.files.write_ics import calendar_for, plan_to_ics
from aufwind.engine.files.write_pdf import person_to_pdf, plan_to_pdf
from aufwind.engine.testing import a_plan, an_event

TEN = datetime(2026, 5, 7, 10)  # noqa: DTZ001 -- the place's own time
SLOTS = [Slot("s0", TEN), Slot("s1", TEN + timedelta(minutes=15)), Slot("s2", TEN + timedelta(days=1), minutes=45)]
PEOPLE = [Participant("anna", "Anna *Berg* #1"), Participant("ben", "Ben <b>Alt</b>"), Participant("cleo", "Cleo Süß")]
EVENT = an_event(slots=SLOTS, people=PEOPLE, wishes=["anna ben", "anna cleo", "ben cleo"])
PLAN = a_plan(EVENT, ["anna-ben s0 t0", "anna-cleo s2 t1"])


def text_of(content):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(("language", "words"), [("de", ["Tisch", "Ohne Termin"]), ("en", ["Table", "Not placed"])])
def test_a_plan_on_paper_has_everybody_and_what_was_not_placed(language, words):
    text = text_of(plan_to_pdf(EVENT, PLAN, language, title="Börse"))

    for word in ["Börse", "Anna *Berg* #1", "Ben <b>Alt</b>", "Cleo Süß", "07.05. 10:00", *words]:
        assert word in text


def test_paper_is_tagged_and_names_its_language_and_title():
    document = pypdf.PdfReader(io.BytesIO(plan_to_pdf(EVENT, PLAN, "de", title="Börse")))

    catalog = document.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "de"
    assert document.metadata.title == "Börse"


def test_a_person_gets_her_own_meetings_only_with_the_way_to_the_page():
    text = text_of(person_to_pdf(EVENT, PLAN, "cleo", "en", link="https://example.org/p/1"))

    assert "Anna *Berg* #1" in text
    assert "https://example.org/p/1" in text
    assert "Ben" not in text


def events_in(content):
    return [
        (str(e["summary"]), e["dtstart"].dt, e["dtend"].dt, str(e["location"]))
        for e in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_a_calendar_has_all_meetings_with_their_ends():
    assert events_in(plan_to_ics(EVENT, PLAN, "en")) == [
        ("Anna *Berg* #1, Ben <b>Alt</b>", TEN, TEN + timedelta(minutes=15), "Table t0"),
        (
            "Anna *Berg* #1, Cleo Süß",
            TEN + timedelta(days=1),
            TEN + timedelta(days=1, minutes=45),
            "Table t1",
        ),
    ]


def test_a_persons_calendar_says_whom_she_meets():
    assert [event[0] for event in events_in(calendar_for(EVENT, PLAN, "anna"))] == ["Ben <b>Alt</b>", "Cleo Süß"]
    assert [event[0] for event in events_in(calendar_for(EVENT, PLAN, "ben"))] == ["Anna *Berg* #1"]


def test_a_meeting_keeps_its_uid_when_it_moves_and_has_another_in_another_event():
    moved = a_plan(EVENT, ["anna-ben s1 t1"])

    def uids(plan, namespace):
        return {
            str(e["uid"])
            for e in Calendar.from_ical(calendar_for(EVENT, plan, "ben", namespace=namespace)).walk("VEVENT")
        }

    assert uids(moved, "a") == uids(a_plan(EVENT, ["anna-ben s0 t0"]), "a")
    assert uids(moved, "a") != uids(moved, "b")


def test_without_times_there_is_no_calendar():
    problem = an_event(wishes=["anna ben"])

    with pytest.raises(FileIsRefused):
        plan_to_ics(problem, a_plan(problem, ["anna-ben s0 t0"]))
