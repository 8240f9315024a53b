"""What accounts send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail

if TYPE_CHECKING:
    from aufwind.accounts.enums import LinkOffer
    from aufwind.accounts.models import User


def queue_links(email: str, offers: list[LinkOffer], *, key: str) -> None:
    """Queue one mail with all links of `email`, in both languages."""
    german, english = _part("de", offers), _part("en", offers)
    with override("de"):
        subject_de = _("Your personal links")
    with override("en"):
        subject_en = _("Your personal links")
    queue_mail(email, f"{subject_de} / {subject_en}", f"{german}\n----\n\n{english}", language="de", key=key)


def _part(language: str, offers: list[LinkOffer]) -> str:
    with override(language):
        lines = [_("Somebody, probably you, asked for your personal links:"), ""]
        for offer in offers:
            title = offer.title_de if language == "de" else offer.title_en
            lines += [as_placeholder(title), offer.address, ""]
        lines += [
            _("The links are yours alone; please do not pass them on. If you did not ask, do nothing."),
            "",
        ]
        return "\n".join(lines)


def queue_password_address(user: User, *, language: str, key: str) -> None:
    """Queue the address of the form for a new password; it works once and for three days."""
    token = default_token_generator.make_token(user)
    with override(language):
        path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), token])
        subject = _("A new password for Aufwind")
        text = _(
            "Somebody, probably you, asked for a new password. Choose it here within three days:\n\n"
            "{address}\n\nIf you did not ask, do nothing; your password stays as it is."
        ).format(address=settings.SITE_ADDRESS + path)
    queue_mail(user.email, subject, text + "\n", language=language, about=user, key=key)
