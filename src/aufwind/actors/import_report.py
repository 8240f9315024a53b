"""What pages and downloads read of imports: the list of them, the counts, the rows by outcome. Never writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from aufwind.actors.enums import RowOutcome
from aufwind.actors.models import ImportRow, ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 50
GROUPS = {
    "accepted": (RowOutcome.ACCEPTED,),
    "merged": (RowOutcome.MERGED, RowOutcome.UNCHANGED),
    "refused": (RowOutcome.REFUSED,),
}
"""Outcomes as the report counts them: who is known already is one group, whether or not she gained something."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A part of a report.

    Attributes:
        counts: How many rows by group.
        rows: Those shown, by number.
        next_after: The number of the last row, None at the end.
    """

    counts: dict[str, int]
    rows: list[ImportRow]
    next_after: int | None

    @property
    def read(self) -> int:
        """All rows judged."""
        return sum(self.counts.values())


def recent_imports(count: int = 30) -> list[ImportRun]:
    """The newest imports, with their source. One statement."""
    return list(ImportRun.objects.select_related("source")[:count])


def is_remembered(run: ImportRun) -> bool:
    """Whether its columns are assigned as they were for a list before it."""
    return ImportRun.objects.filter(source=run.source_id, pk__lt=run.pk).exists()


def report_of(run: ImportRun, *, group: str = "", after: int = 0, size: int = PAGE) -> ReportPage:
    """`size` rows of a report behind the row `after`; of one group, or all. Two statements.

    What speaks first: a report without a group shows refused rows and others as they stand in the file.
    """
    outcomes = dict(run.rows.order_by().values_list("outcome").annotate(Count("pk")))
    counts = {name: sum(outcomes.get(one, 0) for one in group) for name, group in GROUPS.items()}
    rows = run.rows.select_related("actor").filter(number__gt=after)
    if group in GROUPS:
        rows = rows.filter(outcome__in=GROUPS[group])
    found = list(rows[: size + 1])
    shown = found[:size]
    return ReportPage(counts, shown, shown[-1].number if len(found) > size else None)


def report_rows(run: ImportRun) -> Iterator[ImportRow]:
    """The whole report, row by row."""
    return run.rows.order_by("number").iterator(chunk_size=2_000)
