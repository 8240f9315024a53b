"""Can a stranger tell by the clock whether an address is known? Logins, new passwords and personal links.

    .venv/bin/python bench/enumeration.py [--rounds 200]

Asks for a known and an unknown address in turn, in one process, and counts CPU time. Prints one JSON line per
figure: how far the medians are apart (limit 10 %), and the chance to see such ranks if there were no difference
(Mann-Whitney, must not be below 0.01).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "korrekt-pferd-batterie"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    arguments = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    with tempfile.TemporaryDirectory(prefix="aufwind-enumeration-") as home:
        os.environ["AUFWIND_HOME"] = home
        return run(arguments.rounds)


def run(rounds: int) -> int:
    set_up()
    known, unknown = "vogel@example.org", "nobody@example.org"
    forms = {
        "login": lambda email: ("/de/account/login/", {"login": email, "password": "wrong wrong wrong"}),
        "new_password": lambda email: ("/de/account/password/reset/", {"email": email}),
        "links": lambda email: ("/de/my/links/", {"email": email}),
    }
    is_fine = True
    for name, form in forms.items():
        first, second = [], []
        for number in range(rounds):
            pairs = [(known, first), (unknown, second)]
            for email, times in pairs if number % 2 else reversed(pairs):
                times.append(seconds_for(*form(email)))
        is_fine &= report(name, first, second)
    return 0 if is_fine else 1


def set_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from aufwind.accounts.actions import create_staff
    from aufwind.core.policy import SYSTEM, Role

    call_command("migrate", run_syncdb=True, verbosity=0)
    create_staff("vogel@example.org", name="Herr Vogel", role=Role.ORGANISER, by=SYSTEM, password=PASSWORD)


def seconds_for(path: str, form: dict[str, str]) -> float:
    from django.test import Client

    client = Client()
    start = time.process_time()
    client.post(path, form)
    return time.process_time() - start


def report(name: str, first: list[float], second: list[float]) -> bool:
    apart = abs(median(first) - median(second)) / median(second)
    chance = chance_of(first, second)
    print(json.dumps({"figure": f"enumeration.{name}_apart", "value": round(apart, 4), "limit": 0.1}))
    print(json.dumps({"figure": f"enumeration.{name}_p", "value": round(chance, 4), "at_least": 0.01}))
    print(json.dumps({"figure": f"enumeration.{name}_cpu_ms", "value": round(median(first) * 1000, 2)}), flush=True)
    return apart <= 0.1 and chance >= 0.01


def chance_of(first: list[float], second: list[float]) -> float:
    """Two-sided Mann-Whitney p by the normal approximation (fine from 20 a side)."""
    ranks = {value: rank for rank, value in enumerate(sorted([*first, *second]), start=1)}
    n, m = len(first), len(second)
    u = sum(ranks[value] for value in first) - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


if __name__ == "__main__":
    sys.exit(main())
