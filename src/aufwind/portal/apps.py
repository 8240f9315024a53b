from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "aufwind.portal"
    label = "portal"

    def ready(self) -> None:
        from aufwind.core.navigation import Entry, Place, register  # noqa: PLC0415 -- apps are loaded before models

        register(Entry(_("Your desk"), "portal:desk", permission="portal.desk", order=10))
        register(Entry(_("Imprint"), "portal:imprint", order=10, place=Place.FOOTER))
        register(Entry(_("Privacy"), "portal:privacy", order=20, place=Place.FOOTER))
        register(Entry(_("Accessibility"), "portal:accessibility", order=30, place=Place.FOOTER))
