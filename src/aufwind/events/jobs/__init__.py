"""Work in the background: three-line doors into actions. Importing this registers all of it."""

from aufwind.events.jobs import candidates, outcome, plans

__all__ = ["candidates", "outcome", "plans"]
