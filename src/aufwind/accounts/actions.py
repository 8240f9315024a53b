"""What changes accounts and links."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from aufwind.accounts import rules  # noqa: F401 -- declares the permission asked for below
from aufwind.accounts.links import fresh_nonce
from aufwind.accounts.mails import queue_links, queue_password_address
from aufwind.accounts.models import PersonalLink, User
from aufwind.accounts.signals import links_wanted
from aufwind.core.audit import record
from aufwind.core.policy import Role, require

if TYPE_CHECKING:
    from aufwind.accounts.enums import LinkOffer
    from aufwind.core.policy import Visitor


@transaction.atomic
def create_staff(email: str, *, name: str, role: Role, by: Visitor, password: str | None = None) -> User:
    """Make an account for a member of staff.

    Args:
        email: Her login; kept in lower case.
        name: As colleagues know her.
        role: What she may do.
        by: Who makes it.
        password: Her first password; None: she sets one by «forgot password».

    Returns:
        The account, active.

    Raises:
        NotAllowed: `by` does not run the installation.
        ValidationError: The address is none or taken, the name is empty, or the password is too weak.
    """
    require(by, "accounts.manage")
    user = User(email=email.strip().lower(), name=name, role=role)
    user.set_unusable_password()
    if password is not None:
        validate_password(password, user)
        user.set_password(password)
    user.full_clean()
    user.save()
    record("user.created", user, by=by, facts={"role": str(role)})
    return user


@transaction.atomic
def deactivate_staff(user: User, *, by: Visitor) -> User:
    """Lock an account out at once, whatever sessions are open. Twice is harmless.

    Raises:
        NotAllowed: `by` does not run the installation.
    """
    require(by, "accounts.manage", user)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        record("user.deactivated", user, by=by)
    user.refresh_from_db()
    return user


@transaction.atomic
def revoke_link(link: PersonalLink, *, by: Visitor) -> PersonalLink:
    """Make a personal link open nothing, wherever it was sent. Twice is harmless.

    Raises:
        NotAllowed: `by` may not run events.
    """
    require(by, "links.revoke", link)
    live = PersonalLink.objects.filter(pk=link.pk, revoked_at=None)
    if live.update(revoked_at=timezone.now(), nonce=fresh_nonce()):
        record("link.revoked", link, by=by)
    link.refresh_from_db()
    return link


@transaction.atomic
def renew_link(link: PersonalLink, *, by: Visitor) -> PersonalLink:
    """Give a link a new address; the old one opens nothing any more.

    Raises:
        NotAllowed: `by` may not run events.
    """
    require(by, "links.revoke", link)
    PersonalLink.objects.filter(pk=link.pk).update(revoked_at=None, nonce=fresh_nonce())
    record("link.renewed", link, by=by)
    link.refresh_from_db()
    return link


def ask_for_links(email: str) -> None:
    """Have all personal links of `email` sent to it, if it has any.

    Says nothing and takes the same time whether the address is known or not: who has links is looked up
    by the worker.
    """
    send_links.enqueue(email.strip().lower(), str(uuid4()))


@task(queue_name="mail")
def send_links(email: str, key: str) -> None:
    """Ask the contexts above what `email` has links to, and queue one mail with them."""
    answers = cast("list[tuple[object, list[LinkOffer]]]", links_wanted.send(sender=None, email=email))
    offers = [offer for _receiver, found in answers for offer in found]
    if offers:
        queue_links(email, offers, key=f"links:{key}")


def ask_for_password(email: str, *, language: str) -> None:
    """Have the address for a new password sent to `email`, if it is an account's.

    Says nothing and takes the same time whether it is: the worker looks.
    """
    send_password_address.enqueue(email.strip().lower(), language, str(uuid4()))


@task(queue_name="mail")
def send_password_address(email: str, language: str, key: str) -> None:
    """Queue a mail with the address of the form for a new password, for the active account of `email`."""
    for user in User.objects.filter(email__iexact=email, is_active=True):
        queue_password_address(user, language=language, key=f"password:{key}")
