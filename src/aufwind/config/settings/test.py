"""The test suite: quick hashing, mails in memory, a home of its own; SQLite, or PostgreSQL by AUFWIND_DATABASE."""

import os
import tempfile

os.environ.setdefault("AUFWIND_HOME", tempfile.mkdtemp(prefix="aufwind-test-"))

from aufwind.config.settings.base import *  # noqa: F403 -- the home is set first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
AUDIT_SEAL = False  # tests that commit end by emptying every table; tests/core/audit seals its own
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
