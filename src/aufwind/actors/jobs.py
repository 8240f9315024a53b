"""Work in the background: three-line doors into actions."""

from __future__ import annotations

from aufwind.actors.actions import forget_unconfirmed, remind_owners
from aufwind.core.clock import DAY, HOUR, every


@every(6 * HOUR, name="actors.remind-owners")
def remind() -> None:
    """Ask owners of ending listings whether they still hold."""
    remind_owners()


@every(DAY, name="actors.forget-unconfirmed")
def forget() -> None:
    """Delete sign-ups nobody confirmed."""
    forget_unconfirmed()
