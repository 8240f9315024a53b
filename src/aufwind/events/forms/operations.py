"""A desk's list of what was done without a network, read strictly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

MOST_OPERATIONS = 1000
LONGEST_KEY = 64


class NotOperations(ValueError):
    """What was sent is no list of operations; nothing was applied."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One operation as a desk sent it."""

    key: str
    kind: str
    payload: dict[str, Any]
    made_at: datetime


def operations_from(body: bytes) -> tuple[str, list[Sent]]:
    """The desk's name and its operations, in the order in which they were done.

    Raises:
        NotOperations: Says what is wrong, and with which operation.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotOperations(_("This is no JSON.")) from error
    rows = said.get("operations") if isinstance(said, dict) else None
    if not isinstance(rows, list) or len(rows) > MOST_OPERATIONS:
        raise NotOperations(_("Send «operations», a list of at most 1,000."))
    desk = said.get("desk", "")
    return desk if isinstance(desk, str) else "", [_sent(number, row) for number, row in enumerate(rows, start=1)]


def _sent(number: int, row: object) -> Sent:
    fields = row if isinstance(row, dict) else {}
    key, kind, payload = fields.get("key"), fields.get("kind"), fields.get("payload")
    if not (isinstance(key, str) and 0 < len(key) <= LONGEST_KEY and isinstance(kind, str)):
        raise NotOperations(_("Operation %(number)s has no key or no kind.") % {"number": number})
    if not isinstance(payload, dict):
        raise NotOperations(_("Operation %(number)s has no payload.") % {"number": number})
    return Sent(key, kind, payload, _moment(fields.get("made_at")))


def _moment(said: object) -> datetime:
    """When it was done; a clock that is wrong by more than a day counts as now."""
    now = timezone.now()
    try:
        moment = parse_datetime(said) if isinstance(said, str) else None
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment) or abs((now - moment).total_seconds()) > 24 * 3600:
        return now
    return moment
