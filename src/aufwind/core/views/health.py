"""What a load balancer or a watchdog asks: is it well? No names, no addresses, no secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse

from aufwind.core.policy import PUBLIC, access
from aufwind.core.vitals import vitals

if TYPE_CHECKING:
    from django.http import HttpRequest


@access(PUBLIC)
def healthz(_request: HttpRequest) -> JsonResponse:
    """200 where the site can work, 503 where somebody must look: `aufwind doctor` says what."""
    now = vitals()
    return JsonResponse(
        {
            "ok": now.are_good,
            "database": now.database_answers,
            "pending_migrations": now.pending_migrations,
            "queue_age_seconds": now.queue_age_seconds,
            "disk_free_mb": now.disk_free_bytes // 2**20,
        },
        status=200 if now.are_good else 503,
        headers={"Cache-Control": "no-store"},
    )
