"""Ways in for participants; staff use allauth's pages under account/."""

from django.urls import path

from aufwind.accounts.views import links

app_name = "accounts"
urlpatterns = [
    path("links/", links.ask, name="ask-for-links"),
    path("links/asked/", links.asked, name="links-asked"),
]
