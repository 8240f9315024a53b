from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "aufwind.matching"
    label = "matching"

    def ready(self) -> None:
        from aufwind.core.navigation import Entry, register  # noqa: PLC0415 -- apps are loaded before models

        register(Entry(_("Suggestions"), "matching:runs", permission="matching.run", order=45))
