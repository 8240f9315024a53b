"""Published B2B meeting scheduling problems: reader, and a checker of its own.

The files lie beside the repository, not in it: they may be used for benchmarking, not passed on.
"""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from aufwind.engine.scheduling.instance import Instance

FOLDER = Path(__file__).resolve().parents[3] / "../shared/data/b2bsp"


class Known(NamedTuple):
    """A problem with what is known about it. `gaps` is None where there is no plan."""

    path: Path
    spread: int
    gaps: int | None


def known(name: str) -> list[Known]:
    """What `expected_NAME.csv` says, in its order; empty where the files are absent."""
    table = FOLDER / f"expected_{name}.csv"
    if not table.exists():
        return []
    with table.open(newline="") as rows:
        return [
            Known(
                FOLDER / row["file"],
                int(row["d"]),
                None if row["optimum"] == "infeasible" else int(row["optimum"]),
            )
            for row in csv.DictReader(rows)
        ]


def instance_from_dzn(path: Path, max_gap_spread: int) -> Instance:
    """The problem in a MiniZinc data file of the JAIR 2022 study, as columns."""
    value = dict(re.findall(r"(\w+)\s*=\s*([^;]*);", path.read_text(encoding="utf-8")))
    n_people, n_slots, n_tables, morning = (
        int(value[key]) for key in ("nBusiness", "nTotalSlots", "nTables", "nMorningSlots")
    )
    rows = np.array(_numbers(value["requested"]), np.int32).reshape(-1, 3)
    everything = (1 << n_slots) - 1
    session = {1: (1 << morning) - 1, 2: everything >> morning << morning, 3: everything}
    open_to = [everything & ~_bits(group) for group in _groups(value["forbidden"])]
    fixed = [1 << slot - 1 if slot else everything for slot in _numbers(value["fixed"])]
    before = _groups(value["precedences"])
    after = [(int(q) - 1, m) for m, group in enumerate(before) for q in group if q > 0]
    domain = [
        open_to[a - 1] & open_to[b - 1] & session[part] & only
        for (a, b, part), only in zip(rows.tolist(), fixed, strict=True)
    ]
    return Instance(
        n_slots=n_slots,
        n_people=n_people,
        n_units=n_people,
        members=np.ascontiguousarray(rows[:, :2] - 1),
        worth=np.ones(len(rows), np.int64),
        domain=np.array(domain, np.uint64),
        max_meetings=np.full(n_people, n_slots, np.int32),
        min_meetings=np.zeros(n_people, np.int32),
        capacity=np.full((1, n_slots), n_tables, np.int32),
        kind=np.zeros(len(rows), np.int32),
        must=np.ones(len(rows), np.int8),
        after=np.array(after, np.int32).reshape(-1, 2),
        max_gap_spread=max_gap_spread,
    )


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _groups(text: str) -> list[list[int]]:
    return [_numbers(group) for group in re.findall(r"\{([^}]*)\}", text)]


def _bits(slots: list[int]) -> int:
    return sum(1 << slot - 1 for slot in slots if slot)


def objections(instance: Instance, slot: list[int]) -> list[str]:
    """What is wrong with a plan of agreed meetings, from the definitions; empty where nothing is."""
    wrong = [f"meeting {m} not in {t}" for m, t in enumerate(slot) if not int(instance.domain[m]) >> t & 1]
    wrong += [f"{a} not before {b}" for a, b in instance.after.tolist() if slot[a] >= slot[b]]
    for unit in range(instance.n_units):
        busy = [slot[m] for m in range(len(slot)) if unit in instance.members[m]]
        wrong += [f"unit {unit} twice in a slot"] if len(set(busy)) < len(busy) else []
    for kind, tables in enumerate(instance.capacity.tolist()):
        chosen = [slot[m] for m in range(len(slot)) if kind in (0, instance.kind[m])]
        wrong += [f"tables {kind} in {t}" for t in range(instance.n_slots) if chosen.count(t) > tables[t]]
    gaps = gaps_by_person(instance, slot)
    if instance.max_gap_spread >= 0 and gaps and max(gaps) - min(gaps) > instance.max_gap_spread:
        wrong.append("spread of gaps")
    return wrong


def gaps_by_person(instance: Instance, slot: list[int]) -> list[int]:
    """Gaps of each person: neighbouring meetings of a day that are not in neighbouring slots."""
    day = [(instance.day_starts & ((2 << t) - 1)).bit_count() for t in range(instance.n_slots)]
    gaps = []
    for person in range(instance.n_people):
        busy = sorted(slot[m] for m in range(len(slot)) if person in instance.members[m])
        gaps.append(sum(b > a + 1 and day[a] == day[b] for a, b in pairwise(busy)))
    return gaps
