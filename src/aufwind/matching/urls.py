"""Pages of suggestions."""

from django.urls import path

from aufwind.matching.views import runs

app_name = "matching"
urlpatterns = [
    path("", runs.runs, name="runs"),
    path("<int:run>/", runs.run, name="run"),
]
