"""The desk for a shaky network."""

from django.urls import path

from aufwind.events.views import offline

urlpatterns = [
    path("<slug:slug>/day/desk/", offline.desk, name="desk"),
    path("<slug:slug>/day/pack.json", offline.pack, name="desk-pack"),
    path("<slug:slug>/day/operations/", offline.operations, name="desk-operations"),
]
