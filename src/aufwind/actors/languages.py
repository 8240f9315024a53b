"""The languages people speak, as they are called; codes follow ISO 639."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LANGUAGES = {
    "de": _("German"),
    "en": _("English"),
    "cs": _("Czech"),
    "pl": _("Polish"),
    "hsb": _("Sorbian"),
    "uk": _("Ukrainian"),
    "ru": _("Russian"),
    "ar": _("Arabic"),
    "fa": _("Persian"),
    "tr": _("Turkish"),
    "vi": _("Vietnamese"),
    "fr": _("French"),
    "it": _("Italian"),
    "es": _("Spanish"),
}
"""Those the region asks for most; others are kept as they are written."""


def language_word(code: str) -> str:
    """The language in the reader's words; a code that is none of ours as it is written."""
    return str(LANGUAGES.get(code, code))
