"""Pages of suggestions."""

from django.urls import path

from aufwind.matching.views import inbox, need, runs

app_name = "matching"
urlpatterns = [
    path("", runs.runs, name="runs"),
    path("<int:run>/", runs.run, name="run"),
    path("<int:run>/progress/", runs.progress, name="run-progress"),
    path("my/<str:token>/", inbox.own, name="own"),
    path("for/<slug:slug>/", inbox.for_actor, name="for-actor"),
    path("need/<int:need>/", need.partners, name="need"),
]
