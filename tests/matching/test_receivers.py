from __future__ import annotations

import pytest
from django.urls import reverse

from aufwind.actors.actions import enter_actor
from aufwind.actors.links import entry_path
from tests.cast import AGENCY


@pytest.mark.django_db
def test_ones_own_page_leads_to_the_suggestions_by_the_same_link(client):
    weberei = enter_actor("weberei", by=AGENCY, name="Weberei Flöha", kind="company")
    path = entry_path(weberei)
    token = path.rstrip("/").rpartition("/")[2]

    page = client.get(path).content.decode()

    inbox = reverse("matching:own", args=[token])
    assert f'href="{inbox}"' in page
    assert client.get(inbox).status_code == 200
