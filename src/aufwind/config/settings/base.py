"""Settings every installation shares; what the operator decides comes from `config.environment`."""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from aufwind.config import access, environment

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # idle BLAS threads cost more than they give on busy cores

PACKAGE = Path(__file__).resolve().parents[2]
HOME = environment.home()
SECRET_KEY = environment.secret_key(HOME)
DEBUG = False
IS_DEMO = environment.is_on("AUFWIND_DEMO")
ALLOWED_HOSTS = environment.hosts()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth lists passkeys with it
    "ninja",
    "django_tasks",
    "django_tasks_db",
    "template_partials.apps.SimpleAppConfig",
    "aufwind.core",
    "aufwind.accounts",
    "aufwind.actors",
    "aufwind.projects",
    "aufwind.matching",
    "aufwind.events",
    "aufwind.api",
    "aufwind.portal",
    "allauth",  # after ours: its pages wear our templates
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "aufwind.core.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "aufwind.accounts.middleware.Visitors",
    "aufwind.actors.middleware.Members",
    "aufwind.api.middleware.Tokens",
    "aufwind.api.repeats.Repeats",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "aufwind.core.error_pages.ErrorPages",
    "aufwind.core.middleware.AccessGuard",
]

WEBHOOKS_INSIDE = environment.is_on("AUFWIND_WEBHOOKS_INSIDE")
"""Whether webhooks may lead into the operator's own network, and go without encryption."""

SITE_ADDRESS = os.environ.get("AUFWIND_ADDRESS", "http://localhost:8000").rstrip("/")

ROOT_URLCONF = "aufwind.config.urls"
WSGI_APPLICATION = "aufwind.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aufwind.core.context.page",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "aufwind.core.templatetags.ui",
            ],
        },
    }
]

DATABASES = {
    "default": environment.database(os.environ.get("AUFWIND_DATABASE", f"sqlite:///{HOME / 'aufwind.sqlite3'}"))
}
DATABASE_OF = environment.database
"""Settings for any other database's address: what `aufwind move` and `restore` need."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

AUFWIND_ENCODER = os.environ.get("AUFWIND_ENCODER", "use")
"""What compares texts by meaning: use (built in), none, onnx:/FOLDER, openai:ADDRESS#MODEL."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "plans"]}}

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "media"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "aufwind.accounts.passwords.NotGuessable"},
]
ACCESS_OF_OTHERS = access.ACCESS_OF_OTHERS
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "aufwind.accounts.adapter.StaffOnly"
ACCOUNT_FORMS = {
    "login": "aufwind.accounts.forms.StaffLoginForm",
    "reset_password": "aufwind.accounts.forms.AskForPasswordForm",
}
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE; no question asked
MFA_ADAPTER = "aufwind.accounts.adapter.EncryptedFactors"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("AUFWIND_PROXIES", "0"))  # who may write X-Forwarded-For
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff accounts are made by the agency, nobody signs up
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/10m/ip,5/10m/key", "reset_password": "20/h/ip,3/h/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Aufwind"

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "aufwind.core.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

EMAIL_BACKEND = os.environ.get("AUFWIND_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("AUFWIND_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("AUFWIND_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("AUFWIND_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("AUFWIND_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.is_on("AUFWIND_SMTP_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("AUFWIND_MAIL_FROM", "Aufwind <aufwind@localhost>")

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
