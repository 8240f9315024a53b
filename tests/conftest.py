"""What every test has: translations compiled, no network but this machine's own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# how long an example takes depends on what else the machine does; timing is measured in bench/, not here. Some
# properties speak of networks in which something was suggested, and pass over the many small ones in which nothing was.
settings.register_profile(
    "aufwind", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
settings.load_profile("aufwind")


@pytest.fixture(autouse=True)
def _german_first(settings):
    settings.LANGUAGE_CODE = "de"
