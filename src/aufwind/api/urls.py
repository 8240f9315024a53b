"""Where programs come in. The pages about it have a language, the interface has none."""

from django.urls import path

from aufwind.api.interface import addresses
from aufwind.api.views import pages

app_name = "api"
urlpatterns = [
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/<int:token>/revoke/", pages.revoke, name="token-revoke"),
    path("webhooks/", pages.webhooks, name="webhooks"),
    path("webhooks/<int:webhook>/end/", pages.end, name="webhook-end"),
    path("reference/", pages.reference, name="reference"),
]
machine_patterns = [path("openapi.json", pages.openapi, name="api-openapi"), *addresses()]
"""What has no language: included below /api/."""
