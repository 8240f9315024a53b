"""Whom guests wish to meet, who fits, and what the planner is asked in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.actors.models import Actor, Tie
from aufwind.core.policy import NotAllowed, Visitor
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import publish_plan, start_plan, store_plan
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.wishes import (
    close_wishes,
    find_candidates,
    forget_preference,
    prefer,
    refresh_wishes,
    set_pair,
)
from aufwind.events.composing import composed_for
from aufwind.events.errors import CannotPrefer, TooManyMusts, WishesAreClosed
from aufwind.events.links import PURPOSE
from aufwind.events.models import Candidate, Event, GuestListing, Participation, Slot, Table, Wish
from aufwind.events.profiles import problem_from, problem_of_plan
from aufwind.events.queries.wishes import overview_of, people_for
from tests.cast import EVE, HERR_VOGEL


@pytest.fixture
def fair(db) -> Event:
    event = Event.objects.create(slug="messe", title_de="Messe", title_en="Fair", kind="fair", starts="2099-01-01")
    for position in range(4):
        Slot.objects.create(event=event, key=f"s{position}", position=position, minutes=20)
        Table.objects.create(event=event, key=f"T{position}", position=position)
    return event


def guest(event, name, *, organisation="", offers=(), needs=(), **facts) -> Participation:
    person = add_participation(event, name=name, state="registered", source="form", organisation=organisation, **facts)
    for side, titles in (("offer", offers), ("need", needs)):
        for title in titles:
            GuestListing.objects.create(participation=person, side=side, title=title)
    return person


def self_of(person) -> Visitor:
    return Visitor(key=f"participation:{person.pk}")


def say(giver, about, kind="like"):
    return prefer(giver, about, kind, by=self_of(giver))


def values(event) -> dict[str, float]:
    names = dict(event.participations.values_list("key", "name"))
    return {"-".join(sorted(names[key] for key in one.people)): one.value for one in composed_for(event).values()}


def test_both_sides_add_up_and_a_mutual_wish_counts_more(fair):
    a, b, c = (guest(fair, name) for name in "abc")
    say(a, b, "must")
    say(b, a)
    say(a, c)

    assert values(fair) == {"a-b": 6 + 3 + 2, "a-c": 3}


def test_a_veto_from_either_side_holds_in_every_list(fair):
    a, b = guest(fair, "a"), guest(fair, "b")
    Candidate.objects.create(event=fair, left=a, right=b, score=0.9)
    say(a, b, "must")

    say(b, a, "never")

    assert values(fair) == {}
    assert people_for(a) == ([], [])
    with pytest.raises(CannotPrefer):
        set_pair(fair, a, b, by=HERR_VOGEL)


def test_a_veto_of_an_earlier_event_holds(fair):
    left, right = (Actor.objects.create(slug=name, name=name, kind="museum") for name in ("l", "r"))
    earlier = Event.objects.create(slug="früher", title_de="F", title_en="E", kind="fair", starts="2020")
    say(guest(earlier, "l", actor=left), guest(earlier, "r", actor=right), "never")
    a, b = guest(fair, "a", actor=right), guest(fair, "b", actor=left)

    say(a, b)

    assert values(fair) == {}


def test_who_says_nothing_still_gets_who_fits_but_never_before_a_wish(fair):
    a, b, c = (guest(fair, name) for name in "abc")
    Candidate.objects.create(event=fair, left=a, right=b, score=0.8)
    Candidate.objects.create(event=fair, left=a, right=c, score=0.4)
    say(c, a)

    assert values(fair) == {"a-b": 0.8, "a-c": 3}


def test_colleagues_and_sides_that_are_not_to_meet_are_left_out(fair):
    Event.objects.update(pairings=[["firm", "artist"]])
    fair.refresh_from_db()
    a, b = guest(fair, "a", side="firm", organisation="Haus"), guest(fair, "b", side="artist", organisation="HAUS")
    c = guest(fair, "c", side="firm")
    for other in (b, c):
        Candidate.objects.create(event=fair, left=a, right=other, score=0.8)

    assert values(fair) == {}
    with pytest.raises(CannotPrefer):
        say(a, c)


def test_partners_meet_only_by_their_own_wish(fair):
    left, right = (Actor.objects.create(slug=name, name=name, kind="museum") for name in ("l", "r"))
    Tie.objects.create(left=left, right=right, kind="works_with")
    a, b = guest(fair, "a", actor=left), guest(fair, "b", actor=right)
    Candidate.objects.create(event=fair, left=a, right=b, score=0.8)

    before = values(fair)
    say(a, b)

    assert (before, values(fair)) == ({}, {"a-b": 3})


def test_a_substitute_inherits_wishes(fair):
    a, b = guest(fair, "a"), guest(fair, "b")
    say(a, b, "must")
    Participation.objects.filter(pk=a.pk).update(state="cancelled")

    guest(fair, "new", replaces=a)

    assert values(fair) == {"b-new": 6}


def test_what_the_planner_is_asked_follows_and_keeps_its_keys(fair):
    a, b, c = (guest(fair, name) for name in "abc")
    say(a, b)
    refresh_wishes(fair, by=HERR_VOGEL)
    key = Wish.objects.get().key

    forget_preference(a, b, by=self_of(a))
    say(b, c)
    refresh_wishes(fair, by=HERR_VOGEL)
    say(b, a, "must")
    refresh_wishes(fair, by=HERR_VOGEL)

    kept = Wish.objects.get(key=key)
    assert (kept.value, kept.is_retired, kept.is_wanted_must, kept.wanted_by) == (6, False, True, [b.key])
    assert Wish.objects.count() == 2


def test_a_pair_set_by_hand_is_in_the_plan(fair):
    a, b = guest(fair, "a"), guest(fair, "b")
    set_pair(fair, b, a, by=HERR_VOGEL)

    plan = start_plan(fair, by=HERR_VOGEL)
    result = plan_meetings(problem_of_plan(plan), stop=after_rounds(5))
    store_plan(plan, result, None, by=HERR_VOGEL)

    assert plan.meetings.count() == 1


def test_vetoed_wishes_of_a_spreadsheet_are_out_of_force_until_the_veto_is_taken_back(event):
    kunsthaus, weberei = (event.participations.get(key=key) for key in ("kunsthaus", "weberei"))

    say(kunsthaus, weberei, "never")
    refresh_wishes(event, by=HERR_VOGEL)
    during = {wish.id for wish in problem_from(event).wishes}
    forget_preference(kunsthaus, weberei, by=self_of(kunsthaus))
    refresh_wishes(event, by=HERR_VOGEL)

    assert during == {"k-d", "w-d"}
    assert {wish.id for wish in problem_from(event).wishes} == {"k-w", "k-d", "w-d"}


def test_candidates_are_found_by_needs_and_offers_and_say_why(fair):
    a = guest(fair, "Anna", needs=["Weberei für Leinenstoffe"])
    b = guest(fair, "Ben", offers=["Leinenstoffe weben"])
    guest(fair, "Cleo", offers=["Steuerberatung"])

    find_candidates(fair, by=HERR_VOGEL)

    best = Candidate.objects.first()
    assert {best.left, best.right} == {a, b}
    assert best.reasons[0] == {"need": "Weberei für Leinenstoffe", "offer": "Leinenstoffe weben", "needs": a.key}


def test_five_musts_are_the_most(fair):
    a, *others = (guest(fair, name) for name in "abcdefg")
    for other in others[:5]:
        say(a, other, "must")

    say(a, others[0], "must")
    with pytest.raises(TooManyMusts):
        say(a, others[5], "must")


def test_wishes_close_but_never_is_heard_at_any_time(fair):
    a, b = guest(fair, "a"), guest(fair, "b")
    close_wishes(fair, by=HERR_VOGEL)
    a.refresh_from_db()

    with pytest.raises(WishesAreClosed):
        say(a, b)
    assert say(a, b, "never").kind == "never"


def test_a_published_plan_closes_the_wishes(plan):
    publish_plan(plan, by=HERR_VOGEL)
    kunsthaus, demir = (plan.event.participations.get(key=key) for key in ("kunsthaus", "demir"))

    with pytest.raises(WishesAreClosed):
        say(kunsthaus, demir)
    Event.objects.update(wishes_until=timezone.now() + timedelta(days=1))
    assert say(kunsthaus, demir).kind == "like"


def test_strangers_wish_nothing_for_others(fair):
    a, b = guest(fair, "a"), guest(fair, "b")

    for visitor in (EVE, self_of(b)):
        with pytest.raises(NotAllowed):
            prefer(a, b, "like", by=visitor)
        with pytest.raises(NotAllowed):
            forget_preference(a, b, by=visitor)
        with pytest.raises(NotAllowed):
            set_pair(fair, a, b, by=visitor)


def test_the_organiser_sees_who_has_nobody_and_who_is_wished_by_too_many(fair):
    star, lonely, *fans = (guest(fair, name) for name in ("star", "lonely", *"abcde"))
    for fan in fans:
        say(fan, star)
        for other in fans:
            if other != fan:
                say(fan, other)

    found = overview_of(fair)

    assert [(lack.guest, lack.wanted, lack.places) for lack in found.crowded] == [(star, 5, 4)]
    assert [lack.guest for lack in found.lonely] == [lonely]


@pytest.mark.parametrize("number", [1, 3])
def test_a_guests_page_reads_as_much_for_one_as_for_many(fair, number, django_assert_num_queries):
    me = guest(fair, "me")
    for name in "abc"[:number]:
        guest(fair, name, offers=["Tuch"])

    with django_assert_num_queries(7):
        people_for(me)


def test_a_guest_wishes_by_tapping(client, fair):
    me = guest(fair, "me", needs=["Tuch"])
    other = guest(fair, "Berta", offers=["Tuch"])
    hidden = guest(fair, "Heimlich", offers=["Tuch"])
    Participation.objects.filter(pk=hidden.pk).update(is_hidden=True)
    address = f"/de/events/my/{personal_link(PURPOSE, str(me.pk))}/wishes/"

    page = client.get(address).content.decode()
    answer = client.post(address, {"about": other.pk, "kind": "like"})
    again = client.get(address).content.decode()

    assert "Berta" in page
    assert "Heimlich" not in page
    assert answer.url.endswith(f"#person-{other.pk}")
    assert "Bisher gesagt: 1" in again


def test_the_organisers_page_sets_pairs_and_refuses_impossible_ones(vogel, fair):
    a, b = guest(fair, "a"), guest(fair, "b")

    twice = vogel.post("/de/events/messe/wishes/", {"one": a.pk, "other": a.pk})
    vogel.post("/de/events/messe/wishes/", {"one": a.pk, "other": b.pk})
    page = vogel.get("/en/events/messe/wishes/").content.decode()

    assert twice.status_code == 422
    assert "a – b" in page
