"""Outgoing mail that is neither lost nor doubled: queued in the transaction of its cause, sent by the worker.

    queue_mail(guest.email, subject, text, language="de", about=plan, key=f"plan:{plan.pk}:{guest.pk}")

None is lost. SMTP cannot rule out a second delivery when a worker is killed between the server's acceptance
and our note of it; that second one carries the same Message-ID, by which servers and readers recognise it.
"""

from aufwind.core.outbox.actions import queue_mail, resend_mail
from aufwind.core.outbox.sending import send_due_mails
from aufwind.core.outbox.text import as_placeholder

__all__ = ["as_placeholder", "queue_mail", "resend_mail", "send_due_mails"]
