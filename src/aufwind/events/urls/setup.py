"""Setting an event up."""

from typing import TYPE_CHECKING

from django.urls import path

from aufwind.events.views import setup

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/setup/", setup.setup, name="setup")]
