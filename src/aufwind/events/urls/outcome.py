"""What came of the meetings."""

from django.urls import path

from aufwind.events.urls.doors import both
from aufwind.events.views import outcome

first = [*both("outcome/", outcome.own, "outcome-own")]
"""What must be asked before an event's short name."""

urlpatterns = [path("<slug:slug>/outcome/", outcome.outcome, name="outcome")]
