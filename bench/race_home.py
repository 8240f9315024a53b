"""A home and a database of their own for benches that start real servers."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


def in_a_home_of_its_own(run: Callable[[], int]) -> int:
    """What `run` says, with Django set up on a fresh database that goes with the home."""
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    os.environ["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    with tempfile.TemporaryDirectory(prefix="aufwind-race-") as home:
        os.environ["AUFWIND_HOME"] = home
        from bench.kill import set_up

        set_up()
        return run()
