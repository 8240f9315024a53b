from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "aufwind.core"
    label = "core"
