"""Duplicates found in a generated register: precision and recall on several seeds, processor time and memory by size.

    .venv/bin/python bench/duplicates.py [--rows 5000] [--seeds 11,12,13,14,15] [--large 100000] [--show 20]

Pairs of rows are counted; the worst seed is judged. Processor seconds are those of `find_duplicates` and, row by row as
an import does it, of `Resolver.candidates` and `.add`. `--show` prints wrong and missed pairs of the first seed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections import defaultdict
from itertools import combinations
from time import process_time

from register_world import register

from aufwind.engine.resolution import Record, Resolver, find_duplicates


def records_of(rows: list[dict[str, str]]) -> list[Record]:
    def several(text: str) -> tuple[str, ...]:
        return (text,) if text else ()

    return [
        Record(
            row["Nr"],
            row["Art"],
            row["Name"],
            several(row["E-Mail"]),
            several(row["Telefon"]),
            several(row["Webseite"]),
            row["Straße"],
            row["PLZ"],
            row["Ort"],
        )
        for row in rows
    ]


def true_pairs(rows: list[dict[str, str]]) -> set[tuple[str, str]]:
    by_actor = defaultdict(list)
    for row in rows:
        by_actor[row["Wahrheit"]].append(row["Nr"])
    return {pair for numbers in by_actor.values() for pair in combinations(numbers, 2)}


def judge(rows: int, seed: int, show: int) -> dict[str, float]:
    made = register(rows, seed)
    records, truth = records_of(made), true_pairs(made)
    began = process_time()
    pairs = find_duplicates(records)
    seconds = process_time() - began
    found = {(pair.left, pair.right) for pair in pairs}
    if show:
        explain(made, found, truth, show)
    right = len(found & truth)
    return {
        "seed": seed,
        "pairs": len(truth),
        "precision": round(right / max(len(found), 1), 4),
        "recall": round(right / len(truth), 4),
        "cpu_seconds": round(seconds, 2),
    }


def explain(rows: list[dict[str, str]], found: set[tuple[str, str]], truth: set[tuple[str, str]], most: int) -> None:
    by_number = {row["Nr"]: row for row in rows}
    for title, pairs in (("wrong", found - truth), ("missed", truth - found)):
        for pair in sorted(pairs)[:most]:
            print(title, file=sys.stderr)
            for number in pair:
                print("   ", " | ".join(list(by_number[number].values())[2:9]), file=sys.stderr)


def one_by_one(rows: int) -> dict[str, float]:
    """As an import does it: each row is asked for, then added."""
    records = records_of(register(rows, 1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = process_time()
    resolver = Resolver()
    matches = 0
    for record in records:
        matches += bool(resolver.candidates(record))
        resolver.add(record)
    return {
        "rows": rows,
        "with_match": matches,
        "cpu_seconds": round(process_time() - began, 1),
        "more_mb": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024),
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--seeds", default="11,12,13,14,15")
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    results = []
    for seed in map(int, asked.seeds.split(",")):
        results.append(judge(asked.rows, seed, 0 if results else asked.show))
        print(json.dumps({"figure": "duplicates", **results[-1]}), flush=True)
    worst = [
        ("duplicates_precision", min(r["precision"] for r in results), 0.95, "at least"),
        ("duplicates_recall", min(r["recall"] for r in results), 0.90, "at least"),
        ("duplicates_cpu_seconds", max(r["cpu_seconds"] for r in results), 60, "at most"),
    ]
    if asked.large:
        large = one_by_one(asked.large)
        print(json.dumps({"figure": "duplicates_one_by_one", **large}), flush=True)
        worst += [
            ("duplicates_import_cpu_seconds", large["cpu_seconds"], 30, "at most"),
            ("duplicates_import_mb", large["more_mb"], 80, "at most"),
        ]
    bad = 0
    for figure, value, limit, sense in worst:
        bad += value < limit if sense == "at least" else value > limit
        print(json.dumps({"figure": figure, "value": value, "limit": limit, "sense": sense}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
