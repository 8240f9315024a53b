"""What grows after meetings: it arises, guests are asked in three waves, the register learns of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.accounts.models import User
from aufwind.actors.models import Actor, Tie
from aufwind.core.models import AuditEntry, OutgoingMail
from aufwind.core.policy import NotAllowed, Role, Visitor
from aufwind.events.actions import collaborations, publish_plan
from aufwind.events.actions.collaborations import answer_stage, answer_stages, ask_how_far
from aufwind.events.actions.forgetting import forget_due_guests
from aufwind.events.actions.outcomes import answer_outcome, say_how_it_was
from aufwind.events.enums import Wave
from aufwind.events.errors import NotAtThisMeeting
from aufwind.events.jobs.outcome import ask_how_far_they_are
from aufwind.events.links import PURPOSE
from aufwind.events.mails.outcome import queue_stage_mail
from aufwind.events.models import Collaboration, Outcome, Participation, Slot, StageAnswer
from aufwind.events.queries.collaborations import (
    events_in_second_stage,
    months_later,
    open_answers,
    progress_of,
    stage_figures,
    wave_lines,
    wave_moments,
    wave_of,
)
from aufwind.events.queries.outcome import figures_of
from tests.cast import AGENCY, EVE, HERR_VOGEL

CANARY = "canary-4711"
TILE = re.compile(r'<p class="tile-number">(\d+)</p>\s*<p class="tile-label"><a href="([^"]+)">')


@pytest.fixture
def after(plan):
    """The published plan of an event that took place; everybody has contact data nobody else may see."""
    publish_plan(plan, by=HERR_VOGEL)
    ended(days=1)
    Participation.objects.update(phone=CANARY, access_note=CANARY, note=CANARY)
    Participation.objects.filter(key="demir").update(email=f"{CANARY}@example.org")
    OutgoingMail.objects.all().delete()
    return plan.event


def ended(*, days: int) -> None:
    """Let the event's slots lie so many days back."""
    begun = timezone.now() - timedelta(days=days, hours=12)
    for position, slot in enumerate(Slot.objects.order_by("position")):
        Slot.objects.filter(pk=slot.pk).update(starts_at=begun + timedelta(minutes=20 * position))


def person(event, key) -> Participation:
    return event.participations.select_related("event").get(key=key)


def by(guest) -> Visitor:
    return Visitor(key=f"participation:{guest.pk}")


def tap(event, key, giver, **said) -> Outcome:
    guest = person(event, giver)
    return answer_outcome(event.wishes.get(key=key), guest, by=by(guest), **{"was_held": True, **said})


def say(collaboration, giver, stage, **more) -> StageAnswer:
    guest = person(collaboration.event, giver)
    return answer_stage(collaboration, guest, stage=stage, by=by(guest), **more)


def page_of(guest, language="de") -> str:
    return f"/{language}/events/my/{personal_link(PURPOSE, str(guest.pk))}/collaborations/"


@pytest.fixture
def grown(after) -> Collaboration:
    """Kunsthaus and Weberei found that they fit."""
    tap(after, "k-w", "kunsthaus", verdict="fits")
    return Collaboration.objects.get()


@pytest.fixture
def tied(grown) -> Collaboration:
    """Both are in the register."""
    for key in ("kunsthaus", "weberei"):
        actor = Actor.objects.create(slug=key, sort="organisation", name=key.title(), audience="public")
        Participation.objects.filter(key=key).update(actor=actor)
    return Collaboration.objects.get()


@pytest.mark.parametrize(
    ("kunsthaus", "weberei", "arises"),
    [
        ({"verdict": "fits"}, None, True),
        ({"verdict": "later"}, {"verdict": "not"}, True),
        ({"verdict": "not"}, {"verdict": "not"}, False),
        ({}, {}, False),
        ({"verdict": "fits"}, {"was_held": False}, False),
        ({"was_held": False}, None, False),
    ],
)
def test_a_collaboration_arises_where_a_meeting_was_held_and_worth_something(after, kunsthaus, weberei, arises):
    for key, said in (("kunsthaus", kunsthaus), ("weberei", weberei)):
        if said is not None:
            tap(after, "k-w", key, **said)

    assert Collaboration.objects.exists() == arises


def test_a_collaboration_arises_once_and_goes_with_the_verdict_unless_somebody_answered(after, grown):
    tap(after, "k-w", "weberei", verdict="fits")
    assert list(Collaboration.objects.values_list("left__key", "right__key")) == [("kunsthaus", "weberei")]

    for key in ("kunsthaus", "weberei"):
        tap(after, "k-w", key, verdict="not")
    assert not Collaboration.objects.exists()

    tap(after, "k-w", "weberei", verdict="later")
    say(Collaboration.objects.get(), "weberei", "contact")
    tap(after, "k-w", "weberei", verdict="not")
    assert StageAnswer.objects.count() == 1


def test_the_waves_are_14_days_and_3_and_6_calendar_months():
    moments = wave_moments(datetime(2026, 11, 30, 15, 0, tzinfo=UTC))

    assert [moment.isoformat() for moment in moments.values()] == [
        "2026-12-14T09:00:00+01:00",
        "2027-02-28T09:00:00+01:00",
        "2027-05-30T09:00:00+02:00",
    ]
    assert wave_moments(None) == {}
    assert months_later(datetime(2023, 11, 30).date(), 3).isoformat() == "2024-02-29"  # noqa: DTZ001 -- a day has no zone


@pytest.mark.parametrize(
    ("days", "wave"),
    [(1, Wave.OTHER), (13, Wave.OTHER), (15, Wave.DAYS_14), (80, Wave.DAYS_14), (95, Wave.MONTHS_3), (190, "months_6")],
)
def test_a_wave_lasts_until_the_next(after, days, wave):
    ended(days=days)

    assert wave_of(after) == wave


def test_everybody_is_asked_once_in_each_wave_however_often_the_job_runs(after, grown):
    for days in (1, 13, 15, 20, 95, 190):
        ended(days=days)
        for _time in range(2):
            ask_how_far_they_are()
    ended(days=230)
    ask_how_far_they_are()

    mails = OutgoingMail.objects.order_by("pk")
    assert [(mail.to.partition("@")[0], mail.key.split(":")[3]) for mail in mails] == [
        ("kunsthaus", "days_14"),
        ("weberei", "days_14"),
        ("kunsthaus", "months_3"),
        ("weberei", "months_3"),
        ("kunsthaus", "months_6"),
        ("weberei", "months_6"),
    ]


def test_a_job_that_is_killed_half_way_asks_nobody_twice(after, grown, monkeypatch):
    ended(days=15)
    calls = []

    def dies(guest, *rest, **options):
        queue_stage_mail(guest, *rest, **options)
        calls.append(guest)
        raise KeyboardInterrupt

    monkeypatch.setattr(collaborations, "queue_stage_mail", dies)
    with pytest.raises(KeyboardInterrupt):
        ask_how_far(after)
    monkeypatch.undo()
    left_behind = OutgoingMail.objects.count()
    ask_how_far(after)

    assert (left_behind, OutgoingMail.objects.count(), len(calls)) == (0, 2, 1)


def test_who_said_nothing_is_asked_again_and_who_said_that_nothing_came_is_not(after, grown):
    ended(days=15)
    say(grown, "weberei", "nothing")

    assert ask_how_far(after) == 1
    ended(days=95)
    assert ask_how_far(after) == 1
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"kunsthaus@example.org"}


def test_who_answered_in_this_wave_is_asked_in_the_next_only(after, grown):
    ended(days=15)
    say(grown, "weberei", "talk")
    say(grown, "kunsthaus", "done")

    assert ask_how_far(after) == 0
    ended(days=95)
    assert ask_how_far(after) == 1
    assert OutgoingMail.objects.get().to == "weberei@example.org"


def test_one_wrong_address_silences_nobody_else(after, grown):
    ended(days=15)
    Participation.objects.filter(key="kunsthaus").update(email="kein Klammeraffe")

    ask_how_far(after)

    assert OutgoingMail.objects.get().to == "weberei@example.org"


def test_nothing_of_a_strangers_text_becomes_link_header_or_markup_in_the_mail(after, grown):
    Participation.objects.filter(key="weberei").update(name="win at https://evil.example <b>now</b>\r\nBcc: eve@x.org")
    ended(days=15)

    ask_how_far(after)

    mail = OutgoingMail.objects.get(to="kunsthaus@example.org")
    assert re.findall(r"https?://[^\s]+", mail.text) == [re.search(r"http\S+/collaborations/", mail.text)[0]]
    assert "\nBcc" not in mail.text
    assert "eve@x.org" not in mail.text
    assert "\n" not in mail.subject


def test_mail_and_page_leave_out_who_objected_to_being_shown(client, after, grown):
    Participation.objects.filter(key="weberei").update(is_hidden=True)
    ended(days=15)

    ask_how_far(after)

    assert "Weberei" not in OutgoingMail.objects.get(to="kunsthaus@example.org").text
    assert "Weberei" not in client.get(page_of(person(after, "kunsthaus"))).content.decode()


def test_she_answers_on_one_page_and_the_newest_counts(client, after, grown):
    ended(days=15)
    kunsthaus = person(after, "kunsthaus")
    key = f"c{grown.pk}"

    first = client.post(page_of(kunsthaus), {f"{key}-stage": "talk"})
    again = client.post(page_of(kunsthaus), {f"{key}-stage": "talk"})
    client.post(page_of(kunsthaus), {f"{key}-stage": "agreed", f"{key}-why": "Stoffe", f"{key}-amount": "1.200,50"})

    said = StageAnswer.objects.values_list("stage", "why", "amount_cents", "wave", "answered_by")
    assert (first.status_code, again.status_code) == (302, 302)
    assert list(said) == [
        ("talk", "", None, "days_14", f"participation:{kunsthaus.pk}"),
        ("agreed", "Stoffe", 120_050, "days_14", f"participation:{kunsthaus.pk}"),
    ]
    [progress] = progress_of(after)
    assert (progress.stage, progress.amount_cents) == ("agreed", 120_050)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Nichts wurde gewählt."),
        ({"stage": "rich"}, "rich"),
        ({"why": "Weil es so ist"}, "Sagen Sie auch, wie weit Sie sind."),
        ({"stage": "agreed", "amount": "viel"}, "1.234,56"),
        ({"stage": "agreed", "amount": "-3"}, "nicht kleiner als null"),
        ({"stage": "agreed", "why": "x" * 501}, "500"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_nothing_typed_is_lost(client, after, grown, typed, said):
    answer = client.post(page_of(person(after, "kunsthaus")), {f"c{grown.pk}-{k}": v for k, v in typed.items()})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert not StageAnswer.objects.exists()
    for field in ("why", "amount"):
        assert typed.get(field, "") in page


def test_several_answers_are_kept_together_or_not_at_all(after, grown):
    kunsthaus = person(after, "kunsthaus")

    with pytest.raises(NotAtThisMeeting):
        answer_stages(kunsthaus, {grown.pk: {"stage": "talk"}, 4711: {"stage": "talk"}}, by=by(kunsthaus))

    assert not StageAnswer.objects.exists()


def test_strangers_answer_nothing(client, after, grown):
    kunsthaus, weberei, demir = (person(after, key) for key in ("kunsthaus", "weberei", "demir"))

    for visitor in (EVE, by(weberei)):
        with pytest.raises(NotAllowed):
            answer_stage(grown, kunsthaus, stage="talk", by=visitor)
    with pytest.raises(NotAtThisMeeting):
        answer_stage(grown, demir, stage="talk", by=by(demir))
    for stage, cents in (("rich", None), ("talk", -1)):
        with pytest.raises(ValueError, match="cannot be kept"):
            answer_stage(grown, kunsthaus, stage=stage, amount_cents=cents, by=by(kunsthaus))
    assert client.get(f"/de/events/for/{kunsthaus.pk}/collaborations/").status_code == 404
    assert CANARY not in client.get(page_of(kunsthaus)).content.decode()


@pytest.fixture
def adviser(client, db, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="beraterin@example.org", name="Beraterin", role=Role.ADVISER)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def test_an_adviser_sees_what_her_clients_leave_open_and_answers_for_them(client, after, grown, adviser):
    ended(days=15)
    kunsthaus, weberei = person(after, "kunsthaus"), person(after, "weberei")
    assert "Kunsthaus" not in client.get("/de/events/clients/answers/").content.decode()
    Participation.objects.filter(pk=kunsthaus.pk).update(adviser=adviser)

    opened = client.get("/de/events/clients/answers/").content.decode()
    answer = client.post(f"/de/events/for/{kunsthaus.pk}/collaborations/", {f"c{grown.pk}-stage": "talk"})
    done = client.get("/de/events/clients/answers/").content.decode()

    assert f"/de/events/for/{kunsthaus.pk}/collaborations/" in opened
    assert f"/de/events/for/{weberei.pk}/" not in opened
    assert answer.status_code == 302
    assert "Kunsthaus" not in done
    assert StageAnswer.objects.get().answered_by == f"user:{adviser.pk}"
    entry = AuditEntry.objects.get(event="stage.answered")
    assert (entry.actor, entry.facts["for"]) == (f"user:{adviser.pk}", "kunsthaus")
    assert client.get(f"/de/events/for/{weberei.pk}/collaborations/").status_code == 404
    assert client.get("/de/events/floeha/outcome/open/").status_code == 403


def test_open_answers_name_whom_to_ring_up_from_the_first_wave_on(after, grown):
    assert open_answers(after, AGENCY) == []
    ended(days=15)
    say(grown, "weberei", "talk")

    assert [(line.guest.key, line.other.key) for line in open_answers(after, AGENCY)] == [("kunsthaus", "weberei")]


@pytest.mark.parametrize("stage", ["agreed", "running", "done"])
def test_working_together_ties_the_two_in_the_register_once(tied, stage):
    say(tied, "kunsthaus", stage)
    say(tied, "weberei", "running")
    say(tied, "kunsthaus", "running", why="es läuft")

    tie = Tie.objects.get()
    assert (tie.left.slug, tie.right.slug, tie.kind) == ("kunsthaus", "weberei", "works_with")
    assert (tie.origin, tie.starts_on, tie.audience) == ("event:floeha", timezone.localdate(), "agency")
    assert tie.evidence.endswith("/de/events/floeha/")
    tied.refresh_from_db()
    assert tied.tie == tie


@pytest.mark.parametrize("stage", ["contact", "talk", "nothing"])
def test_less_ties_nobody(tied, stage):
    say(tied, "kunsthaus", stage)

    assert not Tie.objects.exists()


def test_no_tie_where_one_is_not_in_the_register_or_both_are_of_one_house(tied):
    Participation.objects.filter(key="weberei").update(actor=None)
    say(tied, "kunsthaus", "running")
    Participation.objects.filter(key="weberei").update(actor=Actor.objects.get(slug="kunsthaus"))
    say(tied, "weberei", "running")

    assert not Tie.objects.exists()


@pytest.mark.parametrize("is_turned", [False, True])
def test_a_tie_that_is_there_already_stays_as_it_is(tied, is_turned):
    ends = [Actor.objects.get(slug="kunsthaus"), Actor.objects.get(slug="weberei")]
    left, right = reversed(ends) if is_turned else ends
    known = Tie.objects.create(left=left, right=right, kind="works_with", origin="register")

    say(tied, "kunsthaus", "running")
    say(tied, "kunsthaus", "nothing")
    say(tied, "weberei", "nothing")

    assert list(Tie.objects.values_list("pk", "origin", "ends_on")) == [(known.pk, "register", None)]


def test_the_tie_ends_when_both_say_that_nothing_came_of_it_and_a_new_beginning_ties_again(tied):
    say(tied, "kunsthaus", "running")
    say(tied, "kunsthaus", "nothing")
    one = Tie.objects.get().ends_on
    say(tied, "weberei", "nothing")
    both = Tie.objects.get().ends_on
    say(tied, "weberei", "agreed")

    assert (one, both) == (None, timezone.localdate())
    assert Tie.objects.on(timezone.localdate() + timedelta(days=1)).count() == 1


def test_each_figure_is_the_length_of_the_list_behind_it(vogel, after, grown):
    tap(after, "k-w", "weberei", verdict="fits", shares_contact=True, note="Schöne Stoffe")
    tap(after, "k-w", "kunsthaus", shares_contact=True)
    tap(after, "k-d", "demir", verdict="later")
    Participation.objects.filter(key="kunsthaus").update(checked_in_at=timezone.now())
    ended(days=15)
    ask_how_far(after)
    say(grown, "kunsthaus", "agreed", amount_cents=50_000)
    say(grown, "weberei", "nothing")

    page = vogel.get("/de/events/floeha/outcome/").content.decode()
    tiles = TILE.findall(page)

    assert len(tiles) == 22
    for number, href in tiles:
        rows = rows_of(vogel.get(href.replace("&amp;", "&")).content.decode())
        assert int(number) == len(rows), href
    assert "500,00\xa0€" in page


def rows_of(page: str) -> list[str]:
    """The rows of the page's table; none where it says that nothing is there."""
    if "data-table-empty" in page or "<tbody>" not in page:
        return []
    return page.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0].split("<tr>")[1:]


def test_figures_are_recomputed_from_the_raw_answers(after, grown):
    tap(after, "k-d", "demir", verdict="later")
    other = Collaboration.objects.exclude(pk=grown.pk).get()
    ended(days=15)
    ask_how_far(after)
    say(grown, "kunsthaus", "running", amount_cents=700)
    say(grown, "weberei", "agreed", amount_cents=900)
    say(other, "demir", "nothing")
    ended(days=95)
    ask_how_far(after)
    say(grown, "weberei", "nothing")

    counts = stage_figures(progress_of(after))
    newest = {}
    for collaboration, giver, stage in StageAnswer.objects.order_by("pk").values_list(
        "collaboration", "giver", "stage"
    ):
        newest[collaboration, giver] = stage
    said = [{stage for (key, _g), stage in newest.items() if key == each} for each in (grown.pk, other.pk)]
    assert counts.counts["running"] == sum("running" in stages for stages in said) == 1
    assert counts.counts["nothing"] == sum(stages == {"nothing"} for stages in said) == 1
    assert counts.counts["disputed"] == sum("nothing" in s and len(s) > 1 for s in said) == 1
    assert counts.amount_cents == 700  # nobody adds up what two say of one contract; the newest amount that still holds
    shares = [(len(line.asked), len(line.answered)) for line in wave_lines(after, progress_of(after))]
    mails = [OutgoingMail.objects.filter(key__contains=f":stage:{wave}:").count() for wave in ("days_14", "months_3")]
    assert shares == [(mails[0], 3), (mails[1], 1), (0, 0)] == [(3, 3), (2, 1), (0, 0)]


def test_the_response_counts_whom_staff_rang_up(after, grown):
    ended(days=15)
    ask_how_far(after)
    answer_stage(grown, person(after, "weberei"), stage="talk", by=HERR_VOGEL)

    first, *_later = wave_lines(after, progress_of(after))

    assert (first.percent, first.by_staff, len(first.asked)) == (50.0, 1, 2)


def test_all_of_it_is_a_spreadsheet_without_contact_data(vogel, after, grown):
    tap(after, "k-w", "weberei", verdict="fits", note="=1+1")
    ended(days=15)
    ask_how_far(after)
    say(grown, "kunsthaus", "agreed", why="Stoffe", amount_cents=50_000)
    for key in ("kunsthaus", "weberei", "demir"):
        say_how_it_was(person(after, key), satisfaction=4, remarks="Gut", by=HERR_VOGEL)

    answer = vogel.get("/de/events/floeha/outcome/outcome.xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="floeha-outcome.xlsx"'
    assert not [cell for cell in cells if CANARY in cell or "@example.org" in cell]
    assert {"Stoffe", "500", "=1+1", "Kunsthaus Oschatz"} <= set(cells)
    assert AuditEntry.objects.filter(event="outcome.downloaded", is_read=True).count() == 1
    assert book["Bewertungen"].max_row == 1  # three ratings would show what one person said


@pytest.mark.parametrize("of", ["meetings", "verdicts", "guests", "collaborations", "waves", "ratings", "open"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_lists_show_names_and_no_contact_data(vogel, after, grown, of, language):
    ended(days=15)

    answer = vogel.get(f"/{language}/events/floeha/outcome/{of}/?q=kunst&show=quatsch")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert CANARY not in page
    assert ("Kunsthaus" in page) == (of not in {"ratings", "waves"})


def test_a_list_of_nothing_and_lists_for_others_do_not_exist(client, vogel, after):
    assert vogel.get("/de/events/floeha/outcome/quatsch/").status_code == 404
    client.logout()
    for end in ("", "meetings/", "outcome.xlsx"):
        assert client.get(f"/de/events/floeha/outcome/{end}").status_code in {302, 403}


@pytest.mark.parametrize("number", [1, 3])
def test_the_figures_cost_the_same_whatever_the_number(vogel, after, number, django_assert_num_queries):
    for key, giver in [("k-w", "kunsthaus"), ("k-d", "demir"), ("w-d", "demir")][:number]:
        if after.plans.filter(state="published", meetings__wish__key=key).exists():
            tap(after, key, giver, verdict="fits")
    ended(days=15)
    vogel.get("/de/events/floeha/outcome/")

    with django_assert_num_queries(14):
        vogel.get("/de/events/floeha/outcome/")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"satisfaction": "6", "remarks": "Schön war es"}, "Schön war es"),
        ({"satisfaction": "5", "remarks": "x" * 2001}, "2000"),
        ({"wish": "1", "said": "wonderful"}, "keine der Antworten"),
        ({"wish": "x", "said": "fits"}, "keine der Antworten"),
        ({}, "keine der Antworten"),
    ],
)
def test_a_tap_or_rating_that_does_not_exist_is_refused_with_a_sentence(client, after, typed, said):
    kunsthaus = person(after, "kunsthaus")

    answer = client.post(page_of(kunsthaus).replace("collaborations", "outcome"), typed)

    kunsthaus.refresh_from_db()
    assert (answer.status_code, kunsthaus.satisfaction) == (422, None)
    assert said in answer.content.decode()


def test_a_remark_is_kept_with_the_meeting_and_a_too_long_one_is_not_lost(client, vogel, after, grown):
    url = page_of(person(after, "kunsthaus")).replace("collaborations", "outcome")

    kept = client.post(url, {"wish": grown.wish_id, "said": "note", "note": "Proben geschickt"})
    refused = client.post(url, {"wish": grown.wish_id, "said": "note", "note": "z" * 501})

    assert (kept.status_code, refused.status_code) == (302, 422)
    assert "z" * 501 in refused.content.decode()
    assert Outcome.objects.get().note == "Proben geschickt"
    assert "Proben geschickt" in vogel.get("/de/events/floeha/outcome/meetings/?show=remarks").content.decode()


def test_what_was_said_in_words_is_forgotten_with_the_guests_and_figures_stay(after, grown):
    tap(after, "k-w", "weberei", verdict="fits", note=CANARY)
    ended(days=15)
    say(grown, "kunsthaus", "agreed", why=CANARY, amount_cents=100)
    before = stage_figures(progress_of(after)), figures_of(after)
    after.forget_on = timezone.localdate()
    after.save()

    forget_due_guests()

    assert not Outcome.objects.exclude(note="").exists()
    assert not StageAnswer.objects.exclude(why="").exists()
    assert (stage_figures(progress_of(after)), figures_of(after)) == before
    assert ask_how_far(after) == 0


def test_events_are_asked_about_from_the_first_fortnight_to_the_seventh_month(after, grown):
    found = []
    for days in (5, 14, 100, 210, 230):
        ended(days=days)
        found.append(bool(events_in_second_stage()))

    assert found == [False, True, True, True, False]
