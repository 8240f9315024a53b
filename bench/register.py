"""How long finding actors takes: a million of them, with facets, on either database; and what the index costs to keep.

    .venv/bin/python bench/register.py [--actors 1000000] [--pages 10000]
    .venv/bin/python scripts/test-postgres -- .venv/bin/python bench/register.py

Fills a new database with `register_many`, builds the index through the product's own builder (CPU of this process for
100,000 actors), then asks the questions of `questions` as three readers: the empty one, common and rare words, two and
three words, beginnings of three to six letters, mistyped words, choices of one and two facets, second pages. Each is
asked three times and its least time counts, because the machine is busy with others; wall and CPU are both printed.
SQLite works within this process, so there the limit stands on its CPU; for PostgreSQL on the wall's clock.
The first question of a process also reads the columns (printed apart, no limit). Then the register's page at 10,000
actors, whole with templates. A JSON line per figure; exit code 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

failed = False
LIMIT_MS = {"sqlite": 120, "postgresql": 250}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--actors", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=10_000, help="actors behind the page that is timed; 0: no page")
    parser.add_argument("--keep", type=Path, help="folder for the database, used again if it is there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        is_new = open_database(str(arguments.keep or folder))
        if arguments.pages and is_new:
            fill_and_build(arguments.pages, "10k")
            measure_page()
            empty()
        if arguments.actors and is_new:
            fill_and_build(arguments.actors, "all")
        if arguments.actors:
            measure_questions()
    return int(failed)


def open_database(home: str) -> bool:
    address = os.environ.get("AUFWIND_DATABASE", f"sqlite:///{Path(home) / 'register.sqlite3'}")
    os.environ |= {
        "AUFWIND_HOME": home,
        "AUFWIND_DATABASE": address,
        "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.base",
    }
    import django

    django.setup()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    from aufwind.actors.models import Actor

    return not Actor.objects.exists()


def empty() -> None:
    from aufwind.actors.index import rebuild_index
    from aufwind.actors.models import Actor, Listing, Place

    Listing.objects.all().delete()
    Actor.objects.all().delete()
    Place.objects.update(parent=None)
    Place.objects.all().delete()
    rebuild_index()


def fill_and_build(count: int, label: str) -> None:
    from register_many import fill

    from aufwind.actors.index import rebuild_index

    begun = time.process_time()
    fill(count)
    say(f"register.{label}.fill", round(time.process_time() - begun, 1), None, "s cpu")
    begun, wall = time.process_time(), time.perf_counter()
    marks: list[float] = []

    def progress(done: int, _total: int) -> None:
        if done >= 100_000 * (len(marks) + 1):
            marks.append(time.process_time() - begun)

    rebuild_index(progress)
    say(f"register.{label}.index.cpu", round(time.process_time() - begun, 1), None, "s")
    say(f"register.{label}.index.wall", round(time.perf_counter() - wall, 1), None, "s")
    if marks:
        say("register.index.first_100k", round(marks[0], 1), None, "s cpu")
        say(
            "register.index.last_100k", round((marks[-1] - marks[-2]) if len(marks) > 1 else marks[0], 1), None, "s cpu"
        )
    say(f"register.{label}.memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, None, "MB at most")


def measure_page() -> None:
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    paths = [
        "/de/actors/", "/en/actors/", "/de/actors/?q=verein", "/de/actors/?q=web", "/de/actors/?q=Webrei",
        "/de/actors/?kind=museum", "/de/actors/?district=DED43&q=museum", "/en/actors/?q=kunsthaus&sort=organisation",
        "/de/actors/?listings=offer", "/de/actors/?q=mühle+mittelsachsen",
    ]  # fmt: skip
    for path in paths:
        assert client.get(path).status_code == 200, path
    walls, cpus = [], []
    for _ in range(8):
        for path in paths:
            wall, cpu = time.perf_counter(), time.process_time()
            client.get(path)
            walls.append((time.perf_counter() - wall) * 1000)
            cpus.append((time.process_time() - cpu) * 1000)
    report("register.page.10k", walls, cpus, 150, on="cpu")


def questions() -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    """Words by rank of `register_many`; the typed and mistyped ones are drawn with a fixed seed."""
    from register_many import COUNTIES, KINDS, NOUNS, World

    chance, words = random.Random(7), World(1, [1]).words
    common, middle, rare = words[:40], words[200:3000], words[10_000:60_000]
    asked: list[tuple[str, dict[str, tuple[str, ...]]]] = [("", {})] * 5
    asked += [(word, {}) for word in chance.sample(common, 15)]
    asked += [(word, {}) for word in chance.sample(middle, 15)]
    asked += [(word, {}) for word in chance.sample(rare, 15)]
    asked += [(f"{chance.choice(NOUNS)} {chance.choice(middle)}", {}) for _ in range(15)]
    asked += [(f"{chance.choice(NOUNS)} {chance.choice(common)} {chance.choice(common)}", {}) for _ in range(10)]
    asked += [(chance.choice(middle)[: chance.randrange(3, 7)], {}) for _ in range(25)]
    asked += [(f"{mistyped(chance.choice(NOUNS), chance)} {chance.choice(common)}", {}) for _ in range(15)]
    asked += [(mistyped(chance.choice(middle), chance), {}) for _ in range(15)]
    choices = {"kind": KINDS, "district": [code for code, _name in COUNTIES], "listings": ("offer", "need")}
    for number in range(30):
        names = chance.sample(sorted(choices), 1 + number % 2)
        picked = {name: tuple(chance.sample(list(choices[name]), 1 + number % 2)) for name in names}
        asked.append((chance.choice(["", *common, *NOUNS]), picked))
    return asked


def mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    return chance.choice((
        word[:place] + word[place + 1 :],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + chance.choice("aeinrst") + word[place:],
    ))  # fmt: skip


def measure_questions() -> None:
    from django.db import connection

    from aufwind.actors.index.content import READERS
    from aufwind.actors.search import Asked, search

    readers = list(READERS.values())
    begun = time.perf_counter()
    search(readers[0], Asked())
    say("register.search.first", round((time.perf_counter() - begun) * 1000, 1), None, "ms wall")
    walls, cpus, slowest = [], [], []
    for number, (text, choices) in enumerate(questions()):
        reader = readers[number % 3]
        asked = Asked(text, choices)
        wall, cpu, found = timed(reader, asked)
        walls.append(wall)
        cpus.append(cpu)
        slowest.append((wall, text, choices, found.total, found.instead))
        if found.after and number % 4 == 0:
            wall, cpu, _found = timed(reader, Asked(text, choices, after=found.after))
            walls.append(wall)
            cpus.append(cpu)
    on = "cpu" if connection.vendor == "sqlite" else "wall"
    report(f"register.search.{connection.vendor}", walls, cpus, LIMIT_MS[connection.vendor], on=on)
    for one in sorted(slowest, key=lambda one: -one[0])[:8]:
        print(json.dumps({"slowest": one}, ensure_ascii=False))


def timed(reader, asked):
    from aufwind.actors.search import search

    walls, cpus = [], []
    for _ in range(3):
        wall, cpu = time.perf_counter(), time.process_time()
        found = search(reader, asked)
        walls.append((time.perf_counter() - wall) * 1000)
        cpus.append((time.process_time() - cpu) * 1000)
    return min(walls), min(cpus), found


def report(name: str, walls: list[float], cpus: list[float], limit: float, *, on: str) -> None:
    for label, values in (("wall", walls), ("cpu", cpus)):
        ordered = sorted(values)
        say(f"{name}.p50.{label}", round(ordered[len(ordered) // 2], 1), None, "ms")
        say(f"{name}.p95.{label}", round(ordered[int(len(ordered) * 0.95)], 1), limit if label == on else None, "ms")
    say(f"{name}.questions", len(walls), None, "")


def say(figure: str, value: float, limit: float | None, unit: str) -> None:
    global failed  # noqa: PLW0603 -- one exit code for all figures
    failed |= limit is not None and value > limit
    print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
