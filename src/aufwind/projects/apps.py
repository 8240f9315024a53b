from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "aufwind.projects"
    label = "projects"
