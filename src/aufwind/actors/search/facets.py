"""How many of what was found are of each kind, and what the choices leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aufwind.actors.search.asked import LISTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from aufwind.actors.index.columns import Columns
    from aufwind.actors.index.values import Value

    Flags = NDArray[np.bool_]

VALUED = ("sort", "kind", "district")
FACETS = (*VALUED, "listings")
UNTIL = {side.value: f"{side.value}s_until" for side in LISTINGS}

Counts = dict[str, dict[str, int]]
"""By facet and code; what is nowhere is left out."""


def chosen_rows(
    choices: Mapping[str, tuple[str, ...]], columns: Columns, values: Mapping[Value, int], today: int
) -> dict[str, Flags]:
    """By facet in which something was chosen: the rows that fit one of its choices."""
    return {
        facet: _listed(codes, columns, today) if facet == "listings" else _valued(facet, codes, columns, values)
        for facet, codes in choices.items()
        if codes
    }


def _listed(codes: tuple[str, ...], columns: Columns, today: int) -> Flags:
    fits = np.zeros(columns.size, np.bool_)
    for code in codes:
        if code in UNTIL and columns.size:
            fits |= columns.by_name[UNTIL[code]] >= today
    return fits


def _valued(facet: str, codes: tuple[str, ...], columns: Columns, values: Mapping[Value, int]) -> Flags:
    fits = np.zeros(2**16, np.bool_)
    fits[[values[facet, code] for code in codes if (facet, code) in values]] = True
    return fits[columns.by_name[facet]] if columns.size else np.zeros(0, np.bool_)


def counts_of(
    found: Flags, chosen: Mapping[str, Flags], columns: Columns, values: Mapping[Value, int], today: int
) -> Counts:
    """How many each choice would leave: within a facet choices add up, so its own are left aside when it is counted."""
    counts = {}
    fitting = np.flatnonzero(_narrowed(found, chosen, but=""))
    for facet in FACETS if columns.size else ():
        rows = np.flatnonzero(_narrowed(found, chosen, but=facet)) if facet in chosen else fitting
        counts[facet] = (
            _listings(rows, columns, today) if facet == "listings" else _values(facet, rows, columns, values)
        )
    return counts


def _narrowed(found: Flags, chosen: Mapping[str, Flags], *, but: str) -> Flags:
    rows = found.copy()
    for facet, fits in chosen.items():
        if facet != but:
            rows &= fits
    return rows


def _listings(rows: NDArray[np.intp], columns: Columns, today: int) -> dict[str, int]:
    counts = {side: int((columns.by_name[name][rows] >= today).sum()) for side, name in UNTIL.items()}
    return {side: count for side, count in counts.items() if count}


def _values(facet: str, rows: NDArray[np.intp], columns: Columns, values: Mapping[Value, int]) -> dict[str, int]:
    counted = np.bincount(columns.by_name[facet][rows])
    counts = {
        code: int(counted[number]) for (name, code), number in values.items() if name == facet and number < len(counted)
    }
    return {code: count for code, count in sorted(counts.items()) if count}
