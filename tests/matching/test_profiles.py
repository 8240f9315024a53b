from __future__ import annotations

from datetime import date

import pytest

from aufwind.actors.actions import affiliate, tie_actors
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from aufwind.engine.matching.profile import Answer, Entry
from aufwind.matching.actions import answer_suggestion
from aufwind.matching.enums import Verdict
from aufwind.matching.profiles import (
    ANY_MEMBER,
    ANY_STAFF,
    answers_by,
    answers_given,
    asking_profile,
    pool_profiles,
    reader_like,
)
from tests.cast import AGENCY, EVE, HERR_VOGEL
from tests.matching.makers import enter, enter_person, need, offer, topic

pytestmark = pytest.mark.django_db


def profile_of(actor, visitor=ANY_STAFF):
    return next((one for one in pool_profiles(visitor) if one.id == str(actor.pk)), None)


def test_a_listing_becomes_an_entry_with_both_languages_topics_and_limits(kunsthaus, saxony):
    textile = topic("textile", "Textil", "Textiles")
    looms = need(
        kunsthaus, "Webstühle", title_en="Looms", text_de="Für Mai.", text_en="For May.", kind="product",
        topics=[textile], area=saxony, partner_languages=["en"], capacity=2, valid_until=date(2099, 1, 1),
    )  # fmt: skip

    assert profile_of(kunsthaus).needs == (
        Entry(
            id=str(looms.pk), title="Webstühle", text="Looms\nFür Mai.\nFor May.", topics=frozenset({"topic:textile"}),
            kind="product", area="14", languages=frozenset({"en"}), capacity=2, valid_until=date(2099, 1, 1),
        ),
    )  # fmt: skip


def test_place_and_languages_go_in_as_far_as_the_reader_sees_them(leipzig):
    shown = enter(
        "a", "Alpha", place=leipzig, languages=["de"], disclosures={"place": "agency", "languages": "members"}
    )
    offer(shown, "Raum")

    seen = [(one.area, one.languages) for one in (profile_of(shown, who) for who in (ANY_STAFF, ANY_MEMBER, ANONYMOUS))]

    assert seen == [("14713", frozenset({"de"})), (None, frozenset({"de"})), (None, frozenset())]


def test_listings_go_in_as_far_as_the_reader_sees_them(kunsthaus):
    offer(kunsthaus, "Für alle")
    offer(kunsthaus, "Für Mitglieder", audience="members")
    offer(kunsthaus, "Für die Agentur", audience="agency")

    counts = [len(profile_of(kunsthaus, who).offers) for who in (ANY_STAFF, ANY_MEMBER, ANONYMOUS)]

    assert counts == [3, 2, 1]


def test_whoever_has_nothing_to_show_is_not_in_the_pool(kunsthaus):
    offer(kunsthaus, "Für die Agentur", audience="agency")

    assert profile_of(kunsthaus, ANY_MEMBER) is None


def test_a_persons_names_are_left_out_wherever_they_stand():
    demir = enter_person("demir", "Aylin Demir", given_name="Aylin", family_name="Demir")
    offer(demir, "Beratung mit Aylin Demir", text_de="Demirs Beratung: Frau Demir hilft bei Anträgen.")

    profile = profile_of(demir)

    assert profile.name is None
    assert [(one.title, one.text) for one in profile.offers] == [
        ("Beratung mit", "Beratung: Frau hilft bei Anträgen."),
    ]


def test_a_title_that_is_nothing_but_a_name_is_left_out_too():
    demir = enter_person("demir", "Aylin Demir", given_name="Aylin", family_name="Demir")
    offer(demir, "Aylin Demir")

    assert [one.title for one in profile_of(demir).offers] == ["–"]


def test_people_belong_to_their_house_and_an_organisation_to_itself(kunsthaus, weberei):
    demir = enter_person("demir", "Aylin Demir")
    affiliate(demir, kunsthaus, by=AGENCY, audience="public")
    affiliate(demir, weberei, by=AGENCY, audience="public")
    for actor in (demir, kunsthaus):
        offer(actor, "Raum")

    person, house = profile_of(demir), profile_of(kunsthaus)

    assert (person.organisation, person.partners) == (str(kunsthaus.pk), frozenset({str(weberei.pk)}))
    assert house.organisation == str(kunsthaus.pk)


def test_ties_say_who_is_a_partner_who_has_met_and_who_is_merely_known(kunsthaus, weberei):
    others = {kind: enter(kind.replace("_", "-"), kind) for kind in ("works_with", "met", "knows")}
    for kind, other in others.items():
        tie_actors(kunsthaus, other, kind, by=AGENCY)
    offer(kunsthaus, "Raum")

    profile = profile_of(kunsthaus)

    assert profile.partners == {str(others["works_with"].pk)}
    assert profile.met == {str(others["met"].pk)}
    assert profile.ties == {str(other.pk) for other in others.values()}


def test_a_tie_that_members_do_not_see_keeps_nobody_apart_in_their_pool(kunsthaus, weberei):
    tie_actors(kunsthaus, weberei, "works_with", by=AGENCY, audience="agency")
    offer(kunsthaus, "Raum")

    assert profile_of(kunsthaus, ANY_STAFF).partners == {str(weberei.pk)}
    assert profile_of(kunsthaus, ANY_MEMBER).partners == frozenset()


def test_circles_come_from_ties_and_from_the_place_where_there_are_none(kunsthaus, weberei, leipzig):
    bakery = enter("baeckerei", "Bäckerei", place=leipzig)
    tie_actors(kunsthaus, weberei, "knows", by=AGENCY)
    for actor in (kunsthaus, weberei, bakery):
        offer(actor, "Raum")

    assert [profile_of(actor).circle for actor in (kunsthaus, weberei, bakery)] == [None, None, f"place:{leipzig.pk}"]
    assert profile_of(weberei).ties == {str(kunsthaus.pk)}


def test_an_asker_brings_what_only_she_and_the_agency_see(kunsthaus, weberei):
    offer(kunsthaus, "Raum", audience="agency")
    tie_actors(kunsthaus, weberei, "met", by=AGENCY, audience="agency")
    owner = Visitor(key="entry:1", roles=frozenset({Role.MEMBER}), entry_id=kunsthaus.pk)

    own, others = asking_profile(kunsthaus, owner), asking_profile(kunsthaus, ANY_MEMBER)

    assert (len(own.offers), own.met) == (1, frozenset({str(weberei.pk)}))
    assert (len(others.offers), others.met) == (0, frozenset())


def test_answers_reach_the_engine_in_its_own_words(register):
    kunsthaus, weberei, bakery = register
    answer_suggestion(kunsthaus, weberei, Verdict.DECLINED, by=AGENCY, reason="wrong_topic")
    answer_suggestion(weberei, bakery, Verdict.POSTPONED, by=AGENCY, until=date(2099, 5, 1))

    given = [
        Answer(by=str(kunsthaus.pk), about=str(weberei.pk), verdict="declined", reason="wrong topic"),
        Answer(by=str(weberei.pk), about=str(bakery.pk), verdict="postponed", until=date(2099, 5, 1)),
    ]
    assert answers_given() == given
    assert answers_by(weberei) == given[1:]


@pytest.mark.parametrize(
    ("visitor", "reader"),
    [(AGENCY, ANY_STAFF), (HERR_VOGEL, ANY_STAFF), (EVE, ANONYMOUS), (ANONYMOUS, ANONYMOUS),
     (Visitor(key="entry:9", roles=frozenset({Role.MEMBER}), entry_id=9), ANY_MEMBER)],
)  # fmt: skip
def test_readers_of_one_sort_share_a_pool(visitor, reader):
    assert reader_like(visitor) == reader


@pytest.mark.parametrize("rows", [1, 3])
def test_a_pool_takes_four_statements_whatever_the_rows(rows, leipzig, django_assert_num_queries):
    textile = topic("textile", "Textil", "Textiles")
    actors = [enter(f"a{n}", f"Alpha {n}", place=leipzig) for n in range(rows + 1)]
    for actor in actors:
        offer(actor, "Raum", topics=[textile])
        tie_actors(actors[0], actor, "knows", by=AGENCY) if actor != actors[0] else None

    with django_assert_num_queries(4):
        assert len(pool_profiles(ANY_STAFF)) == rows + 1
