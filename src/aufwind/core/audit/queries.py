"""What the page of the log reads."""

from __future__ import annotations

from dataclasses import dataclass

from aufwind.core.models.audit import AuditEntry

PAGE = 50


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, the newest first; `next_before` is the position to go on below, None at the log's start."""

    entries: list[AuditEntry]
    next_before: int | None


def log_page(*, subject: str = "", before: int | None = None, size: int = PAGE) -> LogPage:
    """`size` entries below position `before` (None: from the newest), in one SQL statement.

    Args:
        subject: Only about this: «events.plan» or «events.plan 12»; empty for everything.
        before: Where the page above ended.
        size: At least 1.
    """
    subject_type, _space, subject_id = subject.strip().partition(" ")
    entries = AuditEntry.objects.about(subject_type, subject_id.strip()) if subject_type else AuditEntry.objects
    below = entries.filter(position__lt=before) if before is not None else entries.all()
    found = list(below.order_by("-position")[: size + 1])
    shown = found[:size]
    return LogPage(shown, shown[-1].position if len(found) > size else None)
