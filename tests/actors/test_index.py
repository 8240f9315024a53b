from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from aufwind.actors.actions import change_actor, end_listing, enter_actor, enter_listing
from aufwind.actors.index import alphabet, keep_index, rebuild_index, refresh_ended, refresh_index
from aufwind.actors.index.columns import day_number, read_columns
from aufwind.actors.index.postings import Field, change_postings, put, unpacked
from aufwind.actors.index.terms import grams_of
from aufwind.actors.index.words import words_of
from aufwind.actors.models import Actor, IndexPosting, IndexRow, IndexTerm, Listing
from aufwind.actors.search import Asked, search
from aufwind.core.policy import ANONYMOUS
from tests.cast import AGENCY


def enter(name="Weberei", **facts):
    return enter_actor(f"actor-{Actor.objects.count()}", by=AGENCY, name=name, **{"kind": "company", **facts})


def rows():
    return sorted(IndexRow.objects.values_list("name", "tier_from", "tier_to"))


def words_by_tier(tier):
    """All words of the rows a tier reads, looked up the way they are stored."""
    texts = dict(IndexTerm.objects.values_list("pk", "text"))
    found = IndexRow.objects.filter(tier_from__lte=tier, tier_to__gte=tier)
    codes = [code for row in found for code in np.frombuffer(bytes(row.terms), "<u4").tolist()]
    return {(texts[code >> 2], Field(code & 3).name) for code in codes if not texts[code >> 2].endswith("*")}


@pytest.mark.parametrize(("text", "words"), [
    ("Weberei FLÖHA", ["weberei", "floha"]),
    ("Floeha, Flo\u0308ha", ["floha", "floha"]),
    ("Straße Strasse", ["strasse", "strasse"]),
    ("3D-Druck & Öl", ["3d", "druck", "ol"]),
    ("Łódź Київ", ["łodz", "киів"]),
    ("_ … !", []),
    ("", []),
])  # fmt: skip
def test_words_agree_however_they_are_typed(text, words):
    assert words_of(text) == words


@pytest.mark.django_db
def test_an_entry_all_see_alike_has_one_row():
    enter(email="garn@weberei.example", street="Am Fluss 1")

    assert rows() == [("weberei", 0, 2)]
    assert words_by_tier(2) == {("weberei", "NAME"), ("unternehmen", "ENTRY"), ("company", "ENTRY")}


@pytest.mark.django_db
def test_tiers_that_see_different_things_have_rows_of_their_own():
    enter(summary_de="Garn", disclosures={"summary": "members"})
    enter("Spinnerei", audience="agency")
    enter("Zwirnerei", audience="event:messe")

    assert rows() == [("spinnerei", 2, 2), ("weberei", 0, 0), ("weberei", 1, 2), ("zwirnerei", 2, 2)]
    assert ("garn", "ENTRY") not in words_by_tier(0)
    assert ("garn", "ENTRY") in words_by_tier(1)


@pytest.mark.django_db
def test_what_is_hidden_later_leaves_the_index_at_once():
    weberei = enter(summary_de="Garn")
    before = [hit.entry.name for hit in search(ANONYMOUS, Asked("garn")).hits]

    change_actor(weberei, by=AGENCY, disclosures={"summary": "agency"})

    assert before == ["Weberei"]
    assert search(ANONYMOUS, Asked("garn")).total == 0
    assert rows() == [("weberei", 0, 1), ("weberei", 2, 2)]


@pytest.mark.django_db
def test_an_entry_merged_into_another_has_no_row():
    weberei, spinnerei = enter(), enter("Spinnerei")
    Actor.objects.filter(pk=spinnerei.pk).update(merged_into=weberei)

    refresh_index([spinnerei.pk])

    assert rows() == [("weberei", 0, 2)]
    assert search(ANONYMOUS, Asked("spinnerei", is_exact=True)).total == 0


@pytest.mark.django_db
def test_refreshing_what_did_not_change_changes_nothing():
    weberei = enter(summary_de="Garn und Tuch")
    before = set(IndexPosting.objects.values_list("pk", "bits")), list(IndexRow.objects.values_list())

    refresh_index([weberei.pk])

    assert (set(IndexPosting.objects.values_list("pk", "bits")), list(IndexRow.objects.values_list())) == before


@pytest.mark.django_db
def test_rebuilding_gives_what_many_changes_gave():
    for number in range(12):
        enter(
            f"Haus {number}",
            summary_de="Garn" if number % 3 else "Tuch",
            audience="agency" if number == 5 else "public",
        )
    actor = enter("Weberei")
    listing = enter_listing(actor, by=AGENCY, side="offer", title_de="Stoffe")
    change_actor(actor, by=AGENCY, name="Weberei Neu", summary_de="Leinen")
    end_listing(listing, by=AGENCY)
    change_actor(Actor.objects.get(name="Haus 3"), by=AGENCY, audience="members")
    before = rows(), [words_by_tier(tier) for tier in range(3)], counts()

    done = rebuild_index()

    assert done == 13
    assert (rows(), [words_by_tier(tier) for tier in range(3)], counts()) == before


def counts():
    return [
        search(reader, Asked(text)).counts for reader in (ANONYMOUS, AGENCY) for text in ("", "haus", "tuch", "stoffe")
    ]


@pytest.mark.django_db
def test_rebuilding_says_how_far_it_is():
    for number in range(3):
        enter(f"Haus {number}")
    told = []

    rebuild_index(lambda done, total: told.append((done, total)))

    assert told == [(3, 3)]


@pytest.mark.django_db
def test_a_register_that_was_never_indexed_is_by_the_hourly_work():
    Actor.objects.create(slug="old", name="Altes Haus", kind="museum")

    keep_index()

    assert [hit.entry.name for hit in search(ANONYMOUS, Asked("altes")).hits] == ["Altes Haus"]


@pytest.mark.django_db
def test_ended_listings_leave_and_those_that_hold_stay(time_machine):
    weberei = enter()
    today = timezone.localdate()
    enter_listing(weberei, by=AGENCY, side="offer", title_de="Lagerhalle", valid_until=today)
    enter_listing(weberei, by=AGENCY, side="offer", title_de="Stoffe", valid_until=today + timedelta(days=9))
    time_machine.move_to(timezone.now() + timedelta(days=1))

    refreshed = refresh_ended(), refresh_ended()

    assert refreshed == (1, 0)
    assert {word for word, field in words_by_tier(0) if field == "LISTING"} == {"stoffe"}
    assert search(ANONYMOUS, Asked("stoffe")).total == 1
    assert Listing.objects.count() == 2


@pytest.mark.django_db
def test_the_order_of_names_survives_parts_of_the_alphabet_made_anew(monkeypatch):
    monkeypatch.setattr(alphabet, "SMALLEST_PART", 3)
    names = [f"{letter}haus {number}" for letter in "CABD" for number in range(5)]
    for name in names[:10]:
        enter(name)
    alphabet.balance(10)
    for name in names[10:]:
        enter(name)

    found, after = [], ""
    while True:
        page = search(ANONYMOUS, Asked("", after=after), size=3)
        found += [hit.entry.name for hit in page.hits]
        after = page.after
        if not after:
            break

    assert found == sorted(names)
    assert len(set(read_columns().by_name["bucket"][read_columns().tiers > 0].tolist())) > 2


@pytest.mark.django_db
def test_a_common_word_is_kept_as_a_bitmap_and_a_rare_one_as_places():
    many, few = np.arange(70_000, 140_000, 3), np.array([70_001, 139_998])
    for members in (many[::2], many[1::2], few):
        change_postings(
            np.full(len(members), 7), np.zeros(len(members), np.int64), members, np.ones(len(members), bool)
        )

    change_postings(np.array([7, 7]), np.array([0, 0]), np.array([70_000, 70_002]), np.array([False, True]))

    into = np.zeros(2**17 + 10_000, np.bool_)
    stored = [(key, bytes(bits)) for key, bits in IndexPosting.objects.values_list("pk", "bits")]
    put(into, 65_536, stored)
    wanted = {number for number in {*many.tolist(), *few.tolist(), 70_002} - {70_000} if number < 65_536 + len(into)}
    assert {number + 65_536 for number in np.flatnonzero(into).tolist()} == wanted
    assert sum(len(unpacked(bits)) for _key, bits in stored) == len(many) + 2


@pytest.mark.django_db
def test_an_emptied_posting_is_gone():
    change_postings(np.array([7]), np.array([0]), np.array([5]), np.array([True]))
    change_postings(np.array([7]), np.array([0]), np.array([5]), np.array([False]))

    assert not IndexPosting.objects.exists()


def test_days_fit_into_sixteen_bits():
    from datetime import date

    assert [day_number(day) for day in (None, date(1990, 1, 1), date(2000, 1, 2), date(9999, 12, 31))] == [
        0,
        1,
        1,
        65534,
    ]


def test_three_letters_of_a_word_with_its_edges():
    assert len(grams_of("weberei")) == 7
    assert set(grams_of("haus")) & set(grams_of("haut"))
