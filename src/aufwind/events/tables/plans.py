"""Plans as components of a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from aufwind.core.components.figures import Bar
from aufwind.core.components.lists import Tab
from aufwind.core.components.numbers import written
from aufwind.core.components.tables import Cell, Column, GridCell, GridColumn, GridRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aufwind.events.models import Event, Meeting, Participation, Plan, Slot
    from aufwind.events.queries.plans import Cell as PlanCell
    from aufwind.events.queries.plans import Grid, Moved, Unmet


def slot_time(slot: Slot) -> str:
    """When a slot begins, or its own name where no time is known."""
    if not slot.starts_at:
        return slot.key
    return formats.date_format(timezone.localtime(slot.starts_at), "TIME_FORMAT")


def grid_columns(slots: Sequence[Slot]) -> list[GridColumn]:
    """Slots as the heads of a grid; a block's name stands where it begins."""
    heads, block = [], ""
    for slot in slots:
        heads.append(GridColumn(slot_time(slot), note=slot.key, block=slot.block if slot.block != block else ""))
        block = slot.block
    return heads


def grid_rows(grid: Grid) -> list[GridRow]:
    """People or tables as the rows of a grid."""
    return [GridRow(row.label, tuple(_grid_cell(cell) for cell in row.cells), note=row.note) for row in grid.rows]


def movable_rows(grid: Grid, plan: Plan, *, by_table: bool) -> list[GridRow]:
    """The rows with a link to each meeting's page; on tables × times also the place of every cell, to move it to."""
    where = [plan.event.slug, plan.number]
    rows = []
    for row in grid.rows:
        cells = []
        for slot, cell in zip(grid.slots, row.cells, strict=True):
            shown = _grid_cell(cell)
            href = reverse("events:plan-meeting", args=[*where, cell.meeting]) if cell and cell.meeting else ""
            cells.append(replace(shown, href=href, spot=f"{slot.key}|{row.key}" if by_table else ""))
        rows.append(GridRow(row.label, tuple(cells), note=row.note))
    return rows


def _grid_cell(cell: PlanCell | None) -> GridCell:
    if cell is None:
        return GridCell()
    if cell.is_gap:
        return GridCell(mark="break", word=_("gap"))
    if cell.is_away:
        return GridCell(mark="away", word=_("not there"))
    if cell.is_locked:
        return GridCell(cell.label, note=cell.table, mark="locked", word=_("locked by hand"))
    mark = "must" if cell.is_must else "meeting"
    return GridCell(cell.label, note=cell.table, mark=mark, word=_("agreed as a must") if cell.is_must else "")


def plan_tabs(plan: Plan, view: str) -> list[Tab]:
    """The four views of a plan."""
    where = [plan.event.slug, plan.number]
    return [
        Tab(_("People × times"), reverse("events:plan", args=where), view == "people"),
        Tab(_("Tables × times"), reverse("events:plan-tables", args=where), view == "tables"),
        Tab(_("Wishes not met"), reverse("events:plan-unmet", args=where), view == "unmet", len(plan.unplaced)),
        Tab(_("Guests and links"), reverse("events:plan-guests", args=where), view == "guests"),
    ]


def value_bars(plan: Plan) -> list[Bar]:
    """Value of the plan, of first come first served, and the bound."""
    first = plan.first_come or {}
    return [
        Bar(_("This plan"), plan.value or 0.0, written(plan.value or 0.0), is_ours=True),
        Bar(_("First come, first served"), first.get("value", 0.0), written(first.get("value", 0.0))),
    ]


def gap_bars(plan: Plan) -> list[Bar]:
    """Gaps of the plan and of first come first served."""
    first = plan.first_come or {}
    return [
        Bar(_("This plan"), plan.gaps or 0, written(plan.gaps or 0), is_ours=True),
        Bar(_("First come, first served"), first.get("gaps", 0), written(first.get("gaps", 0))),
    ]


def unmet_table(unmet: Iterable[Unmet]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Wishes without a meeting, with the reason."""
    columns = [Column(_("Who")), Column(_("Value"), is_number=True), Column(_("Why not"))]
    return columns, [[row.people, written(row.value), row.reason] for row in unmet]


def guest_table(
    guests: Iterable[tuple[Participation, str, int]],
) -> tuple[list[Column], list[list[Cell | str]]]:
    """Guests with their number of meetings and their personal page."""
    columns = [
        Column(_("Guest")),
        Column(_("Side")),
        Column(_("Meetings"), is_number=True),
        Column(_("E-mail")),
        Column(_("Personal page")),
    ]
    return columns, [
        [guest.name, guest.side, written(count), guest.email or "–", Cell(_("open"), href=path)]
        for guest, path, count in guests
    ]


def has_proven_value(plan: Plan) -> bool:
    """Whether no plan is worth more."""
    return plan.value is not None and plan.value_bound is not None and plan.value >= plan.value_bound - 1e-9


def quality_sentence(plan: Plan) -> str:
    """The plan's worth in one sentence."""
    if plan.proven:
        return _("No better plan exists: value and gaps are proven.")
    if has_proven_value(plan):
        return _("No plan is worth more: the value is proven. Fewer gaps have not been ruled out.")
    return _("The plan is worth %(value)s; no plan can be worth more than %(bound)s.") % {
        "value": written(plan.value or 0.0),
        "bound": written(plan.value_bound or 0.0),
    }


def gaps_note(plan: Plan) -> str:
    """What is known about fewer gaps."""
    if plan.gaps is None or not plan.gaps_bound:
        return _("fewer are impossible") if plan.gaps == 0 else ""
    if plan.gaps == plan.gaps_bound:
        return _("fewer are impossible")
    return _("at least %(bound)s are unavoidable") % {"bound": written(plan.gaps_bound)}


STAGES = {
    "bound": gettext_lazy("Proving what no plan can beat"),
    "choose": gettext_lazy("Choosing the meetings of greatest value"),
    "place": gettext_lazy("Giving every meeting its time"),
    "gaps": gettext_lazy("Closing gaps"),
    "prove": gettext_lazy("Proving that nothing better exists"),
    "done": gettext_lazy("Writing the plan down"),
}


def stage_words(stage: str) -> str:
    """What the planner is doing, in words."""
    return str(STAGES.get(stage, _("Waiting for its turn")))


def meeting_table(meetings: Iterable[Meeting], guest: Participation) -> tuple[list[Column], list[list[Cell | str]]]:
    """A guest's meetings in the order of the day: when, where, with whom."""
    columns = [Column(_("When")), Column(_("Table")), Column(_("With"))]
    return columns, [[slot_time(m.slot), m.table.key, partners_of(m, guest)] for m in meetings]


def partners_of(meeting: Meeting, guest: Participation) -> str:
    """Whom `guest` meets there."""
    return ", ".join(seat.participation.name for seat in meeting.seats.all() if seat.participation_id != guest.pk)


def move_table(
    moves: Iterable[Moved], event: Event, *, times: Mapping[str, str] | None = None
) -> tuple[list[Column], list[list[Cell | str]]]:
    """What moves, from where to where, and why; `times` are the words for slots that are not in force yet."""
    names = dict(event.participations.values_list("key", "name"))
    words = {slot.key: slot_time(slot) for slot in event.slots.all()} | dict(times or {})
    language = get_language() or "de"

    def spot(place: tuple[str, str] | None) -> str:
        return f"{words.get(place[0], place[0])}, {place[1]}" if place else "–"

    columns = [Column(_("Who")), Column(_("Until now")), Column(_("From now on")), Column(_("Why"))]
    return columns, [
        [
            " – ".join(names.get(key, key) for key in move.people),
            spot(move.before),
            spot(move.after),
            move.why[language],
        ]
        for move in moves
    ]
