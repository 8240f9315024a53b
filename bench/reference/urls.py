from django.urls import path

from reference import views

urlpatterns = [
    path("actors/", views.actors, name="actors"),
    path("actors/<slug:slug>/", views.actors, name="actor"),
    *(
        path(f"{name}/", views.actors, name=name)
        for name in ("home", "events", "projects", "desk", "imprint", "privacy")
    ),
]
