import pytest

from aufwind.core.models import MailState, OutgoingMail
from aufwind.core.outbox import queue_mail, send_due_mails

pytestmark = pytest.mark.django_db


def test_a_queued_mail_is_sent_once_with_its_own_message_id(mailoutbox):
    first = queue_mail(
        "kunsthaus@example.org", "Hallo\r\nBcc: eve@example.org", "Text", language="de", key="a"
    )
    assert queue_mail("kunsthaus@example.org", "Hallo", "Text", language="de", key="a") == first

    assert send_due_mails() == 1
    assert send_due_mails() == 0

    [mail] = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (
        ["kunsthaus@example.org"],
        "Hallo Bcc: eve@example.org",
        "Text",
    )
    assert mail.extra_headers["Message-ID"] == first.message_id
    assert OutgoingMail.objects.get().state == MailState.SENT
