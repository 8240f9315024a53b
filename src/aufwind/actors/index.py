"""What is searched: brought up to date in the transaction that changes an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def refresh_index(keys: Collection[int]) -> None:
    """Bring the search index up to date for these actors; call it at the end of every action that changes them."""
