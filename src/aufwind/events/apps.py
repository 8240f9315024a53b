from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "aufwind.events"
    label = "events"

    def ready(self) -> None:
        from aufwind.core.navigation import Entry, Place, register  # noqa: PLC0415 -- apps are loaded before models

        register(Entry(_("Events"), "events:events", permission="events.see", order=20))
        register(Entry(_("My clients"), "events:clients", permission="events.advise", order=25, place=Place.ACCOUNT))
