"""Guests' own pages have two doors: her personal link, and the support desk that acts for her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.urls import URLPattern


def both(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """The page at «my/TOKEN/…» and at «for/GUEST/…»; `views.door` tells the view who came in and leads on."""
    return [
        path(f"my/<str:token>/{route}", view, name=name),
        path(f"for/<int:guest>/{route}", view, name=f"for-{name}"),
    ]
