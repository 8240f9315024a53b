"""Personal links: how participants come in without an account.

A token is `ROW.NONCE.SIGNATURE`. The signature (HMAC-SHA-256 under the installation's key) keeps strangers
from guessing at the database at all; the nonce, kept in the row, makes old links worthless when it changes.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from aufwind.accounts.models import PersonalLink

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

NONCE_BYTES = 16


def personal_link(purpose: str, subject: str, *, expires: datetime | None = None) -> str:
    """Give the token of the link of `subject`; made at the first call, the same ever after.

    Args:
        purpose: What it opens: «participation».
        subject: Primary key of whom it opens it for.
        expires: Until when; given, it replaces what stood before, None leaves it (at first: for ever).

    Returns:
        The token for the path, 70 to 80 characters of A-Z, a-z, 0-9, «-», «_» and «.». A revoked link's token
        opens nothing until `renew_link`.
    """
    link, is_new = PersonalLink.objects.get_or_create(
        purpose=purpose, subject=subject, defaults={"nonce": fresh_nonce(), "expires_at": expires}
    )
    if expires is not None and not is_new and link.expires_at != expires:
        link.expires_at = expires
        link.save(update_fields=["expires_at"])
    return token_of(link)


def personal_links(purpose: str, subjects: Iterable[str]) -> dict[str, str]:
    """Give the tokens of many subjects, by subject, with two or three statements in all."""
    wanted = list(dict.fromkeys(subjects))
    links = _links(purpose, wanted)
    missing = [subject for subject in wanted if subject not in links]
    if missing:
        fresh = [PersonalLink(purpose=purpose, subject=subject, nonce=fresh_nonce()) for subject in missing]
        PersonalLink.objects.bulk_create(fresh, ignore_conflicts=True)
        links |= _links(purpose, missing)
    return {subject: token_of(links[subject]) for subject in wanted}


def _links(purpose: str, subjects: list[str]) -> dict[str, PersonalLink]:
    return {link.subject: link for link in PersonalLink.objects.filter(purpose=purpose, subject__in=subjects)}


def link_from(token: str) -> PersonalLink | None:
    """Give the link a token belongs to; None where it opens nothing: forged, cut off, expired or revoked.

    A forged token costs no statement, a signed one costs one.
    """
    try:
        row, nonce = _signer().unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    link = PersonalLink.objects.filter(pk=int(row)).first()
    if link is None or not constant_time_compare(link.nonce, nonce):
        return None
    return link if is_valid(link) else None


def valid_link(key: int) -> PersonalLink | None:
    """Give the link with this primary key while it opens anything; None when it does not any more."""
    link = PersonalLink.objects.filter(pk=key).first()
    return link if link and is_valid(link) else None


def is_valid(link: PersonalLink) -> bool:
    """Whether the link still opens anything."""
    is_over = link.expires_at is not None and link.expires_at <= timezone.now()
    return link.revoked_at is None and not is_over


def token_of(link: PersonalLink) -> str:
    """Give the token that opens `link` as it stands now."""
    return _signer().sign(f"{link.pk}.{link.nonce}")


def fresh_nonce() -> str:
    """Give 128 random bits."""
    return secrets.token_urlsafe(NONCE_BYTES)


def _signer() -> Signer:
    return Signer(salt="aufwind.accounts.personal-link", sep=".")
