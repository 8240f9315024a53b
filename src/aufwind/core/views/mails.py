"""Outgoing mail as the agency sees it: what waits, and what could not be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render

from aufwind.core.models import OutgoingMail
from aufwind.core.outbox import resend_mail
from aufwind.core.outbox.queries import dead_mails, mail_counts
from aufwind.core.policy import access, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@access("mail.manage")
def mails(request: HttpRequest) -> HttpResponse:
    """List the dead letters, with the server's answer to each."""
    return render(request, "core/mails.html", {"mails": dead_mails(), "counts": mail_counts()})


@access("mail.manage", methods=["POST"])
def resend(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Try a dead letter again."""
    resend_mail(get_object_or_404(OutgoingMail, pk=mail_id), by=visitor_of(request))
    return redirect("core:mails")
