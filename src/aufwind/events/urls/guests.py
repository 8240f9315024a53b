"""Whom is invited, who comes, and who needs help on the way."""

from django.urls import path

from aufwind.events.views import guest_lists, guests, inviting

first = [path("clients/", guests.clients, name="clients")]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/guests/", guests.guests, name="guests"),
    path("<slug:slug>/guests/invite/", inviting.invitations, name="invite"),
    path("<slug:slug>/guests/invite-list/", guests.invite_list, name="invite-list"),
    path("<slug:slug>/guests/guests.xlsx", guests.as_file, name="guests-file"),
    path("<slug:slug>/guests/new/", guest_lists.enter, name="guest-enter"),
    path("<slug:slug>/guests/file/", guest_lists.upload, name="guest-upload"),
    path("<slug:slug>/guests/file/template.xlsx", guest_lists.template, name="guest-template"),
    path("<slug:slug>/guests/file/<int:file>/", guest_lists.guest_file, name="guest-file"),
    path("<slug:slug>/guests/<int:guest>/", guests.record, name="guest-record"),
    path("<slug:slug>/guests/<int:guest>/<slug:verb>/", guests.act, name="guest-act"),
]
