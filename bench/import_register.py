"""Lists imported into an empty register: time, duplicates found through the database, processor time and memory.

    .venv/bin/python bench/import_register.py [--rows 5000] [--seeds 11,12,13] [--large 100000] [--profile]

The lists are those of `register_world.py`; their places are entered before. Two rows count as found to be one where
they went into one entry, or a case of the duplicate desk holds both of their entries. The worst seed is judged.
Every import runs in a process of its own on a fresh SQLite file, as `aufwind import actors` does it. Memory is the most
that is the process's own (RssAnon, looked at twenty times a second); pages of the database that SQLite maps are the
system's to take back, and are printed beside it as the peak of all resident memory.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from time import monotonic, process_time

from register_words import PLACES
from register_world import COLUMNS, register


class Watch:
    """The most memory that is the process's own, beyond what it had at first."""

    def __init__(self) -> None:
        self._first = self._most = own_kb()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ends.wait(0.05):
            self._most = max(self._most, own_kb())

    def more_mb(self) -> int:
        """How much more it was at most; ends the watch."""
        self._ends.set()
        self._thread.join()
        return round((self._most - self._first) / 1024)


def own_kb() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1])


def measure(rows: int, seed: int, home: Path, *, judges: bool, profile: bool) -> dict[str, float | str]:
    """One import in this process."""
    path = home / "list.csv"
    made = register(rows, seed)
    write(path, made)
    truth = {number: row["Wahrheit"] for number, row in enumerate(made, start=2)} if judges else {}
    del made
    empty_register()
    import aufwind.actors.jobs  # noqa: F401 -- the code itself, which every worker has loaded
    from aufwind.cli import main as command

    memory, watch = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Watch()
    began, cpu = monotonic(), process_time()
    said = io.StringIO()
    with profiled(profile), contextlib.redirect_stdout(said):
        command(["import", "actors", str(path), "--lang", "en"])
    found = {
        "rows": rows,
        "seed": seed,
        "seconds": round(monotonic() - began, 1),
        "cpu_seconds": round(process_time() - cpu, 1),
        "more_mb": watch.more_mb(),
        "more_mb_with_mapped_pages": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024),
        "says": said.getvalue().splitlines()[-1],
    }
    return found | (judged(truth) if judges else {})


def write(path: Path, made: list[dict[str, str]]) -> None:
    from aufwind.engine.files.write_records import write_records

    with path.open("wb") as target:
        write_records(target, "csv", COLUMNS[1:-1], made)


class profiled:  # noqa: N801 -- reads as a word
    def __init__(self, wanted: bool) -> None:
        import cProfile

        self.profile = cProfile.Profile() if wanted else None

    def __enter__(self) -> None:
        if self.profile:
            self.profile.enable()

    def __exit__(self, *_error: object) -> None:
        if self.profile:
            import pstats

            self.profile.disable()
            pstats.Stats(self.profile, stream=sys.stderr).sort_stats("cumtime").print_stats(110)


def empty_register() -> None:
    """A fresh database with the towns of the lists."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from aufwind.actors.models import Place

    names = sorted({place[0] for place in PLACES})
    Place.objects.bulk_create(
        [Place(slug=f"place-{at}", name_de=name, name_en=name, level="lau") for at, name in enumerate(names)]
    )


def judged(truth: dict[int, str]) -> dict[str, float]:
    """Precision and recall of pairs of rows."""
    from aufwind.actors.models import DuplicateCase, ImportRow

    rows_of: dict[int, list[int]] = defaultdict(list)
    for number, actor in ImportRow.objects.exclude(actor=None).values_list("number", "actor_id"):
        rows_of[actor].append(number)
    same = {pair for numbers in rows_of.values() for pair in combinations(sorted(numbers), 2)}
    cases = DuplicateCase.objects.values_list("left_id", "right_id")
    # a case asks about two entries: one pair, however many rows went into each
    like = {tuple(sorted((rows_of[left][0], rows_of[right][0]))) for left, right in cases}
    by_actor = defaultdict(list)
    for number, actor in truth.items():
        by_actor[actor].append(number)
    planted = {pair for numbers in by_actor.values() for pair in combinations(sorted(numbers), 2)}
    found = same | like
    return {
        "merged": len(same),
        "merged_precision": round(len(same & planted) / max(len(same), 1), 4),
        "cases": len(like),
        "precision": round(len(found & planted) / max(len(found), 1), 4),
        "recall": round(len(found & planted) / len(planted), 4),
    }


def apart(rows: int, seed: int, *, judges: bool, profile: bool) -> dict[str, float]:
    """The same in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "AUFWIND_DEMO": "1",
            "AUFWIND_HOME": home,
            "AUFWIND_DATABASE": f"sqlite:///{home}/db.sqlite3",
            "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.demo",
        }
        words = [sys.executable, __file__, "--one", str(rows), "--seed", str(seed), "--home", home]
        words += ["--judge"] * judges + ["--profile"] * profile
        answer = subprocess.run(words, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(answer.stdout.splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--seeds", default="11,12,13")
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--judge", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measure(asked.one, asked.seed, asked.home, judges=asked.judge, profile=asked.profile)))
        return 0
    results = []
    for seed in filter(None, asked.seeds.split(",")):
        results.append(apart(asked.rows, int(seed), judges=True, profile=asked.profile))
        print(json.dumps({"figure": "import", **results[-1]}), flush=True)
    figures = []
    if results:
        figures += [
            ("import_seconds", max(one["seconds"] for one in results), 60, "at most"),
            ("import_precision", min(one["precision"] for one in results), 0.95, "at least"),
            ("import_recall", min(one["recall"] for one in results), 0.90, "at least"),
        ]
    if asked.large:
        large = apart(asked.large, 1, judges=False, profile=asked.profile)
        print(json.dumps({"figure": "import_large", **large}), flush=True)
        figures += [
            ("import_large_cpu_seconds", large["cpu_seconds"], 75, "at most"),
            ("import_large_mb", large["more_mb"], 150, "at most"),
        ]
    bad = 0
    for figure, value, limit, sense in figures:
        bad += value < limit if sense == "at least" else value > limit
        print(json.dumps({"figure": figure, "value": value, "limit": limit, "sense": sense}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
