"""Users and personal links."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from aufwind.core.policy import Role, Visitor


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A member of staff. Participants have no account, only a link."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=20, choices=[(role, role) for role in Role])
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name

    @property
    def visitor(self) -> Visitor:
        """The user as the policy sees her."""
        return Visitor(key=f"user:{self.pk}", roles=frozenset({Role(self.role)}), user_id=self.pk)


class PersonalLink(models.Model):
    """A participant's way in: holds no secret, only the nonce that makes an old signature worthless.

    The link itself is `signer.sign(pk:nonce)`; revoking sets a new nonce.
    """

    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    nonce = models.CharField(max_length=32)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "subject"], name="one_link_per_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"
