"""What can go wrong in the engine.

    EngineError
    └── ProblemError          the input cannot be planned; every finding names a place and a repair
        └── ProblemIsInfeasible   well-formed, but no plan exists; the findings say what contradicts what

Texts exist in German and English (`Text`), because the engine answers people in both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in both languages."""

    de: str
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with an input.

    Attributes:
        where: Where it stands, in the reader's terms: «Wishes, row 7, column people», «participant kunsthaus».
        what: What is wrong.
        repair: What to do about it.
    """

    where: Text
    what: Text
    repair: Text

    def text(self, language: str) -> str:
        """The finding as one line in `language` ("de" or "en")."""
        part = 0 if language == "de" else 1
        return f"{self.where[part]}: {self.what[part]} {self.repair[part]}"


class EngineError(Exception):
    """Anything the engine refuses to do."""


class ProblemError(EngineError):
    """The input contradicts itself or cannot be read."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(finding.text("en") for finding in findings))


class ProblemIsInfeasible(ProblemError):
    """No plan can satisfy the input, and this is proven."""
