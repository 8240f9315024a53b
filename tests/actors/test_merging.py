"""Merging two entries and taking it back: nothing is lost, nobody sees more, every row returns."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date

import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aufwind.actors.actions import affiliate, enter_actor, enter_listing, give_consent, publish_wording, tie_actors
from aufwind.actors.actions.duplicates import find_cases
from aufwind.actors.actions.merging import TAKEABLE, keep_distinct, merge_actors, undo_merge
from aufwind.actors.actions.pointers import pointers_to_actors
from aufwind.actors.enums import Audience, Decision, Side, Sort
from aufwind.actors.errors import CannotMerge, CannotUndo
from aufwind.actors.models import Actor, Affiliation, Consent, DuplicateCase, DuplicateSearch, Listing, Merge, Tie
from aufwind.actors.queries import actor_at, listings_visible_to
from aufwind.core.policy import ANONYMOUS, NotAllowed
from aufwind.events.models import Event
from aufwind.projects.models import Project
from tests.cast import AGENCY, EVE

PASSING = {"updated_at", "decided_at", "decided_by"}


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, but for what tells of merges, of moments and of the search."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"actors", "events", "projects", "matching"} and model is not Merge
        and not model.__name__.startswith("Index")
    ]  # fmt: skip
    rows = {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}
    return {
        label: [{name: value for name, value in row.items() if name not in PASSING} for row in found]
        for label, found in rows.items()
    }


def an_event() -> Event:
    return Event.objects.create(slug="floeha", title_de="Flöha", title_en="Flöha", kind="matching", starts="2022-02-10")


@pytest.fixture
def oschatz(kunsthaus):
    """Another entry of the Kunsthaus, with a telephone number."""
    return enter_actor(
        "kunsthaus-ev", by=AGENCY, name="Kunsthaus Oschatz e. V.", kind="gallery", phone="03435 1", country="DE"
    )


def test_merge_moves_every_tie_consent_and_foreign_key_to_the_kept_entry(kunsthaus, oschatz, weberei, anna):
    tie_actors(oschatz, weberei, "works_with", by=AGENCY)
    affiliate(anna, oschatz, by=AGENCY, role="Leitung")
    enter_listing(oschatz, by=AGENCY, side=Side.OFFER, title_de="Raum")
    event = an_event()
    project = Project.objects.create(slug="p", title="P", lead=oschatz)
    project.partners.add(oschatz, weberei)
    event.hosts.add(oschatz)

    merge_actors(kunsthaus, oschatz, taken=["phone"], by=AGENCY)

    kunsthaus.refresh_from_db()
    project.refresh_from_db()
    assert kunsthaus.phone == "03435 1"
    assert list(Tie.objects.values_list("left", "right")) == [(kunsthaus.pk, weberei.pk)]
    assert Affiliation.objects.get().organisation == kunsthaus
    assert Listing.objects.get().actor == kunsthaus
    assert project.lead == kunsthaus
    assert set(project.partners.all()) == {kunsthaus, weberei}
    assert list(event.hosts.all()) == [kunsthaus]
    assert list(Actor.objects.living().order_by("slug")) == [anna, kunsthaus, weberei]


def test_the_old_address_leads_to_the_kept_entry_and_back_after_the_undo(kunsthaus, oschatz):
    merge = merge_actors(kunsthaus, oschatz, taken=[], by=AGENCY)
    assert actor_at("kunsthaus-ev", ANONYMOUS) == kunsthaus

    undo_merge(merge, by=AGENCY)
    assert actor_at("kunsthaus-ev", ANONYMOUS) == oschatz


def test_a_tie_that_would_be_there_twice_or_tie_the_entry_to_itself_stays(kunsthaus, oschatz, weberei):
    tie_actors(kunsthaus, weberei, "works_with", by=AGENCY, starts_on=date(2022, 3, 1))
    same = tie_actors(oschatz, weberei, "works_with", by=AGENCY, starts_on=date(2022, 3, 1))
    between = tie_actors(oschatz, kunsthaus, "knows", by=AGENCY)

    merge_actors(kunsthaus, oschatz, taken=[], by=AGENCY)

    for tie in (same, between):
        tie.refresh_from_db()
        assert tie.left == oschatz


def test_a_listing_key_both_have_stays_with_the_entry_that_goes(kunsthaus, oschatz):
    for actor in (kunsthaus, oschatz):
        enter_listing(actor, by=AGENCY, side=Side.OFFER, title_de="Raum", key="room")
    before = everything()

    merge = merge_actors(kunsthaus, oschatz, taken=[], by=AGENCY)

    assert list(Listing.objects.order_by("pk").values_list("actor", flat=True)) == [kunsthaus.pk, oschatz.pk]
    undo_merge(merge, by=AGENCY)
    assert everything() == before


def test_nobody_sees_more_because_of_a_merge(kunsthaus):
    hidden = enter_actor("k2", by=AGENCY, name="Kunsthaus", kind="gallery", website="https://k2.example.org",
                         summary_de="Geheim", audience=Audience.AGENCY)  # fmt: skip
    listing = enter_listing(hidden, by=AGENCY, side=Side.NEED, title_de="Geheimes")
    seen = listings_visible_to(EVE).filter(pk=listing.pk)
    assert not seen.exists()

    merge = merge_actors(kunsthaus, hidden, taken=["website", "summary_de"], by=AGENCY)

    kunsthaus.refresh_from_db()
    assert kunsthaus.disclosures == {"website": "agency", "summary": "agency"}
    assert not seen.exists()
    undo_merge(merge, by=AGENCY)
    kunsthaus.refresh_from_db()
    listing.refresh_from_db()
    assert (kunsthaus.disclosures, listing.audience) == ({}, "public")


def test_what_was_changed_by_hand_since_stays_and_is_counted(kunsthaus, oschatz, weberei):
    tie = tie_actors(oschatz, weberei, "works_with", by=AGENCY)
    merge = merge_actors(kunsthaus, oschatz, taken=["phone"], by=AGENCY)
    tie.delete()
    Actor.objects.filter(pk=kunsthaus.pk).update(phone="03435 2")

    assert undo_merge(merge, by=AGENCY) == 2

    kunsthaus.refresh_from_db()
    assert kunsthaus.phone == "03435 2"


def test_what_cannot_be_one_is_refused(kunsthaus, oschatz, anna):
    with pytest.raises(CannotMerge):
        merge_actors(kunsthaus, anna, taken=[], by=AGENCY)
    with pytest.raises(CannotMerge):
        merge_actors(kunsthaus, kunsthaus, taken=[], by=AGENCY)
    merge_actors(kunsthaus, oschatz, taken=[], by=AGENCY)
    with pytest.raises(CannotMerge):
        merge_actors(kunsthaus, oschatz, taken=[], by=AGENCY)


def test_a_merge_is_undone_once_and_not_after_the_kept_entry_went_too(kunsthaus, oschatz, weberei):
    merge = merge_actors(kunsthaus, oschatz, taken=[], by=AGENCY)
    later = merge_actors(weberei, kunsthaus, taken=[], by=AGENCY)
    with pytest.raises(CannotUndo):
        undo_merge(merge, by=AGENCY)

    undo_merge(later, by=AGENCY)
    undo_merge(merge, by=AGENCY)
    with pytest.raises(CannotUndo):
        undo_merge(merge, by=AGENCY)


def test_only_the_agency_merges(kunsthaus, oschatz):
    with pytest.raises(NotAllowed):
        merge_actors(kunsthaus, oschatz, taken=[], by=EVE)


def test_the_register_is_looked_through_and_a_decision_stays(kunsthaus, oschatz, weberei):
    search = DuplicateSearch.objects.create(started_by="user:2")

    found = find_cases(search, by=AGENCY, recording=_plainly, progress=lambda _done, _all: None)

    case = DuplicateCase.objects.get()
    assert (found, case.left, case.right) == (1, kunsthaus, oschatz)
    assert case.reasons[0][1] == "The name is the same (legal form, titles, order and umlauts aside)."
    keep_distinct(case, by=AGENCY)
    find_cases(search, by=AGENCY, recording=_plainly, progress=lambda _done, _all: None)
    case.refresh_from_db()
    assert case.decision == Decision.DISTINCT


def _plainly():
    return nullcontext()


def test_every_foreign_key_to_actors_is_found():
    labels = {(pointer.label, pointer.name) for pointer in pointers_to_actors()}

    assert {
        ("actors.listing", "actor"),
        ("actors.consent", "actor"),
        ("actors.tie", "left"),
        ("actors.tie", "right"),
        ("actors.affiliation", "person"),
        ("actors.affiliation", "organisation"),
        ("events.event_hosts", "actor"),
        ("projects.project", "lead"),
        ("projects.project_partners", "actor"),
        ("matching.suggestion", "left"),
    } <= labels


class AnyRegister(TestCase):
    """Random registers: a merge undone leaves every row as it was."""

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_a_merge_undone_restores_every_row(self, data):
        actors = _some_actors(data)
        _some_facts(data, actors)
        before = everything()
        sort = data.draw(st.sampled_from(sorted({actor.sort for actor in actors})))
        kept, gone = [actor for actor in actors if actor.sort == sort][:2]

        merge = merge_actors(kept, gone, taken=data.draw(st.sets(st.sampled_from(TAKEABLE))), by=AGENCY)
        undo_merge(merge, by=AGENCY)

        assert everything() == before


def _some_actors(data) -> list[Actor]:
    wording = publish_wording("1", text_de="Ja.", text_en="Yes.", by=AGENCY)
    made = []
    for at in range(6):
        sort = Sort.PERSON if at % 2 else Sort.ORGANISATION
        facts = {
            name: data.draw(st.sampled_from(["", "a", "b"]), label=name) for name in ("phone", "acronym", "street")
        }
        actor = enter_actor(f"a{at}", by=AGENCY, sort=sort, name=f"A {at}", kind="other", **facts)
        if sort == Sort.PERSON and data.draw(st.booleans()):
            give_consent(actor, wording, by=AGENCY, audience=data.draw(st.sampled_from(["public", "members"])))
            actor.refresh_from_db()
        elif data.draw(st.booleans()):
            Actor.objects.filter(pk=actor.pk).update(disclosures={"phone": "public"}, audience="agency")
            actor.refresh_from_db()
        made.append(actor)
    return made


def _some_facts(data, actors: list[Actor]) -> None:
    people = [actor for actor in actors if actor.is_person]
    houses = [actor for actor in actors if not actor.is_person]
    some = st.sampled_from(actors)
    for _tie in range(data.draw(st.integers(0, 6))):
        left, right = data.draw(some), data.draw(some)
        if left != right:
            tie_actors(left, right, data.draw(st.sampled_from(["knows", "owns"])), by=AGENCY)
    for _place in range(data.draw(st.integers(0, 4))):
        affiliate(data.draw(st.sampled_from(people)), data.draw(st.sampled_from(houses)), by=AGENCY)
    for _listing in range(data.draw(st.integers(0, 4))):
        actor, key = data.draw(some), data.draw(st.sampled_from(["", "k"]))
        if not key or not actor.listings.filter(key=key).exists():
            enter_listing(actor, by=AGENCY, side=Side.NEED, title_de="Etwas", key=key)
    project = Project.objects.create(slug="p", title="P", lead=data.draw(some))
    project.partners.set(data.draw(st.sets(some)))
    an_event().hosts.set(data.draw(st.sets(some)))
    left, right = sorted((actors[0], actors[2]), key=lambda actor: actor.pk)
    DuplicateCase.objects.create(left=left, right=right, probability=0.9)
    assert Consent.objects.count() <= len(people)
