"""What is printed: complete, in the right language, readable by any reader of PDF, and nothing in it is markup."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from http import HTTPStatus

import pytest
from pypdf import PdfReader

from aufwind.core.models import AuditEntry
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import publish_plan, replace_roster, start_plan, store_plan
from aufwind.events.actions.rebooking import take_out
from aufwind.events.exports.paper import PAPERS, paper, whole_pack
from aufwind.events.queries.paper import letter_of, letter_ranges, pack_of, sorting_name
from tests.cast import HERR_VOGEL

NAMES = ("Jürgen Größe-Öhlmann", "Олена Шевченко", "Łukasz Żak", '#Ada *von* <b>Weber</b> @me "$x$"', "Zoë Ångström")


@pytest.fixture
def hall(event):
    people = tuple(Participant(f"p{i}", name=name, email=f"p{i}@example.org") for i, name in enumerate(NAMES))
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4), (1, 3)]
    wishes = tuple(Wish(f"w{a}{b}", (f"p{a}", f"p{b}")) for a, b in pairs)
    problem = Problem(
        tuple(Slot(f"s{t}") for t in range(4)), tuple(Table(f"T{j}") for j in range(2)), people, wishes,
        max_gap_spread=None,
    )  # fmt: skip
    replace_roster(event, problem, by=HERR_VOGEL)
    plan = store_plan(
        start_plan(event, by=HERR_VOGEL), plan_meetings(problem, stop=after_rounds(5)), None, by=HERR_VOGEL
    )
    return publish_plan(plan, by=HERR_VOGEL)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_has_everybody_letter_by_letter(hall, kind):
    text = " ".join(text_of(paper(pack_of(hall.event), kind, language="de")).split())

    for name in NAMES:
        assert name in text.replace("’", "'"), name
    assert f"Plan {hall.number}" in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed here")
@pytest.mark.parametrize("kind", PAPERS)
def test_poppler_reads_it_as_well(hall, kind, tmp_path):
    where = tmp_path / "paper.pdf"
    where.write_bytes(paper(pack_of(hall.event), kind, language="en"))

    said = subprocess.run(["pdftotext", "-layout", where, "-"], capture_output=True, text=True, check=True)

    assert said.stderr == ""
    for name in NAMES[:3]:
        assert name in said.stdout


def test_a_guests_own_language_is_the_default(hall):
    hall.event.participations.filter(key="p1").update(language="en")

    text = text_of(paper(pack_of(hall.event), "plans", language="de", own_language=True))

    assert "Your meetings" in text
    assert "Ihre Gespräche" in text


def test_no_address_is_printed_on_lists_badges_and_tables(hall):
    for kind in ("badges", "tables", "door", "attendance"):
        assert "example.org" not in text_of(paper(pack_of(hall.event), kind, language="de"))


def test_who_cancelled_is_not_printed(hall):
    hall.event.participations.filter(key="p0").update(state="cancelled")

    assert NAMES[0] not in text_of(paper(pack_of(hall.event), "door", language="de"))


def test_a_reprint_has_only_what_changed_and_says_so(hall):
    meeting = hall.meetings.first()
    gone = {seat.participation.name for seat in meeting.seats.all()}
    publish_plan(take_out(hall, meeting.wish, by=HERR_VOGEL), by=HERR_VOGEL)

    pack = pack_of(hall.event, since=hall)

    assert {guest.name for guest in pack.guests} == gone
    assert set(pack.tables) == {meeting.table.key}
    assert "Nachdruck" in text_of(paper(pack, "plans", language="de"))


def test_the_door_list_is_cut_by_letters_into_as_many_parts_as_there_are_desks(hall):
    pack = pack_of(hall.event)
    assert [letter_of(name) for name in ("Ada von Weber", "Öhlmann", "7up")] == ["W", "O", "#"]
    assert sorting_name("Ada von Weber") == "weber ada von"

    ranges = letter_ranges(pack.guests, 2)

    assert len(ranges) == 2
    assert all(sum(first <= letter_of(g.name) <= last for first, last in ranges) == 1 for g in pack.guests)
    assert len(PdfReader(io.BytesIO(paper(pack, "door", language="de", desks=2))).pages) == 2


def test_the_whole_pack_is_one_archive(hall):
    with zipfile.ZipFile(io.BytesIO(whole_pack(pack_of(hall.event), language="de"))) as box:
        assert sorted(box.namelist()) == sorted(f"{hall.event.slug}-{kind}.pdf" for kind in PAPERS)
        assert all(box.read(name).startswith(b"%PDF") for name in box.namelist())


def test_the_page_offers_papers_and_every_print_is_in_the_audit_log(client, vogel, hall):
    page = f"/en/events/{hall.event.slug}/paper/"
    assert "Badges" in client.get(page).content.decode()
    assert client.get(page, {"first": "ß"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    answer = client.get(f"{page}files/door/", {"language": "en", "first": "A", "last": "Z"})

    assert answer.headers["Content-Type"] == "application/pdf"
    assert AuditEntry.objects.filter(event="paper.printed").count() == 1
    assert client.get(f"{page}files/nothing/").status_code == HTTPStatus.NOT_FOUND


def test_one_badge_is_reprinted(client, vogel, hall):
    guest = hall.event.participations.first()
    answer = client.get(f"/de/events/{hall.event.slug}/paper/files/badges/", {"guest": guest.pk})

    text = text_of(answer.content)
    assert guest.name in text
    assert NAMES[1] not in text


def test_the_code_on_a_print_tells_everybody_whether_it_is_the_newest(client, hall):
    page = f"/en/events/{hall.event.slug}/paper/check/"

    assert "Yes." in client.get(f"{page}{hall.number}/").content.decode()
    assert "No." in client.get(f"{page}99/").content.decode()


def test_strangers_print_nothing(client, hall):
    for path in ("paper/", "paper/files/door/", "paper/files/pack/"):
        assert client.get(f"/en/events/{hall.event.slug}/{path}").status_code in {302, 403, 404}
