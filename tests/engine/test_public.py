"""The library as others see it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aufwind import engine


def test_everything_public_is_listed_and_can_be_had():
    homes = {name: getattr(engine, name) for name in engine.__all__}

    assert all(homes.values())
    assert set(engine.__all__) == set(engine._HOME_OF)


def test_a_misspelt_name_is_told():
    with pytest.raises(AttributeError, match="plan_meeting"):
        _ = engine.plan_meeting


def test_a_value_does_not_load_the_planner():
    script = "import sys; from aufwind.engine import Text; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_engine_imports_no_framework():
    script = "import sys, aufwind.engine, aufwind.engine.files.event; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
