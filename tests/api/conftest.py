from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aufwind.accounts.models import User
from aufwind.api.actions import make_token
from aufwind.core.policy import Role
from aufwind.events.actions import enter_event, replace_roster
from tests.cast import HERR_VOGEL, small_roster

if TYPE_CHECKING:
    from aufwind.events.models import Event


@pytest.fixture
def organiser(db) -> User:
    return User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)


@pytest.fixture
def event(organiser) -> Event:
    facts = {"title_de": "Treffen", "title_en": "Meeting", "kind": "matching event", "starts": "2027-02-11"}
    return replace_roster(enter_event("floeha", by=HERR_VOGEL, **facts), small_roster(), by=HERR_VOGEL)


@pytest.fixture
def asking(client, organiser):
    """A client that shows a token of the organiser's: `asking("write").get(…)`."""

    def of(scope: str = "read", user: User = organiser):
        _token, text = make_token("a script", by=user.visitor, scope=scope)
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {text}"
        return client

    return of
