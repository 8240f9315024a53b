"""Whom guests wish to meet, and who fits."""

from typing import TYPE_CHECKING

from django.urls import path

from aufwind.events.views import wishes

if TYPE_CHECKING:
    from django.urls import URLPattern

first: list["URLPattern"] = []
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/wishes/", wishes.wishes, name="wishes")]
