"""The list of events, one event, and a guest's own page."""

from django.urls import path

from aufwind.events.urls.doors import both
from aufwind.events.views import event, guest

first = [
    path("", event.events, name="events"),
    *both("", guest.guest, "guest"),
    *both("plan.pdf", guest.pdf, "guest-pdf"),
    *both("calendar.ics", guest.calendar, "guest-calendar"),
]
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/", event.event, name="event")]
