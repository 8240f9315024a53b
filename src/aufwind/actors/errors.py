"""What can stand in the way in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.errors import Finding


class ConsentIsMissing(Exception):
    """A person would be shown to others without having agreed; record her consent first."""


class ImportIsRefused(Exception):
    """The file cannot be taken over; `findings` say where and why."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(f"{len(findings)} findings")


class CannotMerge(Exception):
    """Two entries that cannot become one: the same entry twice, a person and an organisation, one merged before."""


class CannotUndo(Exception):
    """A merge that cannot be taken back: it has been already, or the kept entry was itself merged since."""
