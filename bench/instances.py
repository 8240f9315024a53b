"""Generated events of any size, as the planner's columns.

The generators stand with the benchmark data outside this repository: in the folder named by AUFWIND_SHARED
(default: `../shared` beside the checkout).
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aufwind.engine.scheduling.instance import Instance

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent


def shared() -> Path:
    """The folder with benchmark data."""
    return Path(os.environ.get("AUFWIND_SHARED", ROOT / "../shared")).resolve()


def generator(name: str) -> ModuleType:
    """A module of the benchmark data's folder (`gen_planted`, `gen_request`, `b2b_io`)."""
    folder = str(shared() / "data/b2bsp")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def agreed(problem: Any) -> Instance:  # the generator's B2B class cannot be imported for its type
    """The instance of a published-style problem (`b2b_io.B2B`): every meeting has to be placed."""
    members = np.array(problem.meetings, np.int32).reshape(-1, 2)
    domain = [sum(1 << t for t in problem.domain(m)) for m in range(len(members))]
    after = [(q, m) for m, earlier in enumerate(problem.prec) for q in sorted(earlier)]
    return Instance(
        n_slots=problem.n_slots,
        n_people=problem.n_part,
        n_units=problem.n_part,
        members=members,
        worth=np.ones(len(members), np.int64),
        domain=np.array(domain, np.uint64),
        max_meetings=np.full(problem.n_part, problem.n_slots, np.int32),
        min_meetings=np.zeros(problem.n_part, np.int32),
        capacity=np.full((1, problem.n_slots), problem.n_tables, np.int32),
        kind=np.zeros(len(members), np.int32),
        must=np.ones(len(members), np.int8),
        after=np.array(after, np.int32).reshape(-1, 2),
        max_gap_spread=2,
    )


def planted(n: int, seed: int = 1, **options: Any) -> Instance:
    """`n` people with a hidden plan without any gap: every gap left is the solver's."""
    return agreed(generator("gen_planted").planted(n, seed=seed, **options)[0])


def columns(event: dict[str, Any]) -> Instance:
    """The instance of a generated `request` event: more wishes than fit."""
    a, b, n = event["a"], event["b"], event["n"]
    return Instance(
        n_slots=event["T"],
        n_people=n,
        n_units=n,
        members=np.stack([a, b], axis=1).astype(np.int32),
        worth=event["w"].astype(np.int64),
        domain=event["avail"][a] & event["avail"][b],
        max_meetings=event["cap"].astype(np.int32),
        min_meetings=np.zeros(n, np.int32),
        capacity=event["tables"].astype(np.int32).reshape(1, -1),
        kind=np.zeros(len(a), np.int32),
        must=np.zeros(len(a), np.int8),
        after=event["prec"].astype(np.int32).reshape(-1, 2),
        day_starts=1 << event["half"],  # the yardstick counts gaps within each half of the day
        zone=event["zone"].astype(np.int32),
    )


def request(family: str, n: int, seed: int = 1) -> Instance:
    """A `request` event of a family: market, open or tight."""
    return columns(generator("gen_request").generate(family, n, seed))
