"""Menus: in order, only what the visitor may open, one entry current."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from aufwind.core import navigation, policy
from aufwind.core.navigation import Entry, Link, Place, links, register
from aufwind.core.policy import ANONYMOUS, SYSTEM


@pytest.fixture(autouse=True)
def _menu_of_its_own(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setitem(policy._rules, "guide.see", lambda visitor, _thing: visitor == SYSTEM)


def test_entries_stand_in_their_order_and_twice_registered_is_once():
    late, early = Entry("Style", "core:styleguide", order=90), Entry("Door", "choose-language", order=10)

    for entry in (late, early, late):
        register(entry)

    with override("en"):
        assert links(ANONYMOUS, Place.HEADER, "/x/") == [
            Link("Door", "/", True),
            Link("Style", "/en/styleguide/", False),
        ]


def test_visitor_sees_only_what_she_may_open():
    register(Entry("Style", "core:styleguide", permission="guide.see"))

    assert links(ANONYMOUS, Place.HEADER, "/x/") == []
    assert [link.label for link in links(SYSTEM, Place.HEADER, "/x/")] == ["Style"]


def test_entry_of_a_page_that_is_not_there_is_left_out():
    register(Entry("Soon", "core:not-yet"))
    register(Entry("Source", "https://example.org/source", place=Place.FOOTER))

    assert links(ANONYMOUS, Place.HEADER, "/x/") == []
    assert links(ANONYMOUS, Place.FOOTER, "/x/") == [Link("Source", "https://example.org/source", False)]


def test_nearest_entry_is_current():
    register(Entry("Door", "choose-language"))
    register(Entry("Style", "core:styleguide"))

    with override("de"):
        shown = links(ANONYMOUS, Place.HEADER, "/de/styleguide/colours/")

    assert [link.label for link in shown if link.is_current] == ["Style"]


def test_account_menu_holds_what_the_member_of_staff_may_open(rf):
    from django.contrib.auth.models import AnonymousUser

    from aufwind.core.context import Site

    register(Entry("Style", "core:styleguide", permission="guide.see", place=Place.ACCOUNT))
    request = rf.get("/en/x/")
    request.visitor, request.user = SYSTEM, AnonymousUser()

    with override("en"):
        assert Site(request).account == [Link("Style", "/en/styleguide/", False)]
    assert Site(request).account_name == ""
    assert Site(request).address == "http://testserver/en/x/"
