"""What is printed."""

from typing import TYPE_CHECKING

from django.urls import path

from aufwind.events.views import paper

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/paper/", paper.paper, name="paper")]
