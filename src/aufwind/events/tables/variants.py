"""Plans of an event side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.events.models import Plan
    from aufwind.events.queries.plans import Quality


def variant_table(plans: Iterable[tuple[Plan, Quality]]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Plans with what tells them apart: worth, what no plan can beat, musts, the worst-off person, gaps, seconds."""
    columns = [
        Column(_("Plan")),
        Column(_("State")),
        Column(_("How it came to be")),
        Column(_("Meetings"), is_number=True),
        Column(_("Value"), is_number=True),
        Column(_("at most possible"), is_number=True),
        Column(_("Musts met"), is_number=True),
        Column(_("meetings at least"), is_number=True),
        Column(_("gaps"), is_number=True),
        Column(_("seconds"), is_number=True),
    ]
    return columns, [
        [
            Cell(f"{plan}: {plan.title}" if plan.title else str(plan), href=plan.get_absolute_url()),
            str(plan.get_state_display()),
            str(plan.get_origin_display()),
            written(quality.meetings),
            written(plan.value) if plan.value is not None else "–",
            written(plan.value_bound) if plan.value_bound is not None else "–",
            f"{quality.musts_met} / {quality.musts}",
            written(quality.fewest),
            written(plan.gaps) if plan.gaps is not None else "–",
            written(round(plan.seconds, 1)) if plan.seconds is not None else "–",
        ]
        for plan, quality in plans
    ]
