"""What came of the meetings, on the evening and after months; and the stories told of it."""

from django.urls import path

from aufwind.events.urls.doors import both
from aufwind.events.views import collaborations, outcome, stories

first = [
    path("stories/<slug:slug>/", stories.story, name="story"),
    path("clients/answers/", collaborations.clients, name="client-answers"),
    *both("outcome/", outcome.own, "outcome-own"),
    *both("collaborations/", collaborations.own, "stages-own"),
    *both("stories/<slug:story>/", stories.own, "story-own"),
]
"""What must be asked before an event's short name."""

urlpatterns = [
    path("<slug:slug>/outcome/", outcome.outcome, name="outcome"),
    path("<slug:slug>/outcome/outcome.xlsx", outcome.download, name="outcome-file"),
    path("<slug:slug>/outcome/<slug:of>/", outcome.evidence, name="outcome-list"),
    path("<slug:slug>/outcome/stories/<int:collaboration>/", stories.edit, name="story-edit"),
]
