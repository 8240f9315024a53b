"""The projects' pages."""

from django.urls import path

from aufwind.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.projects, name="projects"),
    path("<slug:slug>/", views.project, name="project"),
]
