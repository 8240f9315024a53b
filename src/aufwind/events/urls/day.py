"""The day itself: the desk and the screen."""

from typing import TYPE_CHECKING

from django.urls import path

from aufwind.events.views import day

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/day/", day.day, name="day")]
