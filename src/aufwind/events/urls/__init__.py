"""The events' pages: one file per part of an organiser's work."""

from aufwind.events.urls import day, events, groups, guests, offline, outcome, paper, plans, registration, setup, wishes

app_name = "events"
urlpatterns = [
    *events.first,
    *registration.first,
    *guests.first,
    *wishes.first,
    *outcome.first,
    *groups.first,
    *day.first,
    *setup.first,
    *events.urlpatterns,
    *setup.urlpatterns,
    *guests.urlpatterns,
    *registration.urlpatterns,
    *wishes.urlpatterns,
    *plans.urlpatterns,
    *day.urlpatterns,
    *offline.urlpatterns,
    *outcome.urlpatterns,
    *paper.urlpatterns,
    *groups.urlpatterns,
]
