from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "aufwind.actors"
    label = "actors"
