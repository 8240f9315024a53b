"""People enter themselves: a form, a mail, one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from aufwind.actors.actions.consents import give_consent
from aufwind.actors.actions.entries import enter_actor, free_slug
from aufwind.actors.actions.listings import enter_listing
from aufwind.actors.enums import Audience, Sort
from aufwind.actors.mails import queue_confirmation, queue_entry_link
from aufwind.actors.models import Actor, ConsentWording, Place, SignUp
from aufwind.actors.models.consent import CONFIRM_WITHIN
from aufwind.core.audit import record
from aufwind.core.policy import SYSTEM, require

if TYPE_CHECKING:
    from aufwind.core.policy import Visitor


def ask_to_sign_up(email: str, answers: dict[str, Any], wording: ConsentWording, *, language: str) -> SignUp:
    """Keep what somebody typed until she confirms her address, and have a mail sent.

    Says nothing and takes the same time whether the address is known: the worker looks. A known address gets the link
    to its own entry instead.
    """
    with transaction.atomic():
        sign_up = SignUp.objects.create(
            email=email.strip().lower(), answers=answers, wording=wording, language=language
        )
        answer_sign_up.enqueue(sign_up.pk, str(uuid4()))
    return sign_up


@task(queue_name="mail")
def answer_sign_up(sign_up_id: int, key: str) -> None:
    """Send the link that confirms, or to a known address the link to the entry it has."""
    sign_up = SignUp.objects.filter(pk=sign_up_id).first()
    if sign_up is None:
        return
    known = Actor.objects.living().filter(email__iexact=sign_up.email).first()
    if known:
        queue_entry_link(known, language=sign_up.language, key=f"sign-up:{key}")
    else:
        queue_confirmation(sign_up, key=f"sign-up:{key}")


@transaction.atomic
def confirm_sign_up(sign_up: SignUp) -> Actor:
    """Enter what was typed, now that the address has proved right, and send its link. Twice gives the same entry.

    The consent is recorded with the entry. A person is seen by others because of it; an organisation is no person's
    data and is shown to whom its contact chose.

    Raises:
        SignUp.DoesNotExist: It is too old; she has to sign up again.
    """
    sign_up = SignUp.objects.select_for_update().get(pk=sign_up.pk, created_at__gt=timezone.now() - CONFIRM_WITHIN)
    if sign_up.actor:
        return sign_up.actor
    answers, by = sign_up.answers, SYSTEM
    place = Place.objects.filter(pk=answers.get("place")).first()
    facts = {name: answers[name] for name in _TAKEN_OVER if name in answers}
    audience = answers.get("audience", Audience.MEMBERS)
    first_seen_by = Audience.AGENCY if answers.get("sort") == Sort.PERSON else audience
    actor = enter_actor(free_slug(answers["name"]), by=by, email=sign_up.email, place=place, **facts,
                        audience=first_seen_by)  # fmt: skip
    give_consent(actor, sign_up.wording, by=by, audience=audience)
    for listing in answers.get("listings", []):
        enter_listing(actor, by=by, **listing)
    sign_up.actor, sign_up.confirmed_at, sign_up.answers = actor, timezone.now(), {}
    sign_up.save()
    queue_entry_link(actor, language=sign_up.language, key=f"welcome:{sign_up.pk}")
    record("sign-up.confirmed", sign_up, by=by, facts={"actor": actor.pk})
    return actor


_TAKEN_OVER = ("sort", "name", "given_name", "family_name", "kind", "languages", "summary_de", "summary_en", "website")


def forget_unconfirmed() -> int:
    """Delete what nobody confirmed in time; the number of rows."""
    old = SignUp.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - CONFIRM_WITHIN)
    return old.delete()[0]


@transaction.atomic
def send_own_link(actor: Actor, *, by: Visitor, language: str = "de") -> None:
    """Send an entry's personal link to its address, on the agency's click.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change", actor)
    queue_entry_link(actor, language=language, key=f"own-link:{uuid4()}")
    record("own-link.sent", actor, by=by)
