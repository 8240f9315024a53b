from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "aufwind.events"
    label = "events"
