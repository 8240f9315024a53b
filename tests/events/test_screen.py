from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aufwind.core.policy import NotAllowed
from aufwind.events.actions import publish_plan
from aufwind.events.actions.screen import open_screen
from aufwind.events.models import Participation
from aufwind.events.queries.day import screen_of
from tests.cast import EVE, HERR_VOGEL


@pytest.fixture
def published(plan):
    return publish_plan(plan, by=HERR_VOGEL)


@pytest.fixture
def timed(event, published):
    """The first slot runs since five minutes, the second begins in fifteen."""
    begin = timezone.now().replace(microsecond=0) - timedelta(minutes=5)
    event.slots.filter(key="first").update(starts_at=begin, minutes=15)
    event.slots.filter(key="second").update(starts_at=begin + timedelta(minutes=20), minutes=15)
    return begin


def test_the_screen_says_who_sits_where_now_and_next(event, timed):
    screen = screen_of(event)

    assert [row.table for row in screen.tables] == ["T1"]
    names = {*screen.tables[0].now, *screen.tables[0].then}
    assert names == {"Kunsthaus Oschatz", "Weberei Flöha", "Frau Demir"}
    assert screen.is_running
    assert screen.changes_at == timed + timedelta(minutes=20)


def test_the_screen_leaves_out_who_objected(event, timed):
    Participation.objects.filter(key="demir").update(is_hidden=True)

    screen = screen_of(event)

    assert "Frau Demir" not in {*screen.tables[0].now, *screen.tables[0].then}


def test_the_last_slot_ends_and_then_nothing_is_left(event, timed):
    in_last = screen_of(event, at=timed + timedelta(minutes=21))
    after = screen_of(event, at=timed + timedelta(minutes=60))

    assert in_last.changes_at == timed + timedelta(minutes=35)
    assert after.tables == ()
    assert after.changes_at is None


def test_the_screen_opens_by_its_link_until_a_new_one_is_made(event, timed, client):
    token = open_screen(event, by=HERR_VOGEL)
    page = client.get(reverse("events:screen", args=[token]))

    assert page.status_code == 200
    assert "Kunsthaus Oschatz" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    open_screen(event, by=HERR_VOGEL)
    assert client.get(reverse("events:screen", args=[token])).status_code == 404
    assert client.get(reverse("events:screen", args=["nonsense"])).status_code == 404


def test_strangers_open_no_screen(event):
    with pytest.raises(NotAllowed):
        open_screen(event, by=EVE)
