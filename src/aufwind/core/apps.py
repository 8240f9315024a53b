from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "aufwind.core"
    label = "core"

    def ready(self) -> None:
        autodiscover_modules("rules", "receivers", "jobs")  # what nobody imported would be missing, silently
        from aufwind.core.audit.seal import seal_after_migrate  # noqa: PLC0415 -- needs the app registry

        post_migrate.connect(seal_after_migrate, sender=self, dispatch_uid="core.audit.seal")
        from aufwind.core.navigation import Entry, Place, register  # noqa: PLC0415 -- needs the app registry

        register(Entry(_("Outgoing mail"), "core:mails", permission="mail.manage", order=80, place=Place.ACCOUNT))
        register(Entry(_("Audit log"), "core:audit", permission="audit.read", order=90, place=Place.ACCOUNT))
