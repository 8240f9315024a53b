"""Whether the register changed, read from the audit log: nothing has to remember to tell anybody.

Whatever changes an actor, a listing, a tie, a consent or an answer leaves a line in the log; lines have an order that
nobody can change. Whoever writes rows past the actions has to say so himself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from aufwind.core.models import AuditEntry, AuditHead

if TYPE_CHECKING:
    from datetime import datetime

Mark = tuple[int, str]
"""Where the log ended: position and hash."""

TOUCHES = Q(subject_type__startswith="actors.") | Q(subject_type="matching.answer") | Q(event="vectors.computed")
"""What pools are made of, and that their texts got vectors."""


def log_mark() -> Mark:
    """Where the log ends now. One statement."""
    return AuditHead.objects.values_list("position", "hash").first() or (0, "")


def concerns(mark: Mark) -> bool:
    """Whether anything after `mark` touched what pools are made of, or the log is another one. Two statements."""
    position, known = mark
    if position and not AuditEntry.objects.filter(position=position, hash=known).exists():
        return True
    found: bool = AuditEntry.objects.filter(TOUCHES, position__gt=position).exists()
    return found


def register_changed(*, since: datetime) -> bool:
    """Whether entries, listings or ties changed after this moment. One statement, from the end of the log backwards."""
    newest = AuditEntry.objects.filter(subject_type__startswith="actors.").order_by("-position")
    moment: datetime | None = newest.values_list("at", flat=True).first()
    return moment is not None and moment > since
