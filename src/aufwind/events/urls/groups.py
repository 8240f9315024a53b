"""Pitching, World Café and mixers."""

from typing import TYPE_CHECKING

from django.urls import path

from aufwind.events.views import groups

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/groups/", groups.groups, name="groups")]
