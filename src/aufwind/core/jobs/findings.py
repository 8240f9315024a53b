"""Findings of the engine as JSON and back, and the ones the job runner itself has to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, ProblemError, Text

if TYPE_CHECKING:
    from aufwind.core.models.jobs import Job

FindingRow = dict[str, list[str]]


def rows_of(findings: list[Finding]) -> list[FindingRow]:
    """The findings as JSON: {"where": [German, English], "what": …, "repair": …}."""
    return [{"where": list(found.where), "what": list(found.what), "repair": list(found.repair)} for found in findings]


def findings_of(job: Job) -> list[Finding]:
    """Why the job failed; empty where it did not."""
    return [
        Finding(where=Text(*row["where"]), what=Text(*row["what"]), repair=Text(*row["repair"])) for row in job.findings
    ]


def findings_from(error: BaseException, job: Job) -> list[Finding]:
    """What to tell people about an error: the engine's own findings, or a number to ask the operator for."""
    if isinstance(error, ProblemError):
        return error.findings
    return [unexpected(job)]


def unexpected(job: Job) -> Finding:
    """An error nobody foresaw; the log has it under the job's number."""
    return Finding(
        where=Text(f"Auftrag {job.pk}", f"Job {job.pk}"),
        what=Text("Ein unerwarteter Fehler brach sie ab.", "It ended with an unexpected error."),
        repair=Text(
            "Bitte noch einmal starten; bleibt der Fehler, die Nummer dem Betreiber nennen.",
            "Please start it again; if the error stays, tell the operator this number.",
        ),
    )


def worker_died(job: Job, attempts: int) -> Finding:
    """The worker was killed in each attempt."""
    return Finding(
        where=Text(f"Auftrag {job.pk}", f"Job {job.pk}"),
        what=Text(
            f"Die Arbeit wurde {attempts}-mal begonnen und jedes Mal von außen beendet.",
            f"The work was begun {attempts} times and ended from outside each time.",
        ),
        repair=Text(
            "Der Betreiber sieht im Protokoll nach, ob Speicher oder Zeit fehlte; danach neu starten.",
            "The operator looks in the log whether memory or time ran out; then start it again.",
        ),
    )
