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
