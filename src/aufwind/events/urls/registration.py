"""Registering: by the public form, by invitation, and everything a guest may change afterwards."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns: list["URLPattern"] = []
