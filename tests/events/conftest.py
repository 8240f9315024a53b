from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aufwind.accounts.models import User
from aufwind.core.policy import Role
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import enter_event, replace_roster, start_plan, store_plan
from tests.cast import HERR_VOGEL, small_roster

if TYPE_CHECKING:
    from aufwind.events.models import Event, Plan


@pytest.fixture
def event(db) -> Event:
    entered = enter_event(
        "floeha",
        by=HERR_VOGEL,
        title_de="Treffen",
        title_en="Meeting",
        kind="matching event",
        starts="2027-02-11",
    )
    return replace_roster(entered, small_roster(), by=HERR_VOGEL)


@pytest.fixture
def plan(event) -> Plan:
    started = start_plan(event, by=HERR_VOGEL)
    result = plan_meetings(small_roster(), stop=after_rounds(20))
    return store_plan(started, result, {"value": 3.0, "gaps": 0, "meetings": 1, "musts_met": 1}, by=HERR_VOGEL)


@pytest.fixture
def vogel(client, db, settings):
    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
