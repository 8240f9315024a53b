"""Who sees which part of an entry: each audience with somebody inside and somebody outside."""

from __future__ import annotations

import pytest

from aufwind.actors.enums import Audience
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.models import Actor, Listing, Tie
from aufwind.actors.rules import FieldOf
from aufwind.core.policy import ANONYMOUS, Role, Visitor, may
from tests.cast import AGENCY, EVE, HERR_VOGEL

MEMBER = Visitor(key="entry:7", roles=frozenset({Role.MEMBER}), entry_id=7)
GUEST = Visitor(key="participation:3", roles=frozenset({Role.PARTICIPANT}), circles=frozenset({"event:floeha"}))
OWNER = Visitor(key="entry:1", roles=frozenset({Role.MEMBER}), entry_id=1)

SEEN_BY = {
    "public": {ANONYMOUS, EVE, GUEST, MEMBER, HERR_VOGEL, AGENCY},
    "members": {MEMBER, HERR_VOGEL, AGENCY},
    "event:floeha": {GUEST, HERR_VOGEL, AGENCY},
    "event:oschatz": {HERR_VOGEL, AGENCY},
    "agency": {HERR_VOGEL, AGENCY},
}
EVERYBODY = {ANONYMOUS, EVE, GUEST, MEMBER, HERR_VOGEL, AGENCY}


def entry(**facts) -> Actor:
    return Actor(pk=1, slug="weberei", name="Weberei Flöha", kind="company", **facts)


@pytest.mark.parametrize(("audience", "readers"), SEEN_BY.items())
def test_an_entry_is_seen_by_its_audience_and_its_owner(audience, readers):
    actor = entry(audience=audience)

    assert {visitor for visitor in EVERYBODY if may(visitor, "actors.see", actor)} == readers
    assert may(OWNER, "actors.see", actor)


@pytest.mark.parametrize(("audience", "readers"), SEEN_BY.items())
def test_a_field_is_seen_by_its_audience_and_the_owner(audience, readers):
    part = FieldOf(entry(disclosures={"phone": audience}), "phone")

    assert {visitor for visitor in EVERYBODY if may(visitor, "actors.see-field", part)} == readers
    assert may(OWNER, "actors.see-field", part)


@pytest.mark.parametrize("field", DISCLOSABLE)
def test_no_field_is_seen_by_more_than_the_entry(field):
    part = FieldOf(entry(audience=Audience.AGENCY, disclosures={field: Audience.PUBLIC}), field)

    assert {visitor for visitor in EVERYBODY if may(visitor, "actors.see-field", part)} == {HERR_VOGEL, AGENCY}


@pytest.mark.parametrize(("audience", "readers"), SEEN_BY.items())
def test_a_listing_is_seen_by_its_audience_and_the_owner(audience, readers):
    listing = Listing(actor=entry(), audience=audience)

    assert {visitor for visitor in EVERYBODY if may(visitor, "actors.see-listing", listing)} == readers
    assert may(OWNER, "actors.see-listing", listing)


def test_a_listing_of_a_hidden_entry_is_hidden():
    listing = Listing(actor=entry(audience=Audience.AGENCY), audience=Audience.PUBLIC)

    assert not may(ANONYMOUS, "actors.see-listing", listing)


@pytest.mark.parametrize(("audience", "readers"), SEEN_BY.items())
def test_a_tie_is_seen_by_its_audience(audience, readers):
    assert {visitor for visitor in EVERYBODY if may(visitor, "actors.see-tie", Tie(audience=audience))} == readers


@pytest.mark.parametrize(
    ("permission", "readers"),
    [
        ("actors.change", {AGENCY}),
        ("actors.import", {AGENCY}),
        ("actors.history", {AGENCY, HERR_VOGEL}),
        ("actors.export", EVERYBODY),
    ],
)
def test_who_works_with_the_register(permission, readers):
    assert {visitor for visitor in EVERYBODY if may(visitor, permission, entry())} == readers


def test_an_entry_is_changed_by_its_owner_and_the_agency():
    assert {visitor for visitor in EVERYBODY | {OWNER} if may(visitor, "actors.change-own", entry())} == {OWNER, AGENCY}


def test_the_way_to_ones_own_entry_is_shown_to_members_alone():
    assert {visitor for visitor in EVERYBODY | {OWNER} if may(visitor, "actors.see-own")} == {MEMBER, OWNER}
