from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "aufwind.core"
    label = "core"

    def ready(self) -> None:
        autodiscover_modules("rules")  # a rule nobody imported would mean no, silently
        from aufwind.core.audit.seal import seal_after_migrate  # noqa: PLC0415 -- needs the app registry

        post_migrate.connect(seal_after_migrate, sender=self, dispatch_uid="core.audit.seal")
