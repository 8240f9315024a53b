"""Any plan or event in any format, by the ending of the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.files.json_plan import plan_to_json
from aufwind.engine.files.json_problem import problem_to_json

if TYPE_CHECKING:
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan

SUFFIXES = (".json", ".xlsx", ".pdf", ".ics")


def can_write(suffix: str) -> bool:
    """Whether a plan can be written as `suffix` (".json", ".xlsx", ".pdf", ".ics")."""
    return suffix in SUFFIXES


def plan_as(suffix: str, problem: Problem, plan: Plan, language: str) -> bytes:
    """The plan as the content of a file with this ending; each writer is imported when it is needed."""
    if suffix == ".xlsx":
        from aufwind.engine.files.write_xlsx import plan_to_xlsx  # noqa: PLC0415 -- slow import

        return plan_to_xlsx(problem, plan, language)
    if suffix == ".pdf":
        from aufwind.engine.files.write_pdf import plan_to_pdf  # noqa: PLC0415 -- slow import

        return plan_to_pdf(problem, plan, language)
    if suffix == ".ics":
        from aufwind.engine.files.write_ics import plan_to_ics  # noqa: PLC0415 -- slow import

        return plan_to_ics(problem, plan, language)
    return plan_to_json(plan).encode()


def problem_as(suffix: str, problem: Problem, language: str) -> bytes:
    """The event as the content of a .xlsx or .json file."""
    if suffix == ".xlsx":
        from aufwind.engine.files.write_xlsx import problem_to_xlsx  # noqa: PLC0415 -- slow import

        return problem_to_xlsx(problem, language)
    return problem_to_json(problem).encode()
