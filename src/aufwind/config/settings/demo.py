"""The demo on one's own machine: plain HTTP on localhost, mails kept in a folder, invented logins."""

from aufwind.config.settings.base import *  # noqa: F403
from aufwind.config.settings.base import HOME

IS_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
