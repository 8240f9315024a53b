"""What can be refused in this context."""

from __future__ import annotations


class ApiError(Exception):
    """Anything this context refuses."""


class AddressIsRefused(ApiError):
    """A webhook's address leads nowhere or into the installation's own network."""
