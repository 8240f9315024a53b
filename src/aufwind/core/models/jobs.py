"""Background work: what people see of a job, who is working on a task, and when the clock last rang."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> JobQuerySet:
        """Jobs that still have work to do."""
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])

    def about(self, subject: models.Model) -> JobQuerySet:
        """Jobs started for `subject`, the newest first."""
        return self.filter(subject_type=type_of(subject), subject_id=str(subject.pk)).order_by("-created_at")


class Job(models.Model):
    """A piece of background work as a page shows it; the queue's own row is `task_id`.

    Attributes:
        kind: Which handler runs it («events.plan»).
        once: While this value stands, no second job with it can exist; that makes double clicks harmless.
        attempt: Which claim of the task last wrote here; an older claim can no longer write.
        stage: Key of the stage the handler reported last; the kind has its text.
        facts: Figures without language («done», «total», «value», «bound»), newest values.
        findings: Why it failed, as `engine.errors.Finding`s in both languages; empty otherwise.
        started_by: The visitor who started it, as fields of `Visitor`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    once = models.CharField(max_length=200, unique=True, null=True)  # noqa: DJ001 -- many jobs may have none
    args = models.JSONField(default=dict)
    started_by = models.JSONField(default=dict)
    task_id = models.UUIDField(unique=True, null=True)
    attempt = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    stage = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Job]] = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id", "-created_at"], name="job_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("core:job", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in {JobState.WAITING, JobState.RUNNING}


class TaskLease(models.Model):
    """Who works on a task and until when; no row means: nobody ever did, or it is finished.

    `attempt` grows with every claim and is the fencing token: only the newest claim can record a result.
    """

    task_id = models.UUIDField(primary_key=True)
    worker = models.CharField(max_length=64, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.task_id} attempt {self.attempt}"


class PeriodicRun(models.Model):
    """When a periodic job last ran; the row decides which of several workers runs the next one."""

    name = models.CharField(primary_key=True, max_length=80)
    period = models.BigIntegerField(default=-1)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


def type_of(subject: models.Model) -> str:
    """The name under which rows remember what they are about: «events.event»."""
    return subject._meta.label_lower
