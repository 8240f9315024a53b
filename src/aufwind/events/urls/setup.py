"""Setting an event up."""

from django.urls import path

from aufwind.events.views import setup

first = [path("new/", setup.new, name="new")]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/setup/", setup.setup, name="setup"),
    path("<slug:slug>/setup/announce/", setup.announce, name="announce"),
    path("<slug:slug>/setup/call-off/", setup.call_off, name="call-off"),
]
