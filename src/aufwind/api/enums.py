"""Fixed lists of this context."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """How far a token reaches, within what its owner may do."""

    READ = "read", _("reading only")
    WRITE = "write", _("reading and changing")
