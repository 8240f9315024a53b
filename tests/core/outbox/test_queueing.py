import pytest
from django.db import transaction

from aufwind.core.models import OutgoingMail, PeriodicRun
from aufwind.core.outbox import as_placeholder, queue_mail, send_due_mails
from aufwind.core.outbox.actions import NotAnAddress
from aufwind.core.outbox.text import one_line

pytestmark = pytest.mark.django_db


def test_the_same_key_makes_one_mail():
    first = queue_mail("kunsthaus@example.org", "Eins", "1", language="de", key="plan:7:guest:1")

    again = queue_mail("weberei@example.org", "Zwei", "2", language="de", key="plan:7:guest:1")

    assert (first, again.subject, OutgoingMail.objects.count()) == (again, "Eins", 1)


def test_without_a_commit_there_is_no_mail():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 -- the rollback is what is tested
        queue_mail("kunsthaus@example.org", "Eins", "1", language="de", key="a")
        raise RuntimeError

    assert not OutgoingMail.objects.exists()


def test_a_mail_knows_what_it_is_about_and_has_the_senders_domain(settings):
    settings.DEFAULT_FROM_EMAIL = "Aufwind <post@leipzig.example>"
    thing = PeriodicRun.objects.create(name="thing")

    mail = queue_mail("kunsthaus@example.org", "Eins", "1", language="de", about=thing, key="a")

    assert (mail.about_type, mail.about_id) == ("core.periodicrun", "thing")
    assert mail.message_id.endswith("@leipzig.example>")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "kunsthaus",
        "a@example.org, b@example.org",
        "a@example.org\nBcc: eve@example.org",
        "a@example.org\r\n\r\nText",
        "Eve <eve@example.org>",
        "a@example.org\0",
    ],
)
def test_only_one_plain_address_is_accepted(address):
    with pytest.raises(NotAnAddress):
        queue_mail(address, "Eins", "1", language="de", key="a")


@pytest.mark.parametrize(
    "text",
    [
        "Hallo\r\nBcc: eve@example.org",
        "Hallo\nX: y",
        "a\u2028b",
        "a\u0085b",
        "a\x0bb",
        "a\rb",
        "\0",
        "a\u202eb",
    ],
)
def test_no_subject_can_become_a_header(text, mailoutbox):
    queue_mail("kunsthaus@example.org", text, text, language="de", key="a")

    assert send_due_mails() == 1

    raw = mailoutbox[0].message().as_bytes()
    headers = raw.partition(b"\n\n")[0].split(b"\n")
    assert not [line for line in headers if line.startswith((b"Bcc", b"X:"))]
    assert mailoutbox[0].recipients() == ["kunsthaus@example.org"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Frau\n Demir ", "Frau Demir"),
        ("links\u202erechts", "links rechts"),
        ("x" * 300, "x" * 199 + "…"),
        ("Weberei Flöha «Süd»", "Weberei Flöha «Süd»"),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/login",
        "HTTP://evil.example",
        "www.evil.example",
        "evil.example",
        "Win at evil-shop.com now",
        "mailto:eve@evil.example",
        "eve@evil.example",
        "[click](https://evil.example)",
    ],
)
def test_a_strangers_words_are_no_link_in_our_mail(text):
    shown = as_placeholder(text)

    assert "://" not in shown
    assert "evil.example" not in shown
    assert "shop.com" not in shown
    assert "e@" not in shown
    assert shown.replace("\u2060", "") == text


@pytest.mark.parametrize("name", ["Dr. M. A. Müller", "Kunsthaus e.V.", "St. Georg 3.14", "{{7*7}}", "a.b"])
def test_ordinary_names_stay_as_they_are(name):
    assert as_placeholder(name) == name
