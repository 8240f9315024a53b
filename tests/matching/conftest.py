"""A small register whose partners are plain to see; texts in two languages."""

from __future__ import annotations

import pytest

from aufwind.actors.models import Actor, Place
from aufwind.core.policy import Role
from aufwind.matching.pools import forget_pools
from tests.matching.makers import enter, need, offer


@pytest.fixture(autouse=True)
def _pools_of_this_test():
    """Pools outlive the transaction a test is undone with."""
    forget_pools()


@pytest.fixture
def saxony(db) -> Place:
    return Place.objects.create(slug="sachsen", name_de="Sachsen", name_en="Saxony", level="state", ags="14")


@pytest.fixture
def leipzig(saxony) -> Place:
    return Place.objects.create(
        slug="leipzig", name_de="Leipzig", name_en="Leipzig", level="district", ags="14713", parent=saxony
    )


@pytest.fixture
def kunsthaus(leipzig) -> Actor:
    return enter("kunsthaus", "Kunsthaus Oschatz", kind="museum", place=leipzig)


@pytest.fixture
def weberei(leipzig) -> Actor:
    return enter("weberei", "Weberei Flöha", place=leipzig)


@pytest.fixture
def register(kunsthaus, weberei):
    """The museum needs looms, the mill has some; the mill needs a room, the museum has one. And a bakery."""
    bakery = enter("baeckerei", "Bäckerei Wurzen")
    need(kunsthaus, "Webstühle für eine Ausstellung gesucht")
    offer(kunsthaus, "Ausstellungsraum mit Licht")
    need(weberei, "Raum für eine Ausstellung gesucht")
    offer(weberei, "Webstühle zu verleihen")
    offer(bakery, "Brot und Brötchen für Feste")
    return [kunsthaus, weberei, bakery]


@pytest.fixture
def as_staff(client, settings):
    """A client in whose name an organiser is logged in."""
    from aufwind.accounts.models import User

    settings.IS_DEMO = True  # a second factor is tested in tests/accounts
    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
