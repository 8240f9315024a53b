"""One way to say what is wrong with a file, whatever its format."""

from __future__ import annotations

from aufwind.engine.errors import Finding, ProblemError, Text

MOST_SHOWN = 50
"""Nobody repairs more than this at a time, and a file of errors must not become a page of errors."""


class FileIsRefused(ProblemError):
    """The file cannot be read as what it claims to be; nothing was taken from it."""


class Findings:
    """Collects what is wrong, keeping the first `MOST_SHOWN`; counts the others."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._more = 0

    def __len__(self) -> int:
        return len(self._kept) + self._more

    def add(self, where: Text, what: Text, repair: Text) -> None:
        """Note one thing."""
        if len(self._kept) < MOST_SHOWN:
            self._kept.append(Finding(where, what, repair))
        else:
            self._more += 1

    def listed(self) -> list[Finding]:
        """What was noted; the last line says how much is not shown."""
        if not self._more:
            return list(self._kept)
        more = Finding(
            Text("Ganze Datei", "Whole file"),
            Text(
                f"{self._more} weitere Fehler sind nicht gezeigt.",
                f"{self._more} more errors are not shown.",
            ),
            Text("Beheben Sie zuerst die gezeigten.", "Repair those shown first."),
        )
        return [*self._kept, more]

    def refuse_if_any(self) -> None:
        """End reading here if anything was noted.

        Raises:
            FileIsRefused: With all findings.
        """
        if self._kept:
            raise FileIsRefused(self.listed())


def refused(where: Text, what: Text, repair: Text) -> FileIsRefused:
    """A refusal with a single finding, to be raised."""
    return FileIsRefused([Finding(where, what, repair)])


def shortened(text: str, most: int = 40) -> str:
    """A value from a file as it may be shown in a message: short, and without control characters."""
    shown = "".join(char if char.isprintable() else "�" for char in text[: most + 1])
    return shown if len(shown) <= most else f"{shown[:most]}…"
