"""Whole runs, and partners for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.matching.match import match_profiles, matches_in
from aufwind.engine.matching.matches import Field
from aufwind.engine.matching.partners import partners_for, partners_for_needs
from aufwind.engine.matching.pool import pool_of
from aufwind.engine.matching.profile import Answer, Entry, Profile
from tests.engine.matching.fakes import Words

DAY = date(2027, 5, 13)


def someone(id_, needs=(), offers=(), **fields):
    """A profile whose entries have their words as titles."""
    return Profile(
        id_,
        needs=tuple(Entry(f"n{i}", title) for i, title in enumerate(needs)),
        offers=tuple(Entry(f"o{i}", title) for i, title in enumerate(offers)),
        **fields,
    )


KUNSTHAUS = someone("kunsthaus", ["old loom"], ["bright room"])
WEBEREI = someone("weberei", ["bright room"], ["old loom"])
MUSEUM = someone("museum", ["old film"], ["film archive"])
KINO = someone("kino", [], ["old film"])
ALL = (KUNSTHAUS, WEBEREI, MUSEUM, KINO)


def run(*profiles, **options):
    return match_profiles(profiles or ALL, relevance=Words(), **options)


def pairs(matches):
    return [(match.a, match.b) for match in matches.pairs]


def test_who_serves_each_other_comes_first():
    matches = run()

    assert pairs(matches)[:2] == [("kunsthaus", "weberei"), ("kino", "museum")]
    best = matches.pairs[0]
    assert best.parts.a_needs == best.parts.b_needs == pytest.approx(0.9 * 0.75)
    assert [reason.met for reason in best.reasons] == [
        (Field("kunsthaus", "need", "n0"), Field("weberei", "offer", "o0")),
        (Field("weberei", "need", "n0"), Field("kunsthaus", "offer", "o0")),
    ]


def test_nobody_appears_more_often_than_she_can():
    star = someone("star", [], ["loom", "loom hire"])
    askers = [someone(f"asker{i}", ["loom"]) for i in range(6)]

    assert len(run(star, *askers, per_profile=3).of("star")) == 3
    assert len(run(replace(star, capacity=1), *askers).of("star")) == 1
    assert run(replace(star, capacity=0), *askers).pairs == ()
    assert len(run(replace(star, capacity=5), *askers, per_profile=2).of("star")) == 5


def test_a_total_is_kept():
    assert pairs(run(total=1)) == [("kunsthaus", "weberei")]


def test_a_run_says_what_it_was():
    matches = run(on=DAY, seed=7)

    assert (matches.version, matches.seed) == ("aufwind-match/1 words", 7)
    assert matches.parameters == {
        "per_profile": 10, "total": None, "keep": 0.98, "bridge_used": 0.05, "on": "2027-05-13",
        "reciprocity": 0.25, "topics": 0.05, "bridge": 0.05,
    }  # fmt: skip
    assert matches.inputs == run(*reversed(ALL)).inputs
    assert matches.inputs != run(*ALL[:3]).inputs
    assert matches.bound >= sum(match.score for match in matches.pairs) - 1e-5


def test_whoever_finds_nobody_is_told():
    lone = someone("lone", ["snow"], languages=frozenset({"cs"}))
    idle = Profile("idle")
    others = [replace(profile, languages=frozenset({"de"})) for profile in ALL]

    assert run(lone, idle, *others).unmatched == ("lone",)


def test_nothing_gives_nothing():
    assert match_profiles([], relevance=Words()).pairs == ()
    assert match_profiles([Profile("a")], relevance=Words()).pairs == ()


def test_a_contradiction_is_refused():
    with pytest.raises(ProblemError):
        run(KINO, KINO)


def test_a_listener_is_told_of_texts_and_needs():
    told = []
    run(listener=lambda progress: told.append((progress.stage, progress.rounds)))

    assert told == [("encode", 4), ("search", 3)]


def test_a_text_that_stands_twice_is_encoded_once():
    words = Words()
    match_profiles(ALL, relevance=words)

    assert sorted(words.encoded) == ["bright room", "film archive", "old film", "old loom"]


@pytest.mark.parametrize(
    ("answer", "comes_back"),
    [
        (Answer("kunsthaus", "weberei", "accepted"), False),
        (Answer("weberei", "kunsthaus", "declined", "no time"), False),
        (Answer("kunsthaus", "weberei", "postponed"), False),
        (Answer("kunsthaus", "weberei", "postponed", until=date(2027, 5, 14)), False),
        (Answer("kunsthaus", "weberei", "postponed", until=DAY), True),
        (Answer("kunsthaus", "kino", "declined"), True),
    ],
)
def test_an_answer_changes_the_next_run(answer, comes_back):
    assert (("kunsthaus", "weberei") in pairs(run(answers=[answer], on=DAY))) == comes_back


def test_a_wrong_topic_counts_for_what_is_like_it():
    need = Entry("n0", "old loom", topics=frozenset({"textile"}))
    asker = Profile("asker", needs=(need,))
    toys, more, wool = (
        Profile(id_, offers=(Entry("o0", title, topics=frozenset({topic})),))
        for id_, title, topic in (
            ("toys", "old loom", "toys"), ("more", "old loom toys", "toys"), ("wool", "loom wool", "wool"),
        )
    )  # fmt: skip
    answer = Answer("toys", "asker", "declined", "wrong topic", need="n0", offer="o0")

    before = run(asker, toys, more, wool)
    after = run(asker, toys, more, wool, answers=[answer])

    fit = {match.b: match.parts.a_needs for match in before.pairs}
    assert {match.b: match.parts.a_needs for match in after.pairs} == {
        "more": pytest.approx(fit["more"] / 2),
        "wool": pytest.approx(fit["wool"]),
    }
    unnamed = run(asker, toys, more, wool, answers=[replace(answer, need=None, offer=None)])
    assert unnamed.pairs == after.pairs
    elsewhere = run(asker, toys, more, wool, answers=[replace(answer, need="n9")])
    assert elsewhere.pairs[0].parts == before.pairs[1].parts


def test_an_answer_about_somebody_unknown_is_passed_over():
    assert run(answers=[Answer("kunsthaus", "gone", "declined", "wrong topic")]).pairs == run().pairs


def pool(*profiles, **options):
    return pool_of(profiles or ALL, relevance=Words(), **options)


def test_partners_for_somebody_of_the_pool():
    found = partners_for(KUNSTHAUS, pool())

    assert next((match.a, match.b) for match in found) == ("kunsthaus", "weberei")
    assert "kunsthaus" not in {match.b for match in found}
    assert found[0].parts.a_needs == found[0].parts.b_needs == pytest.approx(0.9 * 0.75)
    assert len(partners_for(KUNSTHAUS, pool(), top=1)) == 1


def test_partners_for_somebody_new():
    words = Words()
    known = pool_of(ALL, relevance=words)
    words.encoded.clear()
    found = partners_for(someone("new", ["film archive"]), known)

    assert (found[0].b, found[0].reasons[0].met) == (
        "museum", (Field("new", "need", "n0"), Field("museum", "offer", "o0")),
    )  # fmt: skip
    assert words.encoded == ["film archive"]


def test_partners_for_one_need_have_something_for_it():
    asker = someone("asker", ["old film", "bright room"], ["old loom"])

    found = partners_for(asker, pool(), need="n0")

    assert [match.b for match in found] == ["kino", "museum", "weberei"]
    assert all(match.parts.a_needs > 0 for match in found)
    with pytest.raises(ProblemError, match="There is no need “n7”"):
        partners_for(asker, pool(), need="n7")


def test_circles_count_for_somebody_new():
    tied = [replace(profile, circle=circle) for profile, circle in zip(ALL, ["a", "b", "a", "a"], strict=True)]

    def bridges(circle):
        found = partners_for(someone("new", ["old film"], circle=circle), pool(*tied))
        return {match.b: match.parts.bridge for match in found}

    assert bridges("a")["kino"] == 0
    assert bridges("b")["kino"] == 1
    assert bridges("c")["kino"] == 1
    assert bridges(None)["kino"] == 0
    assert {match.parts.bridge for match in partners_for(tied[0], pool(*tied)) if match.b == "kino"} == {0.0}


def test_every_need_gets_its_list():
    lists = partners_for_needs(pool(), top=2)

    assert {asked: next(match.b for match in found) for asked, found in lists.items()} == {
        ("kunsthaus", "n0"): "weberei", ("weberei", "n0"): "kunsthaus", ("museum", "n0"): "kino",
    }  # fmt: skip
    assert max(len(found) for found in lists.values()) == 2


def test_a_list_for_one_need_is_that_of_all_needs():
    together = partners_for_needs(pool())[("kunsthaus", "n0")]

    alone = partners_for(KUNSTHAUS, pool(), need="n0")

    assert [(m.b, m.score, m.parts) for m in alone] == [(m.b, m.score, m.parts) for m in together]


def test_limits_that_leave_few_are_searched_again():
    """Where those found first are all forbidden, the allowed ones are still found."""
    crowd = [someone(f"c{i:03d}", [], ["old loom"], languages=frozenset({"cs"})) for i in range(80)]
    right = someone("right", [], ["loom"], languages=frozenset({"de"}))
    asker = someone("asker", ["old loom"], languages=frozenset({"de"}))

    assert [match.b for match in partners_for(asker, pool(*crowd, right))] == ["right"]
    assert pairs(run(asker, right, *crowd)) == [("asker", "right")]


def test_what_is_closed_looks_for_nobody():
    closed = replace(KUNSTHAUS, needs=(replace(KUNSTHAUS.needs[0], capacity=0),), offers=())

    assert partners_for(closed, pool()) == ()


def test_a_pool_is_asked_more_than_once():
    once = pool()

    assert matches_in(once, per_profile=1).pairs == run(per_profile=1).pairs
    assert matches_in(once).pairs == run().pairs
