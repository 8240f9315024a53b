import pytest

from aufwind.accounts.enums import LinkOffer
from aufwind.accounts.signals import links_wanted
from aufwind.core.jobs import run_until_idle
from aufwind.core.models import OutgoingMail

pytestmark = pytest.mark.django_db

PATH = "/de/my/links/"


@pytest.fixture(autouse=True)
def _kunsthaus_has_a_link():
    """Stands in for the contexts above: Kunsthaus Oschatz takes part in something."""

    def offer(sender, email, **_more):
        known = [LinkOffer("Ihre Gespräche", "Your meetings", "http://localhost/de/my/1.a.b/")]
        return known if email == "kunsthaus@example.org" else []

    links_wanted.connect(offer)
    yield
    links_wanted.disconnect(offer)


def test_the_answer_and_the_work_are_the_same_for_every_address(client):
    answers = [client.post(PATH, {"email": email}) for email in ("kunsthaus@example.org", "eve@example.org")]

    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/de/my/links/asked/")] * 2
    assert client.get("/de/my/links/asked/").status_code == 200


def test_the_same_number_of_statements_for_every_address(client, django_assert_num_queries):
    for email in ("kunsthaus@example.org", "eve@example.org"):
        with django_assert_num_queries(1):
            client.post(PATH, {"email": email})


def test_only_who_has_links_gets_a_mail_in_both_languages(client):
    client.post(PATH, {"email": " Kunsthaus@Example.org"})
    client.post(PATH, {"email": "eve@example.org"})
    run_until_idle()

    [mail] = OutgoingMail.objects.all()
    assert mail.to == "kunsthaus@example.org"
    assert mail.text.count("http://localhost/de/my/1.a.b/") == 2
    assert "Ihre Gespräche" in mail.text
    assert "Your meetings" in mail.text


@pytest.mark.parametrize("email", ["", "nobody", "a@b, c@d", "a@example.org\nBcc: eve@example.org"])
def test_what_is_no_address_is_asked_for_again(client, email):
    assert client.post(PATH, {"email": email}).status_code == 422


def test_one_mailbox_gets_five_mails_an_hour_whatever_the_headers_say(client):
    codes = [
        client.post(PATH, {"email": "kunsthaus@example.org"}, headers={"x-forwarded-for": f"198.51.100.{number}"})
        for number in range(6)
    ]

    assert [response.status_code for response in codes] == [302] * 5 + [429]
    assert codes[-1].headers["Retry-After"] == "3600"


def test_one_connection_asks_thirty_times_a_minute(client):
    codes = [
        client.post(PATH, {"email": f"g-{number}@example.org"}, headers={"x-forwarded-for": f"198.51.100.{number}"})
        for number in range(31)
    ]

    assert [response.status_code for response in codes] == [302] * 30 + [429]
