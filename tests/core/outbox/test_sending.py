import smtplib
from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.core.jobs.worker import Worker
from aufwind.core.models import MailState, OutgoingMail
from aufwind.core.outbox import queue_mail, resend_mail, send_due_mails
from aufwind.core.outbox.claims import claim_mail, pause_after
from aufwind.core.outbox.forgetting import forget_old_mails
from aufwind.core.outbox.queries import dead_mails, mail_counts
from aufwind.core.outbox.sending import Sender
from aufwind.core.policy import NotAllowed
from tests.cast import AGENCY, EVE, HERR_VOGEL

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=60)
BUSY = smtplib.SMTPResponseException(451, b"greylisted, come back")
UNKNOWN = smtplib.SMTPRecipientsRefused({"kunsthaus@example.org": (550, b"no such mailbox")})


@pytest.fixture(autouse=True)
def _monday(time_machine):
    time_machine.move_to("2027-01-11 10:00 +0000", tick=False)


def queued(key="a", to="kunsthaus@example.org"):
    return queue_mail(to, "Ihre Gespräche", "Guten Tag", language="de", key=key)


def test_a_mail_is_sent_once_and_says_what_it_is(mailoutbox, server):
    mail = queued()

    assert (send_due_mails(), send_due_mails()) == (1, 0)

    [sent] = mailoutbox
    assert (sent.to, sent.subject, sent.body) == (["kunsthaus@example.org"], "Ihre Gespräche", "Guten Tag")
    assert sent.extra_headers == {
        "Message-ID": mail.message_id,
        "Date": "Mon, 11 Jan 2027 10:00:00 +0000",
        "Content-Language": "de",
        "Auto-Submitted": "auto-generated",
    }
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.worker) == (MailState.SENT, timezone.now(), "")


def test_many_mails_share_connections(mailoutbox, server):
    for number in range(120):
        queued(key=str(number))

    send_due_mails()

    assert (len(mailoutbox), server.opened, server.closed) == (120, 3, 3)


def test_a_busy_server_is_asked_again_after_one_two_four_minutes(mailoutbox, server, time_machine):
    mail = queued()
    server.errors += [BUSY, ConnectionRefusedError("nobody there"), smtplib.SMTPServerDisconnected("gone")]

    for minutes in [1, 2, 4]:
        assert send_due_mails() == 1
        mail.refresh_from_db()
        assert mail.due_at - timezone.now() == timedelta(minutes=minutes)
        assert send_due_mails() == 0
        time_machine.shift(minutes * 60)
    send_due_mails()

    assert [sent.extra_headers["Message-ID"] for sent in mailoutbox] == [mail.message_id]


def test_pauses_grow_to_half_an_hour():
    assert [pause_after(attempts).seconds // 60 for attempts in (1, 2, 3, 4, 5, 6, 7, 10**6)] == [
        1, 2, 4, 8, 16, 30, 30, 30,
    ]  # fmt: skip


def test_after_two_days_in_vain_it_is_a_dead_letter(server, time_machine):
    queued()
    server.errors += [BUSY, BUSY]

    send_due_mails()
    time_machine.shift(2 * 24 * 3600 + 1)
    send_due_mails()

    [mail] = dead_mails()
    assert (mail.failure, mail.attempts) == ("451 greylisted, come back", 2)


def test_a_refused_recipient_is_a_dead_letter_at_once_and_can_be_sent_again(server, mailoutbox):
    queued()
    server.errors.append(UNKNOWN)
    send_due_mails()
    [mail] = dead_mails()
    assert mail.failure == "550 no such mailbox"

    assert resend_mail(mail, by=AGENCY).state == MailState.QUEUED
    send_due_mails()

    assert [sent.extra_headers["Message-ID"] for sent in mailoutbox] == [mail.message_id]
    assert not dead_mails()


def test_a_wrong_password_of_ours_is_no_fault_of_the_mail(server):
    mail = queued()
    server.errors.append(smtplib.SMTPAuthenticationError(535, b"bad credentials"))

    send_due_mails()

    mail.refresh_from_db()
    assert (mail.state, mail.failure) == (MailState.QUEUED, "535 bad credentials")


def test_a_sent_mail_is_not_sent_again_on_request(server, mailoutbox):
    mail = queued()
    send_due_mails()

    assert resend_mail(mail, by=AGENCY).state == MailState.SENT


@pytest.mark.parametrize("visitor", [EVE, HERR_VOGEL])
def test_only_the_agency_sends_again(visitor):
    with pytest.raises(NotAllowed):
        resend_mail(queued(), by=visitor)


def test_the_mail_of_a_dead_worker_is_sent_by_another_after_the_lease(server, mailoutbox, time_machine):
    mail = queued()
    claim_mail("dead", lease=LEASE)

    assert send_due_mails() == 0
    time_machine.shift(61)
    assert send_due_mails() == 1

    assert [sent.extra_headers["Message-ID"] for sent in mailoutbox] == [mail.message_id]


def test_a_heartbeat_keeps_a_slow_delivery_ours(time_machine):
    queued()
    claim = claim_mail("slow", lease=LEASE)
    worker = Worker()

    with worker.keeping(claim):
        for _beat in range(6):
            time_machine.shift(20)
            worker.renew_all()

            assert claim_mail("other", lease=LEASE) is None


def test_a_sleeper_does_not_overwrite_what_its_successor_noted(server, time_machine):
    mail = queued()
    sleeper = claim_mail("sleeper", lease=LEASE)
    time_machine.shift(61)
    send_due_mails()

    assert not sleeper.renew()
    sleeper.try_later("timed out")
    sleeper.give_up("no")

    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_idle_sending_costs_one_statement_and_no_lock(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not Sender().step(Worker())


@pytest.mark.parametrize(("state", "days"), [(MailState.SENT, 14), (MailState.DEAD, 60)])
def test_old_mails_forget_address_and_text_but_not_their_key(state, days, time_machine, server, mailoutbox):
    mail = queued()
    OutgoingMail.objects.update(state=state, failure="550 kunsthaus@example.org unknown")

    time_machine.shift(days * 24 * 3600)
    forget_old_mails()
    mail.refresh_from_db()
    assert mail.text == "Guten Tag"

    time_machine.shift(1)
    forget_old_mails()
    mail.refresh_from_db()
    assert (mail.to, mail.subject, mail.text, mail.failure) == ("", "", "", "")
    assert queued() == mail
    assert (send_due_mails(), resend_mail(mail, by=AGENCY).state) == (0, state)


def test_waiting_mails_are_never_forgotten(time_machine):
    mail = queued()

    time_machine.shift(365 * 24 * 3600)
    forget_old_mails()

    mail.refresh_from_db()
    assert mail.text == "Guten Tag"


def test_counts_name_every_state(server):
    queued("a")
    queued("b", to="weberei@example.org")
    send_due_mails()
    queued("c")

    assert mail_counts() == {"queued": 1, "sending": 0, "sent": 2, "dead": 0}


def test_what_cannot_be_written_is_a_dead_letter_and_stops_nobody(server, mailoutbox):
    queued("bad")
    OutgoingMail.objects.update(subject="smuggled past queue_mail\nBcc: eve@example.org")
    server.errors.append(ValueError("Header values may not contain linefeed or carriage return characters"))
    queued("good", to="weberei@example.org")

    assert send_due_mails() == 2

    assert [mail.to for mail in mailoutbox] == [["weberei@example.org"]]
    assert [mail.key for mail in dead_mails()] == ["bad"]
