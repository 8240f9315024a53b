"""`aufwind reindex` builds what searches read."""

from __future__ import annotations

import pytest

from aufwind.actors.models import Actor
from aufwind.actors.search import Asked, search
from aufwind.cli import main
from aufwind.core.policy import ANONYMOUS

pytestmark = pytest.mark.django_db


def test_reindex_makes_entries_found_that_came_past_the_actions(capsys):
    Actor.objects.create(slug="weberei", name="Weberei Flöha", kind="company")

    assert main(["reindex", "--lang", "en"]) == 0

    assert capsys.readouterr().out == "1 entries in the search index.\n"
    assert [hit.entry.name for hit in search(ANONYMOUS, Asked("floha")).hits] == ["Weberei Flöha"]
