"""gunicorn's settings that are code: load the site once, then fork.

One import instead of one per process halves the start and shares memory; whoever dies is replaced at once.
"""

from __future__ import annotations

import gc

from django.db import connections
from django.urls import get_resolver

preload_app = True


def when_ready(_server: object) -> None:
    """Load what the first request would have to, and keep the collector from copying shared pages."""
    _ = get_resolver().url_patterns
    connections.close_all()  # a connection must not be shared by two processes
    gc.collect()
    gc.freeze()
