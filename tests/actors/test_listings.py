from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from aufwind.actors.actions import (
    change_listing,
    confirm_listing,
    end_listing,
    enter_codes,
    enter_listing,
    remind_owners,
)
from aufwind.actors.enums import Audience, ListingKind, Side
from aufwind.actors.models import Code, Listing
from aufwind.actors.queries import listings_visible_to
from aufwind.core.models import OutgoingMail
from aufwind.core.policy import ANONYMOUS, NotAllowed
from tests.actors.conftest import member
from tests.cast import AGENCY, EVE

pytestmark = pytest.mark.django_db

LOOM = {"side": Side.NEED, "kind": ListingKind.SPACE, "title_de": "Raum für Webstühle", "title_en": "Room for looms"}


def test_enter_listing_holds_for_a_year(weberei, time_machine):
    time_machine.move_to("2027-03-01 10:00+01:00")

    listing = enter_listing(weberei, by=AGENCY, **LOOM)

    assert listing.valid_until == date(2028, 2, 29)
    assert list(listings_visible_to(ANONYMOUS)) == [listing]


def test_enter_listing_needs_a_title(weberei):
    with pytest.raises(ValidationError):
        enter_listing(weberei, by=AGENCY, side=Side.NEED, kind=ListingKind.SPACE)

    assert not Listing.objects.exists()


def test_enter_listing_keeps_its_topics(weberei):
    enter_codes("topic", [{"code": "textile", "label_de": "Textil", "label_en": "Textiles", "parent": ""}], by=AGENCY)

    listing = enter_listing(weberei, by=AGENCY, topics=list(Code.objects.all()), **LOOM)

    assert [code.code for code in listing.topics.all()] == ["textile"]


def test_owner_enters_and_changes_her_own_and_nobody_elses(weberei, kunsthaus):
    listing = enter_listing(weberei, by=member(weberei), **LOOM)
    change_listing(listing, by=member(weberei), title_de="Halle für Webstühle")

    assert Listing.objects.get().title_de == "Halle für Webstühle"
    for visitor in (EVE, member(kunsthaus)):
        with pytest.raises(NotAllowed):
            enter_listing(weberei, by=visitor, **LOOM)
        for change in (change_listing, end_listing, confirm_listing):
            with pytest.raises(NotAllowed):
                change(listing, by=visitor)


def test_an_expired_listing_leaves_every_list_by_itself(weberei, time_machine):
    time_machine.move_to("2027-03-01 10:00+01:00")
    listing = enter_listing(weberei, by=AGENCY, **LOOM, valid_until=date(2027, 3, 2))

    time_machine.move_to("2027-03-02 23:00+01:00")
    assert list(listings_visible_to(AGENCY)) == [listing]
    time_machine.move_to("2027-03-03 00:30+01:00")
    assert list(listings_visible_to(AGENCY)) == []


def test_end_listing_takes_it_out_and_confirm_brings_it_back(weberei):
    listing = enter_listing(weberei, by=AGENCY, **LOOM)

    end_listing(listing, by=member(weberei))
    assert list(listings_visible_to(AGENCY)) == []
    confirm_listing(listing, by=member(weberei))
    assert list(listings_visible_to(AGENCY)) == [listing]


def test_remind_owners_asks_once_with_the_link_and_again_only_after_a_new_year(weberei, time_machine):
    time_machine.move_to("2027-03-01 10:00+01:00")
    listing = enter_listing(weberei, by=AGENCY, **LOOM, valid_until=date(2027, 3, 10))
    enter_listing(weberei, by=AGENCY, **LOOM, valid_until=date(2027, 9, 10))

    assert (remind_owners(), remind_owners()) == (1, 0)

    mail = OutgoingMail.objects.get()
    assert mail.to == "weberei@example.org"
    assert "/de/actors/still/" in mail.text
    assert "/en/actors/still/" in mail.text
    confirm_listing(listing, by=member(weberei))
    assert remind_owners() == 0
    time_machine.move_to("2028-02-20 10:00+01:00")
    assert remind_owners() == 1


def test_remind_owners_leaves_owners_without_address_alone(kunsthaus):
    enter_listing(kunsthaus, by=AGENCY, **LOOM, valid_until=timezone.localdate() + timedelta(days=3))

    assert remind_owners() == 0


def test_listings_are_seen_by_their_audience_and_their_owner(weberei, kunsthaus):
    for audience in (Audience.PUBLIC, Audience.MEMBERS, Audience.AGENCY):
        enter_listing(weberei, by=AGENCY, **LOOM | {"title_de": audience}, audience=audience)

    def seen(visitor) -> list[str]:
        return [listing.title_de for listing in listings_visible_to(visitor)]

    assert seen(ANONYMOUS) == ["public"]
    assert seen(member(kunsthaus)) == ["public", "members"]
    assert seen(member(weberei)) == ["public", "members", "agency"]
    assert seen(AGENCY) == ["public", "members", "agency"]


@pytest.mark.parametrize("rows", [1, 3])
def test_listings_visible_to_asks_two_statements_whatever_the_rows(rows, weberei, django_assert_num_queries):
    for _ in range(rows):
        enter_listing(weberei, by=AGENCY, **LOOM)

    with django_assert_num_queries(2):
        found = [(listing.actor.name, list(listing.topics.all())) for listing in listings_visible_to(ANONYMOUS)]

    assert found == [("Weberei Flöha", [])] * rows
