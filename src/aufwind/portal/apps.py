from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "aufwind.portal"
    label = "portal"
