"""Imports and duplicates as the components their pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from aufwind.actors.enums import ImportState, RowOutcome
from aufwind.actors.import_report import GROUPS
from aufwind.actors.intake.columns import FIELDS
from aufwind.core.components.imports import ImportCounts, SourceColumn
from aufwind.core.components.imports import ImportRow as ReportRow
from aufwind.core.components.tables import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.actors.import_report import ReportPage
    from aufwind.actors.models import DuplicateCase, ImportRow, ImportRun, Merge

BADGES = {
    ImportState.MAPPING: "needs-you",
    ImportState.CHECKED: "needs-you",
    ImportState.DONE: "ok",
    ImportState.FAILED: "loss",
}


def language() -> str:
    """The reader's language, German where it is none of ours."""
    return "en" if get_language() == "en" else "de"


def run_table(runs: Sequence[ImportRun]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Imports with file, day, rows and state."""
    columns = [Column(_("File")), Column(_("Source")), Column(_("Day")), Column(_("Rows"), is_number=True),
               Column(_("State"))]  # fmt: skip
    return columns, [
        [
            Cell(run.file_name or "–", reverse("actors:import", args=[run.pk])),
            run.source.name,
            formats.date_format(timezone.localtime(run.created_at), "SHORT_DATE_FORMAT"),
            formats.number_format(run.rows_in_all, force_grouping=True) if run.rows_in_all else "–",
            Cell(run.get_state_display(), badge_kind=BADGES.get(ImportState(run.state), "neutral")),
        ]
        for run in runs
    ]


def source_columns(run: ImportRun, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> list[SourceColumn]:
    """The columns of a file with the first things that stand in them."""
    return [
        SourceColumn(str(at), column, tuple(row[column][:80] for row in rows), run.mapping.get(column, ""))
        for at, column in enumerate(columns)
    ]


def field_choices() -> list[tuple[str, str]]:
    """The fields a column can go into, in the reader's words."""
    return [(field.key, field.heading(language())) for field in FIELDS]


def report_counts(page: ReportPage) -> ImportCounts:
    """The four numbers."""
    return ImportCounts(page.read, page.counts["accepted"], page.counts["merged"], page.counts["refused"])


def report_lines(rows: Sequence[ImportRow]) -> list[ReportRow]:
    """Rows with their outcome and reasons."""
    group_of = {outcome: group for group, outcomes in GROUPS.items() for outcome in outcomes}
    return [
        ReportRow(
            row.number,
            row.name,
            group_of[RowOutcome(row.outcome)],
            reasons_told(row),
            ", ".join(dict.fromkeys(column for *_text, column in row.reasons if column)),
            row.actor.get_absolute_url() if row.actor else "",
        )
        for row in rows
    ]


def reasons_told(row: ImportRow) -> str:
    """Why, in the reader's language; that nothing was new where a known row says so."""
    at = 1 if language() == "en" else 0
    told = [reason[at] for reason in row.reasons]
    if row.outcome == RowOutcome.UNCHANGED:
        told.append(_("Nothing new."))
    return " ".join(told)


def outcome_word(outcome: str) -> str:
    """What became of a row, in a word."""
    return {
        "accepted": pgettext("row", "accepted"),
        "merged": pgettext("row", "merged"),
        "refused": pgettext("row", "refused"),
        "unchanged": _("unchanged"),
    }[outcome]


def case_table(cases: Sequence[DuplicateCase]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Pairs that look like one, with how likely it is and what speaks for it."""
    at = 1 if language() == "en" else 0
    columns = [Column(_("Two entries")), Column(_("Likely"), is_number=True), Column(_("What speaks for it"))]
    return columns, [
        [
            Cell(f"{case.left.name} – {case.right.name}", reverse("actors:duplicate", args=[case.pk])),
            percent(case.probability),
            " ".join(reason[at] for reason in case.reasons),
        ]
        for case in cases
    ]


def percent(share: float) -> str:
    """A share in whole per cent, never 100 where it is less."""
    return f"{min(int(share * 100), 99)} %" if share < 1 else "100 %"


def merge_table(merges: Sequence[Merge]) -> tuple[list[Column], list[list[Cell | str]]]:
    """Merges with both names, day and whether they were undone."""
    columns = [Column(_("Merged")), Column(_("Day")), Column(_("State"))]
    return columns, [
        [
            Cell(f"{merge.gone.name} → {merge.kept.name}", reverse("actors:merge", args=[merge.pk])),
            formats.date_format(timezone.localtime(merge.merged_at), "SHORT_DATE_FORMAT"),
            Cell(_("undone"), badge_kind="closed") if merge.undone_at else Cell(_("in force"), badge_kind="ok"),
        ]
        for merge in merges
    ]
