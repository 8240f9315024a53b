"""Whom guests wish to meet, and who fits."""

from django.urls import path

from aufwind.events.urls.doors import both
from aufwind.events.views import wishes

first = [*both("wishes/", wishes.own, "wishes-own")]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/wishes/", wishes.wishes, name="wishes"),
    path("<slug:slug>/wishes/candidates/", wishes.candidates, name="wishes-candidates"),
    path("<slug:slug>/wishes/close/", wishes.close, name="wishes-close"),
    path("<slug:slug>/wishes/pairs/<int:pair>/unset/", wishes.unset, name="pair-unset"),
]
