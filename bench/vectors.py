"""100,000 listings of some forty words: milliseconds a need, recall of the cells, memory; generated, half German.

    .venv/bin/python bench/vectors.py [--listings 100000] [--needs 200]

Vectors of the listings are mixed from those of their parts (encoding them would take a quarter of an hour and measure
the encoder); needs are encoded as always. Milliseconds are processor time of one need, encoding included. One JSON line
a figure; exit 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
from time import process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from aufwind.engine.matching.encoders import encoder_named
from aufwind.engine.matching.search import TextIndex
from aufwind.engine.matching.taxonomy import shipped_taxonomy
from aufwind.engine.matching.vectors import ExactVectors, vectors_of

MOST_MILLISECONDS, MOST_MB, LEAST_RECALL = 50.0, 1000.0, 0.95
WORDS = 40


def parts() -> list[tuple[str, str]]:
    """German and English names of skills and occupations."""
    taxonomy = shipped_taxonomy()
    own = (taxonomy.concept(number) for number in range(0, len(taxonomy), 20))
    return [(concept.de.split("/")[0], concept.en) for concept in own]


def listings(names: list[tuple[str, str]], count: int, random: np.random.Generator) -> tuple[list[str], np.ndarray]:
    """Texts made of names in one language, and which names each holds, shape (count, 12)."""
    chosen = random.integers(0, len(names), (count, 12))
    chosen[:, 1:4] = (chosen[:, :1] + random.integers(0, 5, (count, 3))) % len(names)
    texts = []
    for row, own in enumerate(chosen):
        words = " ".join(names[name][row % 2] for name in own).split()[:WORDS]
        texts.append(" ".join(words))
    return texts, chosen


def vectors(names: list[tuple[str, str]], chosen: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """The mean of the names' vectors, the first ones weighing more, and a little noise."""
    encoder = encoder_named()
    rows = encoder.encode([name for name, _ in names])
    weights = np.array([4, 2, 1, 1, *[0.5] * 8], np.float32)
    made = np.empty((len(chosen), encoder.dim), np.float32)
    for start in range(0, len(chosen), 5000):
        block = chosen[start : start + 5000]
        mixed = np.einsum("rnd,n->rd", rows[block], weights)
        mixed += 0.02 * random.normal(size=mixed.shape).astype(np.float32) * np.linalg.norm(mixed, axis=1)[:, None]
        made[start : start + 5000] = mixed / np.linalg.norm(mixed, axis=1)[:, None]
    return made


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=200)
    asked = parser.parse_args()
    random, encoder, names = np.random.default_rng(1), encoder_named(), parts()
    texts, chosen = listings(names, asked.listings, random)
    rows = vectors(names, chosen, random)
    began = process_time()
    index = TextIndex.build(texts, encoder=encoder, vectors=rows)
    built = process_time() - began
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    needs = [names[at][0] + " gesucht, " + names[at + 1][0] for at in random.integers(0, len(names) - 1, asked.needs)]
    index.nearest(needs[:2], depth=20)
    spent = []
    for need in needs:
        began = process_time()
        index.nearest([need], depth=20)
        spent.append(1000 * (process_time() - began))
    cells, exact, queries = vectors_of(rows, exact_up_to=0), ExactVectors(rows), encoder.encode(needs)
    both = [(set(cells.nearest(one, 10)), set(exact.nearest(one, 10))) for one in queries]
    line = {
        "figure": "vectors",
        "listings": asked.listings,
        "p95_milliseconds": round(float(np.quantile(spent, 0.95)), 1),
        "median_milliseconds": round(float(np.median(spent)), 1),
        "recall_10": round(float(np.mean([len(found & wanted) / 10 for found, wanted in both])), 4),
        "rss_mb": round(rss),
        "built_seconds": round(built, 1),
    }
    limits = (
        line["p95_milliseconds"] <= MOST_MILLISECONDS,
        line["recall_10"] >= LEAST_RECALL,
        line["rss_mb"] <= MOST_MB,
    )
    print(json.dumps({**line, "missed": not all(limits)}))
    return 0 if all(limits) else 1


if __name__ == "__main__":
    sys.exit(main())
