"""The shared kernel's tables, one file per noun."""

from aufwind.core.models.audit import AuditEntry, AuditHead, AuditIsAppendOnly

__all__ = ["AuditEntry", "AuditHead", "AuditIsAppendOnly"]
