"""Circles: given ones stay, the others are found from ties."""

from __future__ import annotations

from itertools import combinations
from random import Random

from hypothesis import given

from aufwind.engine.matching.circles import circles_of
from aufwind.engine.matching.profile import Profile
from tests.engine.matching.networks import networks


def clique(prefix, size=5, **fields):
    ids = [f"{prefix}{i}" for i in range(size)]
    return [Profile(id_, ties=frozenset(ids) - {id_}, **fields) for id_ in ids]


def test_given_circles_are_taken_as_they_are():
    profiles = [Profile("a", circle="north", ties=frozenset("b")), Profile("b", circle="south")]

    assert circles_of(profiles) == {"a": "north", "b": "south"}


def test_two_tight_groups_are_two_circles_called_after_their_first():
    bridge = Profile("x0", ties=frozenset({"x1", "x2", "x3", "x4", "y0"}))
    found = circles_of([*clique("x")[1:], bridge, *clique("y")])

    assert {who: circle for who, circle in found.items() if who[0] == "x"} == dict.fromkeys(
        ("x0", "x1", "x2", "x3", "x4"), "x0"
    )
    assert {circle for who, circle in found.items() if who[0] == "y"} == {"y0"}


def test_whoever_has_no_circle_joins_the_one_she_is_tied_to():
    north = [Profile(f"n{i}", circle="north") for i in range(3)]
    south = [Profile(f"s{i}", circle="south") for i in range(3)]
    new = Profile("new", ties=frozenset({"n0", "n1", "s0"}))

    assert circles_of([new, *north, *south])["new"] == "north"


def test_given_circles_never_flow_together():
    one, other = clique("x", circle="north"), clique("y", circle="south")
    tied = [Profile(p.id, circle=p.circle, ties=p.ties | {q.id for q in other}) for p in one]

    assert set(circles_of([*tied, *other, Profile("new", ties=frozenset({"x1"}))]).values()) == {"north", "south"}


def test_whoever_is_alone_has_none():
    assert circles_of([Profile("a"), Profile("b", ties=frozenset({"stranger", "b"}))]) == {}
    assert circles_of([]) == {}


def test_planted_circles_are_found_again():
    draw = Random(4)
    ids = [f"p{i:03d}" for i in range(120)]
    planted = {who: i % 6 for i, who in enumerate(ids)}
    ties = {who: set() for who in ids}
    for one, other in combinations(ids, 2):
        if draw.random() < (0.4 if planted[one] == planted[other] else 0.01):
            ties[one].add(other)

    found = circles_of([Profile(who, ties=frozenset(others)) for who, others in ties.items()])

    agree = sum((planted[one] == planted[other]) == (found[one] == found[other]) for one, other in combinations(ids, 2))
    assert agree == 120 * 119 // 2


@given(networks())
def test_the_order_of_profiles_does_not_matter(profiles):
    assert circles_of(profiles) == circles_of(profiles[::-1])
