from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    name = "aufwind.actors"
    label = "actors"

    def ready(self) -> None:
        from aufwind.core.navigation import Entry, Place, register  # noqa: PLC0415 -- apps are loaded before models

        register(Entry(_("My entry"), "actors:my-entry", permission="actors.see-own", order=5))
        register(Entry(_("Actors"), "actors:actors", permission="actors.see", order=40))
        register(Entry(_("Join the network"), "actors:join", order=5, place=Place.FOOTER))
        words = Entry(_("Words of the consent"), "actors:wording", permission="actors.change", place=Place.ACCOUNT)
        register(words)
