"""The library as others see it."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

from aufwind import engine


def test_everything_public_is_listed_and_nothing_else():
    names = {
        name for name, value in vars(engine).items() if not name.startswith("_") and not isinstance(value, ModuleType)
    }

    assert names - {"annotations"} == set(engine.__all__)


def test_the_engine_imports_no_framework():
    script = "import sys, aufwind.engine, aufwind.engine.files.event; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
