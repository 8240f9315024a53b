"""The register's pages."""

from django.urls import path

from aufwind.actors.views import own, register

app_name = "actors"
urlpatterns = [
    path("", register.actors, name="actors"),
    path("my/<str:token>/", own.entry, name="own-entry"),
    path("join/<str:token>/", own.confirm_sign_up, name="confirm-sign-up"),
    path("still/<str:token>/", own.confirm_listing, name="confirm-listing"),
    path("<slug:slug>/", register.actor, name="actor"),
]
