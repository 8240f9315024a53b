"""What every test has: translations compiled, no network but this machine's own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _german_first(settings):
    settings.LANGUAGE_CODE = "de"
