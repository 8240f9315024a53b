"""Numbers as readers write them, and as SVG wants them."""

from __future__ import annotations

from django.utils.formats import number_format


def written(value: float | str, *, decimals: int | None = None) -> str:
    """A number with the reader's grouping and decimal mark («4.812,5»); text stays as it is."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and decimals is None:
        decimals = 0 if value == int(value) else 1
    if isinstance(value, float) and decimals is not None:
        value = round(value, decimals)  # Django cuts further decimals off
    return number_format(value, decimal_pos=decimals, force_grouping=True)


def share(part: float, whole: float) -> float:
    """`part` of `whole` in per cent, kept within 0..100; nothing of nothing is all of it."""
    if whole <= 0:
        return 100.0
    return min(100.0, max(0.0, 100.0 * part / whole))


def written_share(per_cent: float) -> str:
    """A percentage that never claims 100 before it is reached, nor 0 once it has begun.

    Keeps one decimal, two between 99 and 100: there the last hundredths are the news.
    """
    if per_cent in {0.0, 100.0}:
        return number_format(per_cent, decimal_pos=0)
    decimals = 2 if per_cent > 99 else 1
    unit = 10.0**-decimals
    shown = min(max(round(per_cent, decimals), unit), 100.0 - unit)
    return number_format(shown, decimal_pos=decimals)


def svg(per_cent: float) -> str:
    """A length for an SVG attribute: a decimal point in every language."""
    return f"{per_cent:.2f}%"
