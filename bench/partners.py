"""Planted partners among 15,000 listings: how many are found, how fast, and that no hard limit is broken.

    .venv/bin/python bench/partners.py [--seed N] [--encoder NAME] [--vectors FILE] [--askers N]
                                      [--actors N] [--listings N]

The region is that of `region_world.py`. Recall@10 is the mean share of a need's planted partners among the ten actors
proposed for it. Beside it stand counting equal topics (ties as good as chance), words alone, and the hard needs in
people's own words. These carry no limit, but are the only ones that neither taxonomy nor encoder have learnt: names of
ESCO ship with the product, so the first figure says that listings which use them are found.
`--vectors` keeps the vectors in a file: the first run writes it, later ones read it, and say so. Seconds are CPU
seconds of this process and its threads; «two cores» is half of them. One JSON line a figure; exit code 1 when a limit
is missed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path
from statistics import fmean
from time import process_time

import numpy as np
from region_world import ACTORS, LISTINGS, ON, World, region_world

from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.partners import partners_for, partners_for_needs
from aufwind.engine.matching.pool import pool_of
from aufwind.engine.matching.relevance import TextRelevance

TOP = 10
LIMITS = {
    "partners_recall": ("at least", 0.85),
    "partners_times_topics": ("at least", 2.0),
    "partners_limits_broken": ("at most", 0),
    "partners_one_need_p95": ("at most", 100),
    "partners_all_needs": ("at most", 60),
}


class Kept(TextRelevance):
    """The built-in relevance with vectors kept in a file beside the run, as the database keeps them."""

    file: Path | None = None

    def encode(self, texts, progress=None):
        if self.file is None:
            return super().encode(texts, progress)
        known = {}
        if self.file.exists():
            with np.load(self.file) as kept:
                known = dict(zip(kept["texts"].tolist(), kept["vectors"], strict=True))
        missing = [text for text in texts if text not in known]
        if missing:
            known.update(zip(missing, super().encode(missing, progress), strict=True))
        if len(missing) > TOP:
            np.savez(self.file, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
        return np.stack([known[text] for text in texts]) if texts else super().encode(texts)


def recall(truth, lists) -> float:
    """Mean share of the planted partners among those proposed."""
    proposed = {asked: {match.b for match in found} for asked, found in lists.items()}
    return fmean(len(partners & proposed.get(asked, set())) / len(partners) for asked, partners in truth.items())


def recall_by_topics(world: World) -> float:
    """Of counting equal topics: the expected recall when ties are broken by chance."""
    profiles = {profile.id: profile for profile in world.profiles}
    shares = []
    for (who, need), partners in world.partners.items():
        topics = next(entry.topics for entry in profiles[who].needs if entry.id == need)
        equal = {
            p.id: max((len(topics & o.topics) for o in p.offers), default=-1) for p in world.profiles if p.id != who
        }
        counts = sorted(equal.values(), reverse=True)
        level = counts[TOP - 1]
        above, same = sum(count > level for count in counts), sum(count == level for count in counts)
        chance = (TOP - above) / same
        shares.append(fmean((equal[p] > level) + (equal[p] == level) * chance for p in partners))
    return fmean(shares)


def measured(world: World, asked: argparse.Namespace):
    """Name, value and unit of each figure."""
    relevance = Kept(encoder_named(asked.encoder))
    object.__setattr__(relevance, "file", asked.vectors)
    was_kept = asked.vectors is not None and asked.vectors.exists()
    began = process_time()
    pool = pool_of(world.profiles, relevance=relevance, on=ON)
    making = process_time() - began
    began = process_time()
    lists = partners_for_needs(pool, top=TOP)
    asking = process_time() - began
    found = recall(world.partners, lists)
    topics = recall_by_topics(world)
    broken = sum(world.forbidden[asked_] in {m.b for m in lists.get(asked_, ())} for asked_ in world.forbidden)
    yield "partners_recall", round(found, 4), f"recall@{TOP}, {len(world.partners)} needs"
    for language in ("de", "en"):
        some = {key: own for key, own in world.partners.items() if world.languages[key] == language}
        yield f"partners_recall_{language}", round(recall(some, lists), 4), f"recall@{TOP}, needs in this language"
    yield "partners_recall_topics", round(topics, 4), f"recall@{TOP}, equal topics"
    yield "partners_times_topics", round(found / topics, 1), "times equal topics"
    yield "partners_recall_hard", round(recall(world.hard, lists), 4), f"recall@{TOP}, {len(world.hard)} needs"
    words = partners_for_needs(pool_of(world.profiles, relevance=TextRelevance(None), on=ON), top=TOP)
    yield "partners_recall_words", round(recall(world.partners, words), 4), f"recall@{TOP}, without an encoder"
    yield "partners_limits_broken", broken, f"of {len(world.forbidden)} forbidden twins"
    yield "partners_vectors_and_pool", round(making, 1), f"CPU s, vectors {'kept' if was_kept else 'computed'}"
    yield "partners_lists", round(asking, 1), "CPU s, all needs with reasons"
    yield "partners_all_needs", round((making + asking) / 2, 1), "s on two cores, pool and all needs"
    profiles = {profile.id: profile for profile in world.profiles}
    seconds = []
    for who, need in random.Random(1).sample(sorted(world.partners), asked.askers):
        began = process_time()
        partners_for(profiles[who], pool, need=need, top=TOP)
        seconds.append(process_time() - began)
    for share in (50, 95):
        yield f"partners_one_need_p{share}", round(1000 * float(np.percentile(seconds, share)), 1), "CPU ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actors", type=int, default=ACTORS)
    parser.add_argument("--listings", type=int, default=LISTINGS)
    parser.add_argument("--encoder", default="use")
    parser.add_argument("--vectors", type=Path, help="keep the vectors in this file (.npz)")
    parser.add_argument("--askers", type=int, default=200)
    asked = parser.parse_args()
    missed = 0
    for figure, value, unit in measured(region_world(asked.seed, asked.actors, asked.listings), asked):
        kind, limit = LIMITS.get(figure, ("", None))
        missed += limit is not None and (value < limit if kind == "at least" else value > limit)
        line = {"figure": figure, "value": value, "limit": limit, "unit": unit}
        print(json.dumps(line), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
