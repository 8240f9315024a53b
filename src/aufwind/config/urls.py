"""Every address of the site. Pages live under /de/ and /en/; data and machines have no language."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from aufwind.api.urls import machine_patterns
from aufwind.core.views import health, language, worker

urlpatterns = [
    path("", language.choose, name="choose-language"),
    path("healthz", health.healthz, name="healthz"),
    path("worker.js", worker.worker, name="worker"),
    path("api/", include(machine_patterns)),
    *i18n_patterns(
        path("", include("aufwind.portal.urls")),
        path("events/", include("aufwind.events.urls")),
        path("projects/", include("aufwind.projects.urls")),
        path("actors/", include("aufwind.actors.urls")),
        path("suggestions/", include("aufwind.matching.urls")),
        path("my/", include("aufwind.accounts.urls")),
        path("account/", include("allauth.urls")),
        path("programs/", include("aufwind.api.urls")),
        path("", include("aufwind.core.urls")),
    ),
]

handler400 = "aufwind.core.views.errors.bad_request"
handler403 = "aufwind.core.views.errors.permission_denied"
handler404 = "aufwind.core.views.errors.not_found"
handler500 = "aufwind.core.views.errors.server_error"
