"""Each hard limit, kept and broken, from either side."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given

from aufwind.engine.matching.board import Post, board_of
from aufwind.engine.matching.limits import LIMITS, broken, forbidden, overlap
from aufwind.engine.matching.profile import Entry, Profile
from tests.engine.matching.networks import DAY, networks

ANNA = Profile("anna")


def limits_between(ours, theirs, need=None, offer=None):
    """Names of the limits between a need of one and an offer of the other."""
    board = board_of([(0, Post(theirs, offer or Entry("o", "loom")))], DAY)
    return broken(Post(ours, need or Entry("n", "loom")), board, 0)


def test_two_who_say_nothing_may_meet():
    assert limits_between(ANNA, Profile("ben")) == ()


def test_nobody_meets_herself():
    assert limits_between(ANNA, ANNA) == ("same_organisation",)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Profile("anna", organisation="mill"), Profile("ben", organisation="mill")),
        (Profile("anna", organisation="mill"), Profile("mill")),
        (Profile("mill"), Profile("ben", organisation="mill")),
    ],
)
def test_one_house_is_not_proposed_to_itself(ours, theirs):
    assert limits_between(ours, theirs) == ("same_organisation",)


def test_two_houses_may_meet():
    assert limits_between(Profile("anna", organisation="mill"), Profile("ben", organisation="forge")) == ()


@pytest.mark.parametrize(
    ("offer", "names"),
    [
        (Entry("o", "loom", capacity=0), ("closed",)),
        (Entry("o", "loom", capacity=1), ()),
        (Entry("o", "loom", valid_until=date(2027, 5, 12)), ("closed",)),
        (Entry("o", "loom", valid_until=DAY), ()),
    ],
)
def test_what_is_full_or_over_is_out(offer, names):
    assert limits_between(ANNA, Profile("ben"), offer=offer) == names


def test_without_a_day_nothing_expires():
    board = board_of([(0, Post(Profile("ben"), Entry("o", "loom", valid_until=date(1990, 1, 1))))], None)

    assert not forbidden(Post(ANNA, Entry("n", "loom")), board).any()


@pytest.mark.parametrize(
    ("ours", "theirs", "need_area", "offer_area", "names"),
    [
        (None, None, "DED5", "DED4", ("other_area",)),
        (None, None, "DED5", "DED52", ()),
        (None, "DED4", "DED5", None, ("other_area",)),
        (None, "DED53", "DED5", None, ()),
        (None, None, "DED5", None, ()),
        ("DED4", None, None, "DED5", ("other_area",)),
        ("DED5", None, None, "DED", ()),
        ("DED4", "DE2", None, None, ()),
    ],
)
def test_an_area_limits_both(ours, theirs, need_area, offer_area, names):
    need, offer = Entry("n", "loom", area=need_area), Entry("o", "loom", area=offer_area)

    assert limits_between(Profile("anna", area=ours), Profile("ben", area=theirs), need, offer) == names


def test_the_area_of_a_profile_stands_in_for_that_of_its_entries():
    saxons = Profile("anna", within="DED")

    assert limits_between(saxons, Profile("ben", area="DE2")) == ("other_area",)
    assert limits_between(saxons, Profile("ben", area="DE2"), Entry("n", "loom", area="DE")) == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "offer", "names"),
    [
        ({"de"}, {"en"}, set(), ("no_common_language",)),
        ({"de", "en"}, {"en"}, set(), ()),
        ({"de"}, set(), set(), ()),
        ({"de"}, {"de"}, {"en"}, ("no_common_language",)),
        ({"de"}, {"en"}, {"de"}, ()),
    ],
)
def test_two_need_a_common_language(ours, theirs, offer, names):
    one, other = Profile("anna", languages=frozenset(ours)), Profile("ben", languages=frozenset(theirs))

    assert limits_between(one, other, offer=Entry("o", "loom", languages=frozenset(offer))) == names


@pytest.mark.parametrize(
    ("field", "name"),
    [("vetoes", "vetoed"), ("met", "met_before"), ("partners", "already_partners"), ("settled", "settled")],
)
def test_a_name_on_either_list_is_enough(field, name):
    mill = Profile("ben", organisation="mill")

    assert limits_between(Profile("anna", **{field: frozenset({"ben"})}), mill) == (name,)
    assert limits_between(Profile("anna", **{field: frozenset({"mill"})}), mill) == (name,)
    assert limits_between(mill, Profile("anna", **{field: frozenset({"mill"})})) == (name,)
    assert limits_between(Profile("anna", **{field: frozenset({"cleo"})}), mill) == ()


def test_every_limit_is_told_in_both_languages():
    assert all(text.de and text.en and text.de != text.en for _, text in LIMITS.values())


@given(networks())
def test_limits_hold_both_ways(profiles):
    """Whether a need may meet an offer is the same question from either side."""
    needs = [(row, Post(p, need)) for row, p in enumerate(profiles) for need in p.needs]
    offers = [(row, Post(p, offer)) for row, p in enumerate(profiles) for offer in p.offers]
    need_board, offer_board = board_of(needs, DAY), board_of(offers, DAY)

    forth = np.array([forbidden(post, offer_board) | need_board.is_closed[i] for i, (_, post) in enumerate(needs)])
    back = np.array([forbidden(post, need_board) | offer_board.is_closed[i] for i, (_, post) in enumerate(offers)])

    assert forth.reshape(len(needs), len(offers)).tolist() == back.reshape(len(offers), len(needs)).T.tolist()


def test_areas_overlap_where_one_holds_the_other():
    assert overlap(None, "DED5")
    assert overlap("DED", "DED5")
    assert overlap("DED5", "DED")
    assert not overlap("DED5", "DED4")
