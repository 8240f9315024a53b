"""The demo's register: invented members with offers, needs and ties, and the real ties of the region."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from aufwind.actors.actions import end_listing, remind_owners, withdraw_consent
from aufwind.actors.enums import ListingKind, Side
from aufwind.actors.kinds import KINDS
from aufwind.actors.models import Actor, Affiliation, Code, Consent, Listing, Place, Tie
from aufwind.actors.queries import listings_visible_to, network_on
from aufwind.actors.tie_kinds import TIE_KINDS
from aufwind.core.policy import ANONYMOUS, SYSTEM
from aufwind.events.imports import example_roster
from aufwind.portal.demo.members import enter_members, invented
from aufwind.portal.demo.region import enter_region, facts
from aufwind.portal.demo.ties import enter_ties, first_day, last_day

SLUGS = [row["slug"] for row in invented()["members"]]
ENTERED = (Actor, Affiliation, Code, Consent, Listing, Place, Tie)


@pytest.fixture(scope="module")
def entered_once(django_db_setup, django_db_blocker):
    """The whole register; entering it takes seconds, so the tests of this file share it."""
    with django_db_blocker.unblock(), transaction.atomic():
        enter_region(by=SYSTEM)
        enter_members(by=SYSTEM)
        enter_ties(by=SYSTEM)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def register(entered_once, db):
    """The register; what a test changes is undone after it."""


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in ENTERED}


def test_entering_the_register_twice_changes_nothing(register):
    before = counts()

    enter_members(by=SYSTEM)
    enter_ties(by=SYSTEM)

    assert counts() == before
    assert before == {
        "Actor": 75 + 52,
        "Affiliation": 10,
        "Code": 51,
        "Consent": 12,
        "Listing": 164,
        "Place": 50,
        "Tie": 96,
    }


def test_entering_again_leaves_what_somebody_changed(register):
    listing = end_listing(Listing.objects.get(key="pattern-books"), by=SYSTEM)
    mira = withdraw_consent(Actor.objects.get(slug="mira-fuchs"), by=SYSTEM)

    enter_members(by=SYSTEM)

    listing.refresh_from_db()
    mira.refresh_from_db()
    assert not listing.is_current
    assert mira.audience == "agency"


def test_the_members_are_the_guests_of_the_invented_evening(register):
    roster = {(guest.name, guest.email) for guest in example_roster().participants}

    assert set(Actor.objects.filter(slug__in=SLUGS).values_list("name", "email")) == roster


def test_every_invented_entry_says_so_in_both_languages(register):
    unlabelled = [
        actor.slug
        for actor in Actor.objects.filter(slug__in=SLUGS)
        if not (actor.summary_de.startswith("Erfunden: ") and actor.summary_en.startswith("Invented: "))
        or "summary" in actor.disclosures
    ]

    assert unlabelled == []


def test_real_organisations_have_no_invented_listings_and_no_invented_ties(register):
    assert not Listing.objects.exclude(actor__slug__in=SLUGS).exists()
    assert not Tie.objects.filter(origin="invented").exclude(left__slug__in=SLUGS, right__slug__in=SLUGS).exists()
    assert not Affiliation.objects.exclude(person__slug__in=SLUGS, organisation__slug__in=SLUGS).exists()


def test_every_kind_of_actor_and_tie_is_one_of_ours(register):
    assert set(Actor.objects.filter(slug__in=SLUGS).values_list("kind", flat=True)) <= set(KINDS)
    assert set(Tie.objects.values_list("kind", flat=True)) <= set(TIE_KINDS)


def test_every_listing_has_a_title_with_its_text_and_a_kind_of_ours(register):
    faults = [
        (listing.actor.slug, listing.key)
        for listing in Listing.objects.select_related("actor")
        if not (listing.title_de or listing.title_en)
        or bool(listing.title_de) != bool(listing.text_de)
        or bool(listing.title_en) != bool(listing.text_en)
        or listing.kind not in ListingKind.values
    ]

    assert faults == []


def test_every_member_has_two_to_four_offers_and_needs():
    sizes = {row["slug"]: len(row["listings"]) for row in invented()["members"]}

    assert {slug: size for slug, size in sizes.items() if not 2 <= size <= 4} == {}


def test_a_part_of_the_listings_speaks_one_language_only(register):
    assert Listing.objects.filter(title_en="").count() == 67
    assert Listing.objects.filter(title_de="").count() == 51


def test_every_topic_is_in_both_languages_and_used(register):
    for topic in Code.objects.filter(scheme="topic"):
        assert topic.label_de
        assert topic.label_en
        assert Listing.objects.filter(topics=topic).exists(), topic.code


@pytest.mark.parametrize("side", list(Side))
def test_the_public_sees_offers_and_needs_from_ten_places(register, side):
    seen = listings_visible_to(ANONYMOUS).filter(side=side)

    assert seen.values("actor__place").distinct().count() >= 10


def test_two_listings_end_soon_and_their_owners_are_asked(register):
    soon = timezone.localdate() + timedelta(days=10)

    assert Listing.objects.filter(valid_until__lte=soon).count() == 2
    assert remind_owners() == 2


def test_persons_are_seen_because_they_agreed(register):
    persons = Actor.objects.filter(sort="person")

    assert {person.consents.get().wording.version for person in persons} == {"2027-1"}
    assert set(persons.values_list("audience", flat=True)) == {"public", "members"}


def test_the_network_on_a_day_holds_the_partners_of_that_day(register):
    sache = next(row for row in facts()["projects"] if row["id"] == "sache")

    then = {entry.slug for entry in network_on(date(2022, 3, 1), ANONYMOUS).actors.values()}
    later = Tie.objects.on(date(2022, 7, 1)).filter(origin="project:sache")

    assert set(sache["partner_ids"]) <= then
    assert not later.exists()


def test_the_agency_belongs_to_its_four_shareholders(register):
    owners = Tie.objects.filter(kind="owns", right__slug="aufbauwerk")

    assert set(owners.values_list("left__slug", "origin")) == {
        (slug, "facts") for slug in ("stadt-leipzig", "landkreis-leipzig", "landkreis-mittelsachsen", "wfg-nordsachsen")
    }


def test_every_real_tie_names_its_source(register):
    real = Tie.objects.exclude(origin="invented").values_list("evidence", flat=True)

    assert [evidence for evidence in real if not evidence.startswith("http")] == []


def test_the_map_of_saxony_is_complete(register):
    districts = Place.objects.filter(level="nuts3")

    assert districts.count() == 13
    assert set(districts.values_list("parent__parent__slug", flat=True)) == {"de-sn"}


@pytest.mark.parametrize(
    ("known", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-05-02", date(2022, 5, 2), date(2022, 5, 2)),
        (None, None, None),
    ],
)
def test_partly_known_dates_begin_and_end_with_their_period(known, first, last):
    assert (first_day(known), last_day(known)) == (first, last)
