"""Which language a command answers in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

LANGUAGES = ("de", "en")


def add_language(parser: argparse.ArgumentParser) -> None:
    """Offer `--lang`."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=usual_language(),
        help="language of messages and files (from LANG)",
    )


def usual_language() -> str:
    """German where the environment says so, else English; the same variables as gettext, in its order."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "de" if value.lower().startswith("de") else "en"
    return "en"


def say(language: str, de: str, en: str) -> str:
    """The one or the other."""
    return de if language == "de" else en
