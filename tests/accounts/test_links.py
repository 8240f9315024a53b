import string
from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.actions import renew_link, revoke_link
from aufwind.accounts.links import link_from, personal_link, personal_links, token_of
from aufwind.accounts.models import PersonalLink
from aufwind.core.models import AuditEntry
from aufwind.core.policy import NotAllowed
from tests.cast import AGENCY, EVE, HERR_VOGEL

pytestmark = pytest.mark.django_db


def link():
    return PersonalLink.objects.get()


def test_a_link_opens_what_it_was_made_for():
    token = personal_link("participation", "12")

    found = link_from(token)

    assert (found.purpose, found.subject) == ("participation", "12")
    assert set(token) <= set(string.ascii_letters + string.digits + "-_.")


def test_the_same_person_keeps_the_same_address():
    assert personal_link("participation", "12") == personal_link("participation", "12")
    assert personal_link("participation", "12") != personal_link("participation", "13")


def test_many_links_cost_few_statements(django_assert_num_queries):
    old = personal_link("participation", "1")
    subjects = [str(number) for number in range(1, 60)]

    with django_assert_num_queries(3):
        tokens = personal_links("participation", subjects)
    with django_assert_num_queries(1):
        assert personal_links("participation", subjects) == tokens

    assert (tokens["1"], len(set(tokens.values()))) == (old, 59)
    assert link_from(tokens["59"]).subject == "59"


def test_not_one_character_of_a_link_can_change():
    token = personal_link("participation", "12")

    for place, letter in enumerate(token):
        other = "A" if letter != "A" else "B"
        assert link_from(token[:place] + other + token[place + 1 :]) is None


@pytest.mark.parametrize(
    "token", ["", ".", "..", "1", "1.2.3", "x" * 4000, "1.\0.x", "ü.ü.ü", "-1.a.b", "1.a.b.c.d", "%00"]
)
def test_nonsense_opens_nothing_and_asks_the_database_nothing(token, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert link_from(token) is None


def test_a_link_of_another_installation_opens_nothing(settings):
    token = personal_link("participation", "12")

    settings.SECRET_KEY = "another"

    assert link_from(token) is None


def test_a_link_ends_when_it_expires(time_machine):
    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)
    token = personal_link("participation", "12", expires=timezone.now() + timedelta(days=1))

    time_machine.shift(timedelta(days=1) - timedelta(seconds=1))
    assert link_from(token) is not None
    time_machine.shift(1)
    assert link_from(token) is None

    assert personal_link("participation", "12", expires=timezone.now() + timedelta(days=1)) == token
    assert link_from(token) is not None


def test_a_revoked_link_opens_nothing_until_renewed_and_then_only_the_new_one():
    token = personal_link("participation", "12")

    revoke_link(link(), by=HERR_VOGEL)
    revoke_link(link(), by=HERR_VOGEL)
    assert (link_from(token), link_from(personal_link("participation", "12"))) == (None, None)

    renewed = token_of(renew_link(link(), by=AGENCY))
    assert (link_from(token), link_from(renewed)) == (None, link())
    events = AuditEntry.objects.filter(event__startswith="link.").order_by("pk")
    assert list(events.values_list("event", flat=True)) == ["link.revoked", "link.renewed"]


@pytest.mark.parametrize("action", [revoke_link, renew_link])
def test_eve_cannot_touch_links(action):
    personal_link("participation", "12")

    with pytest.raises(NotAllowed):
        action(link(), by=EVE)


def test_a_deleted_link_opens_nothing():
    token = personal_link("participation", "12")
    PersonalLink.objects.all().delete()

    assert link_from(token) is None
