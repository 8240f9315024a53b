"""Dead letters as the agency sees them."""

import pytest

from aufwind.accounts.actions import create_staff
from aufwind.core.models import AuditEntry, MailState, OutgoingMail
from aufwind.core.outbox import queue_mail
from aufwind.core.policy import SYSTEM, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password_is_enough(settings):
    settings.IS_DEMO = True


@pytest.fixture
def agency(client):
    client.force_login(create_staff("agency@example.org", name="A", role=Role.AGENCY, by=SYSTEM))
    return client


def dead(number):
    mail = queue_mail(f"g{number}@example.org", f"Mail {number}", "Text", language="de", key=str(number))
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.DEAD, failure="550 <b>unknown</b>")
    return mail


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(agency, count, django_assert_num_queries):
    for number in range(count):
        dead(number)

    with django_assert_num_queries(4):  # session, user, dead letters, counts
        page = agency.get("/en/mails/").content.decode()

    assert page.count("Send again to g") == count
    assert "550 &lt;b&gt;unknown&lt;/b&gt;" in page


def test_nothing_dead_is_said_in_words(agency):
    assert "All mail has been delivered or is on its way." in agency.get("/en/mails/").content.decode()


def test_the_button_sends_again_and_is_logged(agency):
    mail = dead(1)

    assert agency.post(f"/en/mails/{mail.pk}/resend/").url == "/en/mails/"

    mail.refresh_from_db()
    assert (mail.state, mail.failure) == (MailState.QUEUED, "")
    assert AuditEntry.objects.filter(event="mail.resent").count() == 1


def test_organisers_and_strangers_see_no_mail(client):
    mail = dead(1)
    assert client.get("/en/mails/").status_code == 302
    client.force_login(create_staff("vogel@example.org", name="V", role=Role.ORGANISER, by=SYSTEM))

    assert client.get("/en/mails/").status_code == 403
    assert client.post(f"/en/mails/{mail.pk}/resend/").status_code == 403
