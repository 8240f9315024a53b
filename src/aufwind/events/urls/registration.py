"""Registering: by the public form, by invitation, and everything a guest may change afterwards."""

from django.urls import path

from aufwind.events.urls.doors import both
from aufwind.events.views import registration

first = [
    *both("registration/", registration.registration, "registration"),
    *both("registration/cancel/", registration.give_back, "registration-cancel"),
    *both("registration/decline/", registration.say_no, "registration-decline"),
    *both("registration/colleague/", registration.colleague, "registration-colleague"),
    *both("registration/coming/", registration.coming, "registration-coming"),
]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/register/", registration.form, name="register"),
    path("<slug:slug>/registered/", registration.registered, name="registered"),
]
