from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "aufwind.api"
    label = "api"

    def ready(self) -> None:
        from aufwind.core.navigation import Entry, Place, register  # noqa: PLC0415 -- apps are loaded before models

        register(Entry(_("Programs and tokens"), "api:tokens", permission="api.tokens", order=65, place=Place.ACCOUNT))
