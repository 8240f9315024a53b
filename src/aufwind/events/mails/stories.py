"""The question to both partners whether a story may be told in exactly these words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from aufwind.core.outbox import as_placeholder, queue_mail
from aufwind.core.outbox.actions import NotAnAddress
from aufwind.events.links import guest_address

if TYPE_CHECKING:
    from aufwind.events.models import Participation, Story


def queue_story_question(story: Story, guest: Participation) -> None:
    """Queue the question to one partner; the caller sees to it that a text is asked about once."""
    if not guest.email:
        return
    language = guest.language if guest.language in {"de", "en"} else "de"
    with override(language), suppress(NotAnAddress):
        event = as_placeholder(str(story.collaboration.event))
        text = _(
            "Dear {name},\n\nwe should like to tell the public what came of your meeting at «{event}». Please read "
            "exactly the text we wrote and say whether we may publish it:\n{address}\n\nWithout your yes nothing "
            "is published, and you can take it back at any time on the same page."
        )
        address = f"{guest_address(guest)}stories/{story.slug}/".replace("/de/", f"/{language}/", 1)
        queue_mail(
            guest.email,
            _("May we tell your story? {event}").format(event=event),
            text.format(name=as_placeholder(guest.name), event=event, address=address) + "\n",
            language=language,
            about=story,
            key=f"story:{story.pk}:{timezone.now().isoformat()}:{guest.pk}",
        )
