"""The shared kernel's tables, one file per noun."""

from aufwind.core.models.audit import AuditEntry, AuditHead, AuditIsAppendOnly
from aufwind.core.models.jobs import Job, JobState, PeriodicRun, TaskLease
from aufwind.core.models.outbox import MailState, OutgoingMail

__all__ = [
    "AuditEntry",
    "AuditHead",
    "AuditIsAppendOnly",
    "Job",
    "JobState",
    "MailState",
    "OutgoingMail",
    "PeriodicRun",
    "TaskLease",
]
