"""Django, for the verbs that need it."""

from __future__ import annotations

import os

import django


def set_up_django() -> None:
    """Load settings and models: the demo's settings with AUFWIND_DEMO=1, production's otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    django.setup()


def settings_module() -> str:
    """Name the settings this installation runs with."""
    kind = "demo" if os.environ.get("AUFWIND_DEMO") == "1" else "production"
    return f"aufwind.config.settings.{kind}"
