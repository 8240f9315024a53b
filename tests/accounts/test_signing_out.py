"""What a desk kept for the time without network goes when its user signs out."""

from __future__ import annotations

from aufwind.accounts.models import User
from aufwind.core.policy import Role


def test_signing_out_empties_what_the_browser_kept(client, db, settings):
    settings.IS_DEMO = True
    user = User.objects.create(email="vogel@example.org", name="Herr Vogel", role=Role.ORGANISER)
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])

    stays = client.get("/de/events/")
    leaves = client.post("/de/account/logout/")

    assert "Clear-Site-Data" not in stays.headers
    assert leaves.headers["Clear-Site-Data"] == '"cache", "storage"'
