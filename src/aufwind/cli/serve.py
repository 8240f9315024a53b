"""`aufwind serve`: the web server, two processes of two threads."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aufwind.cli.setup import settings_module

if TYPE_CHECKING:
    import argparse

MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 -- gunicorn makes its own unpredictable, unlinked file there

NAME = "serve"
HELP = "the web server"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")


def run(arguments: argparse.Namespace) -> int:
    """Become the web server; never returns."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings_module())
    options = [
        f"--bind={arguments.host}:{arguments.port}",
        f"--workers={arguments.workers}",
        "--config=python:aufwind.config.web_server",
        "--threads=2",  # more threads per core only make the slowest answers slower
        "--worker-class=gthread",
        "--timeout=60",
        "--graceful-timeout=20",
        "--max-requests=20000",
        "--max-requests-jitter=2000",
        # gunicorn's own heartbeat file must not wait for a slow disk
        *([f"--worker-tmp-dir={MEMORY_FOLDER}"] if MEMORY_FOLDER.is_dir() else []),
        # believe nobody's X-Forwarded-* but a proxy on this machine
        "--forwarded-allow-ips=127.0.0.1,::1",
        "--no-control-socket",
    ]
    command = [sys.executable, "-m", "gunicorn", *options, "aufwind.config.wsgi:application"]
    os.execv(sys.executable, command)  # noqa: S606 -- no shell, fixed words; signals reach gunicorn itself
