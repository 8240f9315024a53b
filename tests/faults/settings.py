"""The whole site with one app more: a job whose half-done traces would show."""

import os

os.environ.setdefault("AUFWIND_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")

from aufwind.config.settings.base import *  # noqa: F403 -- the mail server is named first
from aufwind.config.settings.base import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.faults"]


class NoMigrations:
    """Tables come from the models: quicker, and the same."""

    def __contains__(self, _app):
        return True

    def __getitem__(self, _app):
        return None


MIGRATION_MODULES = NoMigrations()
# without a memory there is no rate limit: one client plays hundreds of people
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
EMAIL_TIMEOUT = 5

if os.environ.get("AUFWIND_WITHOUT_LOCK") and "transaction_mode" in DATABASES["default"].get("OPTIONS", {}):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"  # noqa: F405 -- the lock of SQLite is IMMEDIATE
