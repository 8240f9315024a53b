from __future__ import annotations

import pytest

from aufwind.actors.actions import affiliate, change_listing, tie_actors
from aufwind.core.policy import Role, Visitor
from aufwind.matching.actions import answer_suggestion, start_run
from aufwind.matching.enums import Verdict
from aufwind.matching.models import Run
from aufwind.matching.queries import inbox_for, newest_run, pairs_of, runs_of_register
from tests.cast import AGENCY
from tests.matching.makers import computed, enter, enter_person, need, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def member(actor):
    return Visitor(key=f"entry:{actor.pk}", roles=frozenset({Role.MEMBER}), entry_id=actor.pk)


def names(partners):
    return [one.entry.name for one in partners]


def test_the_inbox_has_partners_with_both_fields_and_how_strong(register):
    kunsthaus, weberei, _bakery = register
    computed()

    first = inbox_for(kunsthaus, member(kunsthaus)).waiting[0]

    assert first.entry.name == "Weberei Flöha"
    assert {(one.need.actor, one.offer.actor) for one in first.met} == {(kunsthaus, weberei), (weberei, kunsthaus)}
    assert 0 < first.needs_met <= 1
    assert 0 < first.offers_met <= 1


def test_members_read_runs_made_for_members_staff_the_newest(register):
    kunsthaus = register[0]
    for_members = computed(audience="members")
    for_agency = computed(audience="agency")

    assert newest_run(member(kunsthaus)) == for_members
    assert newest_run(AGENCY) == for_agency


def test_a_run_being_computed_is_read_by_nobody(register):
    done = computed()
    start_run(by=AGENCY)

    assert newest_run(AGENCY) == done


def test_without_a_run_the_inbox_is_empty_and_says_so(register):
    inbox = inbox_for(register[0], AGENCY)

    assert (inbox.run, inbox.waiting, inbox.answered, inbox.earlier) == (None, (), (), ())


def test_a_listing_hidden_after_the_run_is_quoted_nowhere(register):
    kunsthaus, weberei, _bakery = register
    computed()
    for listing in weberei.listings.all():
        change_listing(listing, by=AGENCY, audience="agency")

    assert "Weberei Flöha" not in names(inbox_for(kunsthaus, member(kunsthaus)).waiting)
    assert "Weberei Flöha" in names(inbox_for(kunsthaus, AGENCY).waiting)


def test_an_entry_hidden_after_the_run_is_named_nowhere(register):
    kunsthaus, weberei, _bakery = register
    computed()
    weberei.audience = "agency"
    weberei.save()

    assert "Weberei Flöha" not in names(inbox_for(kunsthaus, member(kunsthaus)).waiting)


@pytest.mark.parametrize("kind", ["works_with", "met"])
def test_whom_she_knows_by_a_tie_only_she_may_see_is_not_suggested_to_her(register, kind):
    kunsthaus, weberei, _bakery = register
    tie_actors(weberei, kunsthaus, kind, by=AGENCY, audience="agency")
    run = computed()

    assert run.suggestions.filter(left=kunsthaus, right=weberei).exists()  # other members must not feel the tie
    assert "Weberei Flöha" not in names(inbox_for(kunsthaus, member(kunsthaus)).waiting)


def test_nobody_is_suggested_her_own_house(register):
    kunsthaus = register[0]
    demir = enter_person("demir", "Aylin Demir")
    need(demir, "Ausstellungsraum mit Licht")
    affiliate(demir, kunsthaus, by=AGENCY)
    computed()

    assert "Kunsthaus Oschatz" not in names(inbox_for(demir, member(demir)).waiting)
    assert "Aylin Demir" not in names(inbox_for(kunsthaus, member(kunsthaus)).waiting)


def test_answers_move_a_suggestion_down_and_outlive_the_run(register):
    kunsthaus, weberei, _bakery = register
    computed()
    answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=AGENCY)

    inbox = inbox_for(kunsthaus, AGENCY)
    assert ("Weberei Flöha" in names(inbox.waiting), names(inbox.answered)) == (False, ["Weberei Flöha"])

    computed()
    inbox = inbox_for(kunsthaus, AGENCY)
    assert (names(inbox.answered), names(inbox.earlier)) == ([], ["Weberei Flöha"])
    assert inbox.knows(weberei.pk)
    assert not inbox.knows(987654321)


def test_pairs_come_page_by_page(register):
    run = computed()
    every, none = pairs_of(run, AGENCY)

    first, last = pairs_of(run, AGENCY, size=1)
    rest, end = pairs_of(run, AGENCY, after=last, size=50)

    assert [*first, *rest] == every
    assert (len(first), none, end) == (1, None, None)


def some_register(rows):
    """One who is suggested to as many others as `rows`."""
    hub = enter("hub", "Hub")
    need(hub, "Raum")
    for number in range(rows):
        offer(enter(f"a{number}", f"Alpha {number}"), "Raum")
    return hub


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_takes_nine_statements_whatever_the_rows(rows, django_assert_num_queries):
    hub = some_register(rows)
    computed()

    with django_assert_num_queries(9):
        assert len(inbox_for(hub, member(hub)).waiting) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_pairs_take_five_statements_whatever_the_rows(rows, django_assert_num_queries):
    some_register(rows)
    run = computed()

    with django_assert_num_queries(5):
        assert len(pairs_of(run, AGENCY)[0]) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_runs_take_one_statement_whatever_the_rows(rows, django_assert_num_queries):
    Run.objects.bulk_create([Run(audience="members", state="done", started_by="x") for _ in range(rows)])

    with django_assert_num_queries(1):
        assert len(list(runs_of_register())) == rows
