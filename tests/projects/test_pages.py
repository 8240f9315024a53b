from __future__ import annotations

import pytest

from aufwind.actors.models import Actor
from aufwind.projects.models import Project

pytestmark = pytest.mark.django_db


def actor(name: str, audience: str) -> Actor:
    return Actor.objects.create(slug=name.lower(), name=name, kind="museum", audience=audience)


def test_project_page_names_only_partners_its_reader_may_know_of(client):
    project = Project.objects.create(slug="sache", title="SACHE", lead=actor("Hinterhaus", "agency"))
    project.partners.set([actor("Kunsthaus", "public"), actor("Seitenhaus", "members")])

    page = client.get("/en/projects/sache/").content.decode()

    assert "Kunsthaus" in page
    assert "Hinterhaus" not in page
    assert "Seitenhaus" not in page


def test_project_page_names_a_lead_everybody_may_know_of(client):
    Project.objects.create(slug="sache", title="SACHE", lead=actor("Kunsthaus", "public"))

    assert "Kunsthaus" in client.get("/en/projects/sache/").content.decode()
