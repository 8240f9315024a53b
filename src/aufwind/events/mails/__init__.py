"""What is sent to guests, through the outbox: one file per occasion."""

from aufwind.events.mails.plans import queue_meeting_lists

__all__ = ["queue_meeting_lists"]
