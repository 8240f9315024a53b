"""Whom is invited, who comes, and who needs help on the way."""

from typing import TYPE_CHECKING

from django.urls import path

from aufwind.events.views import guests

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/guests/", guests.guests, name="guests")]
