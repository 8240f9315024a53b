"""A region with planted truth: 5,000 actors with 15,000 listings, half in German and half in English.

    .venv/bin/python bench/region_world.py [--seed N] -o PROFILES.json

Planted are 1,250 skills and occupations of regional trades, which the ESCO classification of the European Commission
gives several names in both languages (read from ../shared/data/esco beside the repository): one need and one offer in
each language. The names are dealt out between those who need and those who offer, so that no two listings of a pair say
the same, and their titles share less than half of their letter triples. Listings have a title in some frame, mostly a
sentence with one more name (offers: with what ESCO says it is), and perhaps a tail that says nothing. The partners of a
need are the actors of the two offers. Topics of planted offers are equal to those of their needs in half of the cases,
missing in a quarter and others in a quarter, so that topics help and mislead as they do in life. For every fifth
planted need one more actor offers the same, whom a hard limit forbids.
Planted apart are some 180 needs and offers in words of people (`region_words.py`) that do not even name the same thing
(«our spreadsheets are a mess» – «databases for small firms»): hard for a person, reported for themselves. They alone
are new to the product, whose taxonomy and encoder know ESCO's names.
All other listings, about two in three, are further names from ESCO with the topic of their trade: near misses and
decoys of equal topics, some of which a person would call right. The same seed gives the same region.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from region_words import CONCEPTS, FIELDS, FRAMES, PLACES, TAILS

from aufwind.engine.matching.profile import Entry, Profile

ESCO = Path(__file__).parents[2] / "shared/data/esco"
ON = date(2027, 5, 13)
ACTORS, LISTINGS = 5_000, 15_000
PLANTED = 1_250
MOST_ALIKE = 0.5
MOST_WORDS = 20
SENTENCES = 0.8
"""How often a listing says more than its title, where there is more to say."""

LANGUAGES = ("de", "en")
HARD = [[part.strip() for part in line.split("|")] for line in CONCEPTS.strip().splitlines()]
TOPICS = sorted({topic for topic, *_ in HARD})
FORBIDDEN_BY = ("organisation", "veto", "met", "partner", "language", "area", "expired", "full")


@dataclass
class Draft:
    """An actor while listings are still handed out."""

    profile: Profile
    is_open: bool
    needs: list[Entry] = field(default_factory=list)
    offers: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """The region.

    Attributes:
        partners: Profile and need → profiles whose offer was planted for it.
        hard: The same for needs whose offers do not name the same thing.
        forbidden: Profile and need → profile that offers the same and must never be proposed.
        languages: Profile and need → the language it is said in.
    """

    profiles: tuple[Profile, ...]
    partners: dict[tuple[str, str], frozenset[str]]
    hard: dict[tuple[str, str], frozenset[str]]
    forbidden: dict[tuple[str, str], str]
    languages: dict[tuple[str, str], str]


def rows_of(name: str) -> list[dict[str, str]]:
    with gzip.open(ESCO / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Trade:
    """A skill or an occupation: the topic of its trade, its names and what it is, by language."""

    topic: str
    names: dict[str, list[str]]
    sentence: dict[str, str]


def trades() -> list[Trade]:
    """Every skill and occupation of the trades in `FIELDS` that has a name in both languages."""
    occupations = {row["occ_id"]: row for row in rows_of("occupations") if row["isco08"][:2] in FIELDS}
    used: dict[str, Counter[str]] = {}
    for row in rows_of("occupation_skill"):
        if row["occ_id"] in occupations:
            topic = FIELDS[occupations[row["occ_id"]]["isco08"][:2]]
            used.setdefault(row["skill_id"], Counter())[topic] += 1
    skills = [
        (max(sorted(used[s]), key=used[s].__getitem__), r) for r in rows_of("skills") if (s := r["skill_id"]) in used
    ]
    named = [*((FIELDS[row["isco08"][:2]], row) for row in occupations.values()), *skills]
    return [
        Trade(
            topic,
            {lang: [row[f"label_{lang}"], *filter(None, row[f"alt_{lang}"].split("|"))] for lang in LANGUAGES},
            {lang: first_sentence(row.get(f"desc_{lang}", "")) for lang in LANGUAGES},
        )
        for topic, row in named
        if row["label_de"] and row["label_en"]
    ]


def first_sentence(text: str) -> str:
    """Its first sentence, or as many words of it as a listing has."""
    return " ".join(text.split(". ", maxsplit=1)[0].split()[:MOST_WORDS])


@dataclass(frozen=True)
class Planted:
    """A thing that is needed and offered.

    Attributes:
        titles: By side and language.
        sentences: The same; empty where there is nothing more to say.
    """

    topic: str
    titles: dict[tuple[str, str], str]
    sentences: dict[tuple[str, str], str]


def dealt(trade: Trade, draw: random.Random) -> Planted | None:
    """A trade whose names are dealt out between needs and offers; None where all names are alike."""
    titles, sentences = {}, {}
    for language in LANGUAGES:
        names = draw.sample(trade.names[language], len(trade.names[language]))
        found = next(((a, b) for a in names for b in names if likeness(a, b) < MOST_ALIKE), None)
        if found is None:
            return None
        titles["needs", language], titles["offers", language] = found
        left = [name for name in names if name not in found and min(likeness(name, one) for one in found) < MOST_ALIKE]
        sentences["needs", language] = left[0] if left else ""
        sentences["offers", language] = trade.sentence[language] or (left[1] if len(left) > 1 else "")
    return Planted(trade.topic, titles, sentences)


def hard() -> list[Planted]:
    """The pairs of `region_words`."""
    sides = [(side, language) for language in LANGUAGES for side in ("needs", "offers")]
    return [Planted(topic, dict(zip(sides, words, strict=True)), dict.fromkeys(sides, "")) for topic, *words in HARD]


def likeness(one: str, other: str) -> float:
    """Share of letter triples that two names have in common."""
    a, b = ({text.lower()[i : i + 3] for i in range(len(text) - 2)} for text in (one, other))
    return len(a & b) / max(1, len(a | b))


class Region:
    """Makes one world; every draw comes from one generator."""

    def __init__(self, seed: int, actors: int, listings: int) -> None:
        self.draw = random.Random(seed)
        self.listings = {"needs": listings // 2, "offers": listings - listings // 2}
        self.drafts = [self.actor(number) for number in range(actors)]
        self.open = [draft for draft in self.drafts if draft.is_open]
        self.partners: dict[tuple[str, str], frozenset[str]] = {}
        self.hard: dict[tuple[str, str], frozenset[str]] = {}
        self.forbidden: dict[tuple[str, str], str] = {}
        self.languages: dict[tuple[str, str], str] = {}
        self.taken: set[str] = set()

    def actor(self, number: int) -> Draft:
        """Four of five speak both languages and may meet anybody; planted listings are theirs."""
        draw = self.draw
        is_open = draw.random() < 0.8
        profile = Profile(
            f"a{number:05d}",
            name=f"Haus {number}",
            organisation=None if is_open else f"h{number // 40:05d}",
            area=draw.choice(list(PLACES)),
            languages=frozenset(LANGUAGES) if is_open else frozenset({draw.choice(LANGUAGES)}),
            circle=f"c{draw.randrange(20):02d}",
        )
        return Draft(profile, is_open)

    def made(self) -> World:
        """The world: planted listings first, then the trades until there are enough."""
        everything = trades()
        self.draw.shuffle(everything)
        planted: list[Planted] = []
        others: list[Trade] = []
        wanted = min(PLANTED, sum(self.listings.values()) // 12)
        for trade in everything:
            thing = dealt(trade, self.draw) if len(planted) < wanted else None
            if thing:
                planted.append(thing)
            else:
                others.append(trade)
        for thing in planted:
            self.plant(thing, self.partners)
        for thing in hard()[: wanted // 5]:
            self.plant(thing, self.hard)
        for side, most in self.listings.items():
            missing = most - sum(len(getattr(draft, side)) for draft in self.drafts)
            for _ in range(missing):
                self.trade(side, others.pop())
        profiles = tuple(
            replace(draft.profile, needs=tuple(draft.needs), offers=tuple(draft.offers)) for draft in self.drafts
        )
        return World(profiles, self.partners, self.hard, self.forbidden, self.languages)

    def plant(self, thing: Planted, truth: dict[tuple[str, str], frozenset[str]]) -> None:
        """A need and an offer in each language."""
        draw, topic = self.draw, thing.topic
        actors = draw.sample(self.open, 4)
        needers, offerers = actors[:2], actors[2:]
        for language, draft in zip(LANGUAGES, offerers, strict=True):
            own = draw.choices([topic, None, draw.choice(TOPICS)], [2, 1, 1])[0]
            self.add("offers", draft, thing, (language, own))
        for language, draft in zip(LANGUAGES, needers, strict=True):
            entry = self.add("needs", draft, thing, (language, topic))
            key = draft.profile.id, entry.id
            truth[key] = frozenset(other.profile.id for other in offerers)
            self.languages[key] = language
            if len(truth) % 5 == 0:
                self.forbid(draft, entry, thing)
        self.taken |= {draft.profile.id for draft in actors}

    def forbid(self, needer: Draft, need: Entry, thing: Planted) -> None:
        """One more who offers the same, and whom a hard limit forbids for this need."""
        twin = self.draw.choice(self.drafts)
        while twin.profile.id in self.taken or twin is needer:  # a planted actor would be forbidden elsewhere too
            twin = self.draw.choice(self.drafts)
        self.taken.add(twin.profile.id)
        offer = self.add("offers", twin, thing, (self.draw.choice(LANGUAGES), thing.topic))
        own, other = needer.profile, twin.profile
        kind = self.draw.choice(FORBIDDEN_BY)
        if kind == "organisation":
            twin.profile = replace(other, organisation=own.id)
        elif kind == "veto":
            twin.profile = replace(other, vetoes=other.vetoes | {own.id})
        elif kind == "met":
            needer.profile = replace(own, met=own.met | {other.id})
        elif kind == "partner":
            needer.profile = replace(own, partners=own.partners | {other.id})
        changes = {
            "language": {"languages": frozenset({"cs"})},
            "area": {"area": "09"},  # only in Bavaria
            "expired": {"valid_until": date(2027, 5, 12)},
            "full": {"capacity": 0},
        }
        twin.offers[twin.offers.index(offer)] = replace(offer, **changes.get(kind, {}))
        self.forbidden[own.id, need.id] = other.id

    def trade(self, side: str, trade: Trade) -> None:
        """A listing nobody planted."""
        draw = self.draw
        draft = draw.choice(self.drafts)
        language = draw.choice(sorted(draft.profile.languages))
        own = draw.choices([trade.topic, None, draw.choice(TOPICS)], [3, 1, 1])[0]
        names = draw.sample(trade.names[language], min(2, len(trade.names[language])))
        more = trade.sentence[language] if side == "offers" else ""
        sentence = more or (names[1] if len(names) > 1 else "")
        getattr(draft, side).append(self.said(side, draft, names[0], (language, own, sentence)))

    def add(self, side: str, draft: Draft, thing: Planted, said: tuple[str, str | None]) -> Entry:
        """A planted listing in a language, with a topic."""
        key = side, said[0]
        entry = self.said(side, draft, thing.titles[key], (*said, thing.sentences[key]))
        getattr(draft, side).append(entry)
        return entry

    def said(self, side: str, draft: Draft, words: str, said: tuple[str, str | None, str]) -> Entry:
        """The words in a frame, perhaps with a sentence, with a tail; `said`: language, topic, sentence."""
        language, topic, sentence = said
        title = self.draw.choice(FRAMES[side, language]).format(words)
        tail = self.draw.choice(TAILS[side, language]).format(place=PLACES[draft.profile.area or "14713"])
        says = sentence if self.draw.random() < SENTENCES else ""
        text = " ".join(filter(None, [says and f"{says}.", tail]))
        topics = frozenset({topic}) if topic else frozenset[str]()
        return Entry(f"{side[0]}{len(getattr(draft, side))}", title[:1].upper() + title[1:], text, topics)


def region_world(seed: int = 1, actors: int = ACTORS, listings: int = LISTINGS) -> World:
    """A region; smaller ones have the same make."""
    return Region(seed, actors, listings).made()


def main() -> int:
    from aufwind.engine.files.match_json import profiles_to_json

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    asked = parser.parse_args()
    if not ESCO.is_dir():
        print(f"{ESCO} is missing: the labels of ESCO that surround what is planted", file=sys.stderr)
        return 2
    asked.output.write_text(profiles_to_json(region_world(asked.seed).profiles), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
