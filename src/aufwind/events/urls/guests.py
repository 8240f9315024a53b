"""Whom is invited, who comes, and who needs help on the way."""

from django.urls import path

from aufwind.events.views import guests

first = [path("clients/", guests.clients, name="clients")]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/guests/", guests.guests, name="guests"),
    path("<slug:slug>/guests/invite/", guests.invitations, name="invite"),
    path("<slug:slug>/guests/invite-list/", guests.invite_list, name="invite-list"),
    path("<slug:slug>/guests/<int:guest>/", guests.record, name="guest-record"),
    path("<slug:slug>/guests/<int:guest>/<slug:verb>/", guests.act, name="guest-act"),
]
