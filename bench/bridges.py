"""Suggestions that cross circles: how many do, and what that costs in fit.

    .venv/bin/python bench/bridges.py [--seed N]

A generated network of 2,000 actors with 8,000 ties in 20 circles, found again from the ties alone. Every actor has a
need and an offer of twelve words. Circles have themes of their own: three of four offers, but only one need in three
are about one of them, the rest about any, for people look elsewhere for what their circle does not have. 200
suggestions, nobody in more than two. «Unbridged» is the best choice without any bonus for bridging. Texts are compared
by words, for what is measured is the choice, not the encoder. One JSON line a figure; exit code 1 when a limit is
missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from statistics import fmean
from time import process_time

from aufwind.engine.matching.circles import circles_of
from aufwind.engine.matching.match import matches_in
from aufwind.engine.matching.pool import pool_of
from aufwind.engine.matching.profile import Entry, Profile
from aufwind.engine.matching.relevance import TextRelevance
from aufwind.engine.matching.score import Weights

ACTORS, TIES, CIRCLES, SUGGESTIONS, MOST_EACH = 2_000, 8_000, 20, 200, 2
THEMES, WORDS_OF_A_THEME, WORDS_OF_AN_ENTRY = 60, 40, 12
OWN_THEMES, INNER_TIES = 3, 0.9
OWN_NEEDS, OWN_OFFERS = 0.33, 0.75
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]


def network(seed: int) -> tuple[list[Profile], dict[str, int]]:
    """The profiles, and the circle each was planted in."""
    draw = random.Random(seed)
    words = ["".join(draw.choices(SYLLABLES, k=3)) for _ in range(THEMES * WORDS_OF_A_THEME)]
    themes = [words[i * WORDS_OF_A_THEME : (i + 1) * WORDS_OF_A_THEME] for i in range(THEMES)]
    own = [themes[i * OWN_THEMES : (i + 1) * OWN_THEMES] for i in range(CIRCLES)]
    ids = [f"a{number:04d}" for number in range(ACTORS)]
    planted = {who: draw.randrange(CIRCLES) for who in ids}
    ties = tied(ids, planted, draw)

    def entry(circle: int, own_share: float) -> Entry:
        theme = draw.choice(own[circle] if draw.random() < own_share else themes)
        return Entry("1", " ".join(draw.choices(theme, k=WORDS_OF_AN_ENTRY)))

    profiles = [
        Profile(who, needs=(entry(at, OWN_NEEDS),), offers=(entry(at, OWN_OFFERS),), ties=frozenset(ties[who]))
        for who, at in planted.items()
    ]
    return profiles, planted


def tied(ids: list[str], planted: dict[str, int], draw: random.Random) -> dict[str, set[str]]:
    """Who is tied to whom: most within the circle."""
    members = [[who for who in ids if planted[who] == circle] for circle in range(CIRCLES)]
    ties: dict[str, set[str]] = {who: set() for who in ids}
    made = 0
    while made < TIES:
        one = draw.choice(ids)
        other = draw.choice(members[planted[one]] if draw.random() < INNER_TIES else ids)
        if one != other and other not in ties[one] | {one} and one not in ties[other]:
            ties[one].add(other)
            made += 1
    return ties


def agreement(found: dict[str, str], planted: dict[str, int]) -> float:
    """Share of actors whose found circle is mostly of their planted one."""
    members: dict[str, Counter[int]] = {}
    for who, circle in found.items():
        members.setdefault(circle, Counter())[planted[who]] += 1
    return sum(most.most_common(1)[0][1] for most in members.values()) / len(planted)


def measured(seed: int) -> list[tuple[str, float, float | None, str]]:
    """Name, value, limit and unit of each figure."""
    profiles, planted = network(seed)
    began = process_time()
    found = circles_of(profiles)
    finding = process_time() - began
    pool = pool_of(profiles, relevance=TextRelevance(None))
    began = process_time()
    asked = {"per_profile": MOST_EACH, "total": SUGGESTIONS, "seed": seed}
    plain = matches_in(pool, weights=Weights(bridge=0.0), **asked)
    began = process_time()
    bridged = matches_in(pool, weights=Weights(bridge=1.0), **asked)
    seconds = process_time() - began

    def fit(pairs):
        return fmean(match.parts.complementarity for match in pairs)

    def across(pairs):
        return fmean(planted[match.a] != planted[match.b] for match in pairs)

    most = max(Counter(who for match in bridged.pairs for who in (match.a, match.b)).values())
    return [
        ("bridges_circles_found_again", round(agreement(found, planted), 3), None, "share of actors"),
        ("bridges_circles", len(set(found.values())), None, "circles"),
        ("bridges_circles_seconds", round(finding, 2), None, "CPU s"),
        ("bridges_suggestions", len(bridged.pairs), None, "pairs"),
        ("bridges_across_unbridged", round(across(plain.pairs), 3), None, "share of pairs"),
        ("bridges_across", round(across(bridged.pairs), 3), 0.85, "share of pairs, at least"),
        ("bridges_fit_kept", round(fit(bridged.pairs) / fit(plain.pairs), 4), 0.98, "share of mean fit, at least"),
        ("bridges_most_each", most, MOST_EACH, "suggestions, at most"),
        ("bridges_bonus", round(bridged.parameters["bridge_used"], 4), None, "of the fit's 1"),
        ("bridges_seconds", round(seconds, 2), None, "CPU s"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    missed = 0
    for figure, value, limit, unit in measured(parser.parse_args().seed):
        is_missed = limit is not None and (value > limit if "at most" in unit else value < limit)
        missed += is_missed
        print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
