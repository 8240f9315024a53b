"""What the register sends, through the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.actors.links import entry_address, listing_address, sign_up_address
from aufwind.core.outbox import as_placeholder, queue_mail

if TYPE_CHECKING:
    from aufwind.actors.models import Actor, Listing, SignUp


def queue_confirmation(sign_up: SignUp, *, key: str) -> None:
    """Queue the link that enters what somebody typed."""
    with override(sign_up.language):
        subject = _("Please confirm your entry in the register")
        text = _(
            "Somebody, probably you, filled in an entry for our register. Please look at it once more and confirm it "
            "within three days:\n\n{address}\n\nIf it was not you, do nothing; what was typed is deleted."
        ).format(address=sign_up_address(sign_up))
    queue_mail(sign_up.email, subject, text + "\n", language=sign_up.language, about=sign_up, key=key)


def queue_entry_link(actor: Actor, *, language: str, key: str) -> None:
    """Queue the link to somebody's own entry."""
    with override(language):
        subject = _("Your entry in the register")
        text = _(
            "Dear {name},\n\nyou have an entry in our register. Here you see and change what it says, who sees it, "
            "what you offer and need, and whom you might meet:\n\n{address}\n\n"
            "The link is yours alone; please do not pass it on."
        ).format(name=as_placeholder(actor.name), address=entry_address(actor, language=language))
    queue_mail(actor.email, subject, text + "\n", language=language, about=actor, key=key)


def queue_reminder(listing: Listing) -> None:
    """Queue the one question whether a listing still holds, in both languages."""
    subjects, texts = [], []
    for language, title in (("de", listing.title_de or listing.title_en), ("en", listing.title_en or listing.title_de)):
        with override(language):
            subjects.append(_("Does this still hold: {title}?").format(title=as_placeholder(title)))
            texts.append(
                _(
                    "Dear {name},\n\nyour entry «{title}» leaves our lists after {day}. If it still holds, one click "
                    "keeps it for another year:\n\n{address}\n\nIf it does not, do nothing."
                ).format(
                    name=as_placeholder(listing.actor.name),
                    title=as_placeholder(title),
                    day=listing.valid_until.strftime("%d.%m.%Y" if language == "de" else "%d %B %Y"),
                    address=listing_address(listing, language=language),
                )
            )
    text = "\n\n----\n\n".join(texts) + "\n"
    key = f"listing:{listing.pk}:{listing.valid_until.isoformat()}"
    queue_mail(listing.actor.email, " / ".join(subjects), text, language="de", about=listing, key=key)
