"""What can stand in the way of a suggestion or its answer."""

from __future__ import annotations


class AnswerIsIncomplete(Exception):
    """A refusal without one of the known reasons, or a day to wait for that has passed."""
