"""What people agree to, and take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aufwind.actors.enums import Audience
from aufwind.actors.index import refresh_index
from aufwind.actors.models import Actor, Consent, ConsentWording
from aufwind.core.audit import record
from aufwind.core.policy import require

if TYPE_CHECKING:
    from datetime import date

    from aufwind.core.policy import Visitor


@transaction.atomic
def publish_wording(version: str, *, text_de: str, text_en: str, by: Visitor) -> ConsentWording:
    """Ask people with these words from now on. The same version again changes nothing.

    Raises:
        NotAllowed: `by` may not change the register.
    """
    require(by, "actors.change")
    wording, is_new = ConsentWording.objects.get_or_create(
        version=version, defaults={"text_de": text_de, "text_en": text_en}
    )
    if is_new:
        record("consent-wording.published", wording, by=by, facts={"version": version})
    return wording


@transaction.atomic
def give_consent(
    actor: Actor,
    wording: ConsentWording,
    *,
    by: Visitor,
    given_on: date | None = None,
    audience: str = Audience.PUBLIC,
) -> Consent:
    """Record that a person agreed to be seen by `audience`; the same words once.

    Args:
        actor: Who agreed.
        wording: To which words.
        by: Who notes it: herself, or the agency with her paper.
        given_on: When; None: today.
        audience: Who may see the entry from now on.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
    """
    require(by, "actors.change-own", actor)
    live = actor.consents.filter(wording=wording, withdrawn_at=None).first()
    consent = live or Consent.objects.create(
        actor=actor, wording=wording, given_on=given_on or timezone.localdate(), recorded_by=by.key
    )
    if live is None:
        record("consent.given", consent, by=by, facts={"actor": actor.pk, "wording": wording.version})
    _show_to(actor, audience)
    return consent


@transaction.atomic
def withdraw_consent(actor: Actor, *, by: Visitor) -> Actor:
    """Take every consent of a person back: from this moment only the agency sees her. Twice is harmless.

    Raises:
        NotAllowed: `by` neither owns the entry nor runs the register.
    """
    require(by, "actors.change-own", actor)
    live = actor.consents.filter(withdrawn_at=None)
    if live.update(withdrawn_at=timezone.now(), withdrawn_by=by.key):
        record("consent.withdrawn", actor, by=by)
    _show_to(actor, Audience.AGENCY)
    return actor


def _show_to(actor: Actor, audience: str) -> None:
    if actor.is_person and actor.audience != audience:
        actor.audience = audience
        actor.save(update_fields=["audience"])
    refresh_index([actor.pk])
