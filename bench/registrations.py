"""The race for the last seats: a thousand clients at once for a hundred seats, on real servers of several processes.

    .venv/bin/python bench/registrations.py --clients 1000 --seats 100 --seeds 10
    .venv/bin/python scripts/test-postgres -- .venv/bin/python bench/registrations.py …     the same on PostgreSQL

Exactly the seats are given, the rest waits in the order of commits, without a gap, one mail each; one form posted
twenty times at once is one registration and one mail. With the lock taken out the same run must find faults, or the
bench itself is wrong. Prints one JSON line per figure; ends with 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import time

from race_home import in_a_home_of_its_own


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--seats", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=10)
    arguments = parser.parse_args()
    return in_a_home_of_its_own(lambda: run(arguments))


def run(arguments):
    from django.db import connection

    from tests.faults.registrations import Site, same_form_many_times

    fine = True
    with Site() as site:
        for seed in range(arguments.seeds):
            faults, seconds = one_race(site, f"race-{seed}", arguments)
            fine &= not faults
            line = {"figure": "race.faults", "value": len(faults), "limit": 0, "seconds": round(seconds, 1)}
            print(json.dumps({**line, "said": faults, "database": connection.vendor}), flush=True)
        answers, rows, mails = same_form_many_times(site, fresh("form", 5))
        fine &= (rows, mails) == (1, 1) and answers == {302: 20}
        print(json.dumps({"figure": "form.rows", "value": rows, "limit": 1, "mails": mails}), flush=True)
    with Site(without_lock=True) as site:
        faults, _seconds = one_race(site, "control", arguments)
        fine &= bool(faults)
        print(json.dumps({"figure": "control.faults", "value": len(faults), "at_least": 1, "said": faults}), flush=True)
    return 0 if fine else 1


def fresh(slug, seats):
    from tests.faults.registrations import fresh_event

    return fresh_event(slug, seats=seats)


def one_race(site, slug, arguments):
    from tests.faults.registrations import faults_after, race

    event = fresh(slug, arguments.seats)
    began = time.monotonic()
    answers = race(site, event, clients=arguments.clients)
    seconds = time.monotonic() - began
    return faults_after(event, answers, clients=arguments.clients), seconds


if __name__ == "__main__":
    sys.exit(main())
