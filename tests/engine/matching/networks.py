"""Small invented networks for hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from aufwind.engine.matching.profile import Entry, Profile

WORDS = ("loom", "stage", "paint", "wood", "film", "clay", "sound", "print")
TOPICS = ("textile", "theatre", "craft")
AREAS = ("DED51", "DED52", "DED", "DE2", None)
TONGUES = ("de", "en", "cs")
IDS = tuple(f"p{i}" for i in range(6))
DAY = date(2027, 5, 13)

some = st.frozensets


@st.composite
def entries(draw, prefix, most=3):
    made = []
    for number in range(draw(st.integers(0, most))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
        made.append(
            Entry(
                f"{prefix}{number}",
                " ".join(words),
                draw(st.sampled_from(("", "paint and wood", "clay"))),
                draw(some(st.sampled_from(TOPICS), max_size=2)),
                area=draw(st.sampled_from(AREAS)),
                languages=draw(some(st.sampled_from(TONGUES), max_size=2)),
                capacity=draw(st.sampled_from((None, None, 1, 0))),
                valid_until=draw(st.sampled_from((None, None, date(2027, 5, 12), date(2027, 5, 13)))),
            )
        )
    return tuple(made)


@st.composite
def networks(draw):
    """Up to six profiles in any order, with all kinds of limits."""
    profiles = []
    for id_ in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=6)):
        others = some(st.sampled_from((*IDS, "house")), max_size=1)
        profiles.append(
            Profile(
                id_,
                draw(st.sampled_from((None, "Anna", "Ben"))),
                draw(st.sampled_from((None, None, "house", "p1"))),
                draw(entries("n")),
                draw(entries("o")),
                draw(some(st.sampled_from(TOPICS), max_size=2)),
                draw(st.sampled_from(AREAS)),
                draw(st.sampled_from((None, None, "DED"))),
                draw(some(st.sampled_from(TONGUES), max_size=2)),
                draw(st.sampled_from((None, None, 0, 1, 2))),
                draw(others),
                draw(others),
                draw(others),
                circle=draw(st.sampled_from((None, "north", "south"))),
                ties=draw(some(st.sampled_from(IDS), max_size=2)),
            )
        )
    return profiles


def free(profile):
    """The same profile without anything that keeps it from others."""
    open_ = [
        tuple(replace(e, area=None, languages=frozenset(), capacity=None, valid_until=None) for e in side)
        for side in (profile.needs, profile.offers)
    ]
    nobody = frozenset()
    return replace(
        profile, needs=open_[0], offers=open_[1], organisation=None, within=None, languages=nobody, capacity=None,
        vetoes=nobody, met=nobody, partners=nobody,
    )  # fmt: skip
