"""What the operator sets, read from the environment: a handful of variables, each with a safe default.

AUFWIND_HOME       folder of everything that changes: database, uploads, secret key (default: ./var)
AUFWIND_DATABASE   sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME (default: SQLite in AUFWIND_HOME)
AUFWIND_ADDRESS    the site's own address, for links in mails and on paper (default: http://localhost:8000)
AUFWIND_HOSTS      host names the site answers to, comma separated (default: localhost)
AUFWIND_ENCODER    what compares texts by meaning: use (built in, default), none, onnx:/FOLDER, openai:ADDRESS#MODEL
AUFWIND_DEMO       1: the demo's conveniences, never for real data
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    # FULL: an acknowledged write is on the disk before the answer leaves (docs/decisions/0003)
    "PRAGMA synchronous=FULL;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA cache_size=-32000;"
)


def home() -> Path:
    """The folder of everything that changes; made on first use, readable by its owner alone."""
    folder = Path(os.environ.get("AUFWIND_HOME", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key, made at first start."""
    path = folder / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


def hosts() -> list[str]:
    """Host names the site answers to."""
    return os.environ.get("AUFWIND_HOSTS", "localhost,127.0.0.1,[::1]").split(",")


def is_on(name: str) -> bool:
    """Whether the switch `name` is set to 1."""
    return os.environ.get(name) == "1"


def database(address: str) -> dict[str, Any]:
    """Django's settings for a database address.

    Raises:
        ImproperlyConfigured: Neither a SQLite nor a PostgreSQL address.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/") if parts.path.startswith("//") else parts.path)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or _socket_folder(parts.query),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c lock_timeout=20000 -c synchronous_commit=on"},
        }
    raise ImproperlyConfigured(
        f"AUFWIND_DATABASE begins with «{parts.scheme}»; write sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME."
    )


def _socket_folder(query: str) -> str:
    return unquote(query.removeprefix("host="))


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Django's defaults lose registrations under load; IMMEDIATE and patience do not (docs/decisions/0003)
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }
