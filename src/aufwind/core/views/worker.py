"""The script that keeps some pages readable without a network; it must stand at the root to reach all of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from django.http import HttpResponse

from aufwind.core.policy import PUBLIC, access

if TYPE_CHECKING:
    from django.http import HttpRequest


@cache
def _script() -> bytes:
    return (files("aufwind.core") / "static/core/behaviour/worker.js").read_bytes()


@access(PUBLIC)
def worker(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})
