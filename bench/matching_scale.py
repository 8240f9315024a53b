"""One need against 100,000 listings: time with reasons, memory, and vectors that go on after a kill.

    .venv/bin/python bench/matching_scale.py [--listings 100000] [--questions 200] [--real 5000]
    .venv/bin/python scripts/test-postgres -- .venv/bin/python bench/matching_scale.py     the same with pgvector

A register of three listings an actor is made in a database of its own; half of the texts are German, half English.
`--real` texts are encoded by the built-in encoder; every listing is one of them with details of its own, and its vector
the text's with noise (cosine about 0.98), because 100,000 real encodings are five CPU-minutes that prove nothing more.
Questions are asked as the page asks them: `partners_for_need`, statements and reasons included. Times are CPU of the
process; a busy machine disturbs them little. One JSON line a figure; exit code 1 where a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import psutil

DE = (
    ("Gesucht: {adj} {thing} für {purpose}", "Wir brauchen {thing} ({adj}) für {purpose}"),
    ("{adj} {thing} für {purpose} zu vergeben", "Wir bieten {thing}, {adj}, etwa für {purpose}"),
)
EN = (
    ("Wanted: {adj} {thing} for {purpose}", "We need {adj} {thing} for {purpose}"),
    ("{adj} {thing} available for {purpose}", "We offer {adj} {thing}, for example for {purpose}"),
)
THINGS = (
    ("Webstühle", "looms"), ("Probenräume", "rehearsal rooms"), ("Lehrwerkstätten", "training workshops"),
    ("Solarmodule", "solar panels"), ("Fördermittelberatung", "advice on funding"), ("Buchhaltung", "bookkeeping"),
    ("Produktfotos", "product photographs"), ("Lagerflächen", "storage space"), ("Kühlwagen", "refrigerated vans"),
    ("Übersetzungen", "translations"), ("Messestände", "exhibition stands"), ("Holzreste", "wood offcuts"),
    ("Praktikumsplätze", "internships"), ("Spielfeste Kulissen", "stage sets"), ("Keramiköfen", "pottery kilns"),
    ("Rechtsberatung", "legal advice"), ("Programmierkurse", "programming courses"),
    ("Drohnenaufnahmen", "drone footage"), ("Ladesäulen", "charging stations"),
    ("Regionale Lebensmittel", "regional food"), ("Druckmaschinen", "printing presses"),
    ("Museumsführungen", "museum tours"), ("Mentoren", "mentors"), ("Laborplätze", "laboratory space"),
    ("Fahrräder", "bicycles"), ("Tonstudios", "recording studios"), ("Nähmaschinen", "sewing machines"),
    ("Werbetexte", "copywriting"), ("Hallen", "industrial halls"), ("Saatgut", "seeds"),
)  # fmt: skip
PURPOSES = (
    ("ein Stadtfest", "a town festival"), ("Gründerinnen", "founders"), ("Schulklassen", "school classes"),
    ("den Strukturwandel", "structural change"), ("ein Museum", "a museum"),
    ("die Textilindustrie", "the textile industry"), ("kleine Betriebe", "small firms"), ("den Tourismus", "tourism"),
    ("eine Genossenschaft", "a cooperative"), ("Geflüchtete", "refugees"), ("die Landwirtschaft", "agriculture"),
    ("ein Theater", "a theatre"), ("den Export", "export"), ("Nachwuchskräfte", "young talent"),
    ("die Denkmalpflege", "heritage conservation"),
)  # fmt: skip
ADJECTIVES = (
    ("günstig", "affordable"), ("gebraucht", "used"), ("kurzfristig", "at short notice"),
    ("barrierefrei", "accessible"), ("erfahren", "experienced"), ("nachhaltig", "sustainable"),
    ("zweisprachig", "bilingual"), ("mobil", "mobile"), ("mit Förderung", "funded"), ("ganzjährig", "all year round"),
    ("ehrenamtlich", "voluntary"), ("zertifiziert", "certified"),
)  # fmt: skip
DETAILS = (
    "ab Mai",
    "bis Herbst",
    "ab sofort",
    "am Wochenende",
    "from May",
    "until autumn",
    "at weekends",
    "right away",
)
KINDS = ("sme", "museum", "university", "interest_group", "design", "public_authority")

failed = False


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--listings", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--real", type=int, default=5_000)
    parser.add_argument("--part", choices=("make", "encode", "ask"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.part:
        start()
        {"make": make, "encode": encode, "ask": ask}[asked.part](asked)
        return int(failed)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "AUFWIND_HOME": home}
        common = [f"--listings={asked.listings}", f"--questions={asked.questions}", f"--real={asked.real}"]
        interrupted = "AUFWIND_DATABASE" not in environment and killed_encoding(environment, common)
        codes = [run("make", environment, common), run("ask", environment, common)]
    return int(interrupted or any(codes))


def run(part: str, environment: dict[str, str], common: list[str]) -> int:
    return subprocess.run(
        [sys.executable, __file__, f"--part={part}", *common], env=environment, check=False
    ).returncode


def killed_encoding(environment: dict[str, str], common: list[str]) -> bool:
    """Encode a small register, kill the process midway, begin again: what was stored is not encoded twice."""
    with tempfile.TemporaryDirectory() as home:
        own = {**environment, "AUFWIND_HOME": home}
        command = [sys.executable, __file__, "--part=encode", *common]
        first = subprocess.Popen(command, env=own, stdout=subprocess.PIPE, text=True)
        seen = []
        for line in first.stdout:
            seen.append(json.loads(line))
            if seen[-1]["done"] >= 1000:
                first.send_signal(signal.SIGKILL)
                break
        first.wait()
        rest = subprocess.run(command, env=own, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        again = [json.loads(line) for line in rest]
        say("matching.resume.reports_before_kill", len(seen), None, "reports")
        lost = again[0]["total"] + seen[-1]["done"] - seen[0]["total"]
        say("matching.resume.encoded_twice", lost, 0, "texts")
        say("matching.resume.missing_at_the_end", again[-1]["total"] - again[-1]["done"], 0, "texts")
    return failed


def start() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "aufwind.config.settings.base"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def words(source: random.Random, side: int, language: int) -> tuple[str, str]:
    """A title of its own and the text it is a variation of."""
    pattern = (DE, EN)[language][side][source.randrange(2)]
    base = pattern.format(
        adj=source.choice(ADJECTIVES)[language],
        thing=source.choice(THINGS)[language],
        purpose=source.choice(PURPOSES)[language],
    )
    return base, f"{base}, {source.choice(DETAILS)}, {source.randrange(2, 400)}"


def make_register(listings: int) -> list[str]:
    """Rows of the register; the base text of each listing, in order of their keys."""
    from django.utils import timezone

    from aufwind.actors.models import Actor, Code, Listing, Place, Tie

    source = random.Random(7)
    places = Place.objects.bulk_create(
        [
            Place(slug=f"p{n}", name_de=f"Ort {n}", name_en=f"Place {n}", level="district", ags=f"14{n:03}")
            for n in range(30)
        ]
    )
    topics = Code.objects.bulk_create(
        [Code(scheme="topic", code=f"t{n}", label_de=f"Thema {n}", label_en=f"Topic {n}") for n in range(40)]
    )
    actors = Actor.objects.bulk_create(
        [
            Actor(
                slug=f"actor-{n}", name=f"Betrieb {n}", name_folded=f"betrieb {n}", kind=source.choice(KINDS),
                place=source.choice(places), languages=source.choice((["de"], ["de", "en"], ["en"], [])),
            )
            for n in range(max(1, listings // 3))
        ],
        batch_size=5_000,
    )  # fmt: skip
    until = timezone.localdate() + timedelta(days=300)
    bases, rows = [], []
    for n in range(listings):
        side, language = source.randrange(2), source.randrange(2)
        base, title = words(source, side, language)
        bases.append(base)
        rows.append(
            Listing(
                actor=actors[n % len(actors)], side=("need", "offer")[side], valid_until=until,
                audience=source.choice(("public", "public", "members", "agency")),
                area=source.choice(places) if source.random() < 0.05 else None,
                **{("title_de", "title_en")[language]: title},
            )
        )  # fmt: skip
    rows = Listing.objects.bulk_create(rows, batch_size=5_000)
    through = Listing.topics.through
    through.objects.bulk_create(
        [through(listing=row, code=topic) for row in rows for topic in source.sample(topics, source.randrange(1, 3))],
        batch_size=5_000,
    )
    pairs = {tuple(source.sample(range(len(actors)), 2)) for _ in range(len(actors))} if len(actors) > 1 else set()
    Tie.objects.bulk_create(
        [
            Tie(left=actors[a], right=actors[b], kind=source.choice(("knows", "works_with", "met")))
            for a, b in sorted(pairs)
        ],
        batch_size=5_000,
    )
    return bases


def make(asked: argparse.Namespace) -> None:
    """The register and its vectors: a real one for each base text as far as `--real` goes, then variations."""
    import numpy as np

    from aufwind.core.policy import SYSTEM
    from aufwind.matching import halfvec
    from aufwind.matching.actions.vectors import place_listings, texts_of
    from aufwind.matching.models import Encoding, TextVector
    from aufwind.matching.profiles import ANY_STAFF, pool_profiles
    from aufwind.matching.vectors import as_bytes, encoder_in_use, hash_of

    begun = time.process_time()
    bases = make_register(asked.listings)
    distinct = sorted(set(bases))[: asked.real]
    encoder = encoder_in_use()
    spent = time.process_time()
    known = dict(zip(distinct, encoder.encode(distinct), strict=True))
    say("matching.encode.real", round(1000 * (time.process_time() - spent) / len(distinct), 2), None, "ms cpu a text")
    fallback = list(known.values())
    noise = np.random.default_rng(7)
    seen: set[str] = set()
    rows: list[TextVector] = []
    profiles = pool_profiles(ANY_STAFF)
    base_of = dict(zip((str(n) for n in range(1, len(bases) + 1)), bases, strict=True))
    posts = [entry for profile in profiles for entry in (*profile.needs, *profile.offers)]
    for entry, text in zip(posts, texts_of(profiles), strict=True):
        name = hash_of(text)
        if name in seen:
            continue
        seen.add(name)
        vector = known.get(base_of[entry.id], fallback[int(entry.id) % len(fallback)])
        moved = vector + noise.normal(0, 0.2 / np.sqrt(len(vector)), len(vector)).astype(np.float32)
        rows.append(TextVector(encoder=encoder.id, text_hash=name, vector=as_bytes(moved / np.linalg.norm(moved))))
    TextVector.objects.bulk_create(rows, batch_size=2_000)
    place_listings(Encoding.objects.create(encoder=encoder.id, started_by="bench"), profiles, by=SYSTEM)
    spent = time.process_time()
    if halfvec.bring_up_to_date(encoder.id, encoder.dim):
        say("matching.scale.graph", round(time.process_time() - spent, 1), None, "s cpu beside the server's")
    say("matching.scale.vectors", len(rows), None, "vectors")
    say("matching.scale.made", round(time.process_time() - begun, 1), None, "s cpu")


def encode(_asked: argparse.Namespace) -> None:
    """What the background job does, told as it goes on."""
    from aufwind.actors.models import Listing
    from aufwind.matching.actions import encode_register
    from aufwind.matching.profiles import ANY_STAFF, pool_profiles

    if not Listing.objects.exists():
        make_register(3_000)
    encode_register(
        pool_profiles(ANY_STAFF), tell=lambda done, total: print(json.dumps({"done": done, "total": total}), flush=True)
    )


def ask(asked: argparse.Namespace) -> None:
    """Load the pool, ask, look at the clock and at memory."""
    from aufwind.actors.models import Listing
    from aufwind.matching.partners import partners_for_need
    from aufwind.matching.profiles import ANY_STAFF

    visible = Listing.objects.needs()
    keys = list(visible.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(3).sample(keys, min(asked.questions, len(keys)))
    needs = list(Listing.objects.select_related("actor", "actor__place", "actor__industry").filter(pk__in=chosen))
    begun = time.process_time()
    partners_for_need(needs[0], ANY_STAFF)
    say("matching.need.first", round(time.process_time() - begun, 1), None, "s cpu")
    for need in needs[:5]:
        partners_for_need(need, ANY_STAFF)
    cpu, wall, without = [], [], 0
    for need in needs:
        clock, process = time.perf_counter(), time.process_time()
        found = partners_for_need(need, ANY_STAFF)
        cpu.append(1000 * (time.process_time() - process))
        wall.append(1000 * (time.perf_counter() - clock))
        without += not found or not all(partner.met for partner in found)
    say("matching.need.without_reasons", without, 0, "needs")
    for name, times, limit in (("cpu", cpu, 50), ("wall", wall, None)):
        times.sort()
        say(f"matching.need.p50.{name}", round(times[len(times) // 2], 1), None, "ms")
        say(f"matching.need.p95.{name}", round(times[int(len(times) * 0.95)], 1), limit, "ms")
    memory = psutil.Process().memory_info()
    say("matching.memory.rss", round(memory.rss / 2**20), 1024, "MB")
    peak = int(next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line).split()[1])
    say("matching.memory.peak", round(peak / 1024), None, "MB")


def say(figure: str, value: float, limit: float | None, unit: str) -> None:
    global failed  # noqa: PLW0603 -- the exit code of a script
    failed |= limit is not None and value > limit
    print(json.dumps({"figure": figure, "value": value, "limit": limit, "unit": unit}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
