"""The print pack of a 300-person event: seconds for all papers, and whether poppler reads every page.

    .venv/bin/python bench/paper.py

In a database of its own, with umlauts and Cyrillic among the names. Prints the median of five whole packs in one JSON
line; exit 1 when the limit is missed, a page is missing, a name is lost or poppler complains.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from time import perf_counter

SECONDS, GUESTS = 30.0, 300
FIRST = ("Jürgen", "Олена", "Łukasz", "Zoë", "Anaïs", "Björn", "Oksana", "Søren", "Ağca", "Ludmiła")
LAST = ("Größe-Öhlmann", "Шевченко", "Żak", "Ångström", "Müller", "Țurcanu", "Weiß", "Ђорђевић", "Novák", "Straße")


def event_with_plan():
    """A published plan for invented guests who meet each other in twelve slots."""
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from aufwind.core.policy import Role, Visitor
    from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
    from aufwind.engine.scheduling.plan import plan_meetings
    from aufwind.engine.stop import after_seconds
    from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan

    by = Visitor(key="user:1", roles=frozenset({Role.ORGANISER}), user_id=None)
    begin = datetime(2027, 2, 11, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    problem = Problem(
        tuple(Slot(f"s{t}", starts_at=begin + timedelta(minutes=25 * t), minutes=20) for t in range(12)),
        tuple(Table(str(j + 1)) for j in range(75)),
        tuple(Participant(f"p{i}", name=f"{FIRST[i % 10]} {LAST[i // 10 % 10]} {i}", email=f"p{i}@example.org",
                          organisation=f"Werkstatt {i} (erfunden)") for i in range(GUESTS)),
        tuple(Wish(f"w{i}-{n}", (f"p{i}", f"p{(i + n) % GUESTS}")) for i in range(GUESTS) for n in (7, 31, 53)),
        max_gap_spread=None,
    )  # fmt: skip
    event = enter_event("saal", by=by, title_de="Saal", title_en="Hall", kind="matching event", starts="2027-02-11")
    replace_roster(event, problem, by=by)
    plan = store_plan(start_plan(event, by=by), plan_meetings(problem, stop=after_seconds(3)), None, by=by)
    publish_plan(plan, by=by)
    return event


def main() -> int:
    """Measure, print, and tell whether all holds."""
    with tempfile.TemporaryDirectory(prefix="aufwind-paper-") as home:
        os.environ |= {"AUFWIND_HOME": home, "DJANGO_SETTINGS_MODULE": "aufwind.config.settings.base"}
        return measure()


def measure() -> int:
    """Five packs in a database of its own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from aufwind.events.exports.paper import whole_pack
    from aufwind.events.queries.paper import pack_of

    event = event_with_plan()
    seconds = []
    for _run in range(5):
        began = perf_counter()
        made = whole_pack(pack_of(event), language="de", own_language=True, desks=3)
        seconds.append(perf_counter() - began)
    troubles = unread(made) if shutil.which("pdftotext") else ["pdftotext is not installed"]
    value = statistics.median(seconds)
    figure = {
        "figure": f"print pack, {GUESTS} people",
        "value": round(value, 2),
        "limit": SECONDS,
        "unit": "s",
        "all": [round(one, 2) for one in seconds],
        "megabytes": round(len(made) / 1e6, 1),
        "troubles": troubles,
    }
    print(json.dumps(figure, ensure_ascii=False))
    return int(value > SECONDS or bool(troubles))


def unread(made: bytes) -> list[str]:
    """What poppler says or does not find; names of guests stand in every paper."""
    troubles = []
    with zipfile.ZipFile(io.BytesIO(made)) as box, tempfile.TemporaryDirectory() as folder:
        for name in box.namelist():
            where = Path(folder) / name
            where.write_bytes(box.read(name))
            said = subprocess.run(["pdftotext", "-raw", str(where), "-"], capture_output=True, text=True, check=False)
            if said.returncode or said.stderr:
                troubles.append(f"{name}: {said.stderr[:80]}")
            text = " ".join(said.stdout.split())
            lost = [i for i in range(GUESTS) if f"{FIRST[i % 10]} {LAST[i // 10 % 10]} {i}" not in text]
            if lost:
                troubles.append(f"{name}: {len(lost)} names not found, such as guest {lost[0]}")
    return troubles


if __name__ == "__main__":
    sys.exit(main())
