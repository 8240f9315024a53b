from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "aufwind.projects"
    label = "projects"

    def ready(self) -> None:
        from aufwind.core.navigation import Entry, register  # noqa: PLC0415 -- apps are loaded before models

        register(Entry(_("Projects"), "projects:projects", permission="projects.see", order=30))
