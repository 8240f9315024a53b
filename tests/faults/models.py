import os

from django.db import models


class Piece(models.Model):
    """One of the five pieces a job publishes together."""

    job = models.UUIDField()
    number = models.PositiveIntegerField()

    class Meta:
        app_label = "faults"
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="piece_once")]

    def __str__(self):
        return f"{self.job} {self.number}"


if os.environ.get("AUFWIND_WITHOUT_LOCK"):  # the negative control of the race for seats
    from aufwind.events.actions import participations, registration
    from aufwind.events.models import Event

    def unlocked(event):
        return Event.objects.get(pk=event.pk)

    participations.locked = registration.locked = unlocked
