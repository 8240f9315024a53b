from __future__ import annotations

import pytest

from aufwind.core.jobs import run_until_idle
from aufwind.core.policy import NotAllowed
from aufwind.matching.actions import (
    encode_register,
    forget_vectors,
    place_listings,
    start_encoding,
)
from aufwind.matching.models import Encoding, ListingVector, TextVector
from aufwind.matching.profiles import ANY_STAFF, pool_profiles
from tests.cast import AGENCY, EVE
from tests.matching.fakes import FakeEncoder
from tests.matching.makers import offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def encoder(monkeypatch):
    """An encoder that counts what it is asked for."""
    fake = FakeEncoder()
    for module in ("actions.vectors", "actions.runs", "vectors", "jobs", "pools", "shortlist"):
        monkeypatch.setattr(f"aufwind.matching.{module}.encoder_in_use", lambda: fake)
    return fake


def test_every_text_is_encoded_once_and_told_on_the_way(register, encoder, monkeypatch):
    monkeypatch.setattr("aufwind.matching.vectors.CHUNK", 2)
    profiles = pool_profiles(ANY_STAFF)
    told = []

    assert encode_register(profiles, tell=lambda done, total: told.append((done, total))) == 5
    assert encode_register(profiles) == 0

    assert told == [(0, 5), (2, 5), (4, 5), (5, 5)]
    assert len(encoder.asked) == len(set(encoder.asked)) == 5


def test_encoding_goes_on_where_it_was_killed(register, encoder, monkeypatch):
    monkeypatch.setattr("aufwind.matching.vectors.CHUNK", 2)
    profiles = pool_profiles(ANY_STAFF)

    def killed(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode_register(profiles, tell=killed)
    encode_register(profiles)

    assert TextVector.objects.count() == 5
    assert len(encoder.asked) == 5


def test_texts_that_differ_in_gender_alone_share_a_vector(kunsthaus, weberei, encoder):
    offer(kunsthaus, "Lehrer für Musik")
    offer(weberei, "Lehrerin für Musik")

    encode_register(pool_profiles(ANY_STAFF))

    assert TextVector.objects.count() == 1


def test_listings_get_their_place_with_who_may_find_them(kunsthaus, weberei, encoder):
    everybody = offer(kunsthaus, "Raum")
    members = offer(weberei, "Licht", audience="members")

    start_encoding(by=AGENCY)
    run_until_idle()

    rows = ListingVector.objects.order_by("pk").values_list("listing", "side", "tier", "valid_until")
    assert list(rows) == [(one.pk, "offer", tier, one.valid_until) for one, tier in ((everybody, 0), (members, 1))]
    assert Encoding.objects.get().finished_at


def test_places_follow_the_register(kunsthaus, encoder):
    kept, gone = offer(kunsthaus, "Raum"), offer(kunsthaus, "Licht")
    start_encoding(by=AGENCY)
    run_until_idle()
    gone.delete()
    kept.audience = "agency"
    kept.save()

    profiles = pool_profiles(ANY_STAFF)
    encode_register(profiles)
    place_listings(Encoding.objects.create(encoder=encoder.id, started_by="x"), profiles, by=AGENCY)

    assert list(ListingVector.objects.values_list("listing", "tier")) == [(kept.pk, 2)]


def test_nothing_is_started_where_nothing_changed(register, encoder):
    assert start_encoding(by=AGENCY)
    run_until_idle()
    assert start_encoding(by=AGENCY) is None

    offer(register[0], "Noch ein Raum")

    assert start_encoding(by=AGENCY)


def test_without_an_encoder_there_is_nothing_to_encode(register, settings):
    settings.AUFWIND_ENCODER = "none"

    assert start_encoding(by=AGENCY) is None
    assert encode_register(pool_profiles(ANY_STAFF)) == 0


def test_only_staff_start_and_place(register, encoder):
    with pytest.raises(NotAllowed):
        start_encoding(by=EVE)
    with pytest.raises(NotAllowed):
        place_listings(Encoding(encoder=encoder.id), [], by=EVE)


def test_vectors_nobody_needs_are_forgotten(register, encoder):
    encode_register(pool_profiles(ANY_STAFF))
    TextVector.objects.create(encoder=encoder.id, text_hash="gone", vector=b"")
    TextVector.objects.create(encoder="another", text_hash="x", vector=b"")

    assert forget_vectors() == 2
    assert forget_vectors() == 0
    assert TextVector.objects.count() == 5
