"""Dates as precise as they are known: «2022», «2022-05», «2022-05-02»."""

from __future__ import annotations

from datetime import date

from django.utils import formats


def written_date(known: str) -> str:
    """A partly known date in the reader's form: «2. Mai 2022», «Mai 2022», «2022»; empty stays empty.

    Text that is no date is returned as it is.
    """
    try:
        parts = [int(part) for part in known.split("-")]
        day = date(*([*parts, 1, 1])[:3])
    except (ValueError, TypeError):
        return known
    if len(parts) == 1:
        return str(parts[0])
    return formats.date_format(day, "YEAR_MONTH_FORMAT" if len(parts) == 2 else "DATE_FORMAT")
