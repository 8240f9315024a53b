import pytest
from django.urls import reverse
from django.utils import translation

from aufwind.core.audit import record, record_read
from aufwind.core.audit.queries import log_page
from aufwind.core.audit.rules import can_read_audit
from aufwind.core.models import AuditHead
from aufwind.core.policy import ANONYMOUS, SYSTEM, Role, Visitor
from aufwind.core.views.audit import audit

pytestmark = pytest.mark.django_db

PLAN, OTHER = AuditHead(pk=5), AuditHead(pk=55)


def entries(page):
    return [entry.position for entry in page.entries]


@pytest.fixture
def log():
    """Five entries: 1 and 4 about one thing, 2 about another, 3 and 5 about nothing."""
    record("plan.made", PLAN, by=SYSTEM)
    record("plan.made", OTHER, by=SYSTEM)
    record("user.logged-in", None, by=SYSTEM)
    record_read("plan.opened", PLAN, by=SYSTEM, facts={"guest": "<b>Flöha</b>"})
    record("user.logged-in", None, by=SYSTEM)


@pytest.mark.parametrize(
    ("roles", "allowed"),
    [
        ({Role.AUDITOR}, True),
        ({Role.AGENCY}, True),
        ({Role.ORGANISER}, False),
        ({Role.PARTICIPANT}, False),
        (set(), False),
    ],
)
def test_the_officer_and_the_agency_read_the_log(roles, allowed):
    assert can_read_audit(Visitor(roles=frozenset(roles)), None) is allowed
    assert not can_read_audit(ANONYMOUS, None)


def test_the_log_is_read_in_pages_from_the_newest(log, django_assert_num_queries):
    with django_assert_num_queries(1):
        first = log_page(size=2)
    second, third = log_page(size=2, before=first.next_before), log_page(size=2, before=2)

    assert (entries(first), first.next_before) == ([5, 4], 4)
    assert (entries(second), second.next_before) == ([3, 2], 2)
    assert (entries(third), third.next_before) == ([1], None)


def test_the_log_is_narrowed_to_one_thing(log):
    assert entries(log_page(subject=" core.audithead  5 ")) == [4, 1]
    assert entries(log_page(subject="core.audithead")) == [4, 2, 1]
    assert entries(log_page(subject="core.kite")) == []


def page(rf, query=""):
    request = rf.get(reverse("core:audit") + query)
    request.visitor = Visitor(key="user:3", roles=frozenset({Role.AUDITOR}), user_id=3)
    with translation.override("en"):
        return audit(request).content.decode()


def test_the_page_shows_what_was_done_and_read(rf, log):
    html = page(rf, "?about=core.audithead+5")

    assert "plan.opened" in html
    assert "guest: &lt;b&gt;Flöha&lt;/b&gt;" in html
    assert "user.logged-in" not in html
    assert "Earlier entries" not in html


def test_the_page_leads_to_earlier_entries(rf, log):
    for _ in range(50):
        record("more", None, by=SYSTEM)

    html = page(rf)

    assert "?about=&amp;before=6" in html
    assert "plan.opened" in page(rf, "?about=&before=6")


def test_the_page_says_when_nothing_fits(rf, log):
    assert "Nothing is logged here" in page(rf, "?about=kite&before=x")
