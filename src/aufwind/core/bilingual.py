"""One of two texts, as the reader needs it."""

from __future__ import annotations

from django.utils.translation import get_language


def in_readers_language(de: str, en: str) -> str:
    """The text in the page's language where it exists, else in the other."""
    return (en or de) if get_language() == "en" else (de or en)
