"""Profiles from whatever file, pairs to whatever file, by what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text
from aufwind.engine.files.match_json import matches_to_json, profiles_to_json, read_profiles_json
from aufwind.engine.files.refusal import refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.files.match_shape import ProfilesFile
    from aufwind.engine.matching.matches import Matches
    from aufwind.engine.matching.profile import Answer, Profile

SUFFIXES = (".json", ".xlsx")
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
TABLES = (".csv", ".tsv", ".txt")
ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0"
"""How old Excel files begin, and new ones that are protected by a password."""


def read_profiles(content: bytes, name: str = "") -> ProfilesFile:
    """The profiles and answers a file describes, with notes on what was not used.

    What the content is decides how it is read: a spreadsheet where it begins like one or `name` says so, else JSON.

    Raises:
        FileIsRefused: It cannot be read, or contradicts itself; the findings say where and what to do.
    """
    if not content.strip():
        raise refused(
            Text("Ganze Datei", "Whole file"),
            Text("Sie ist leer.", "It is empty."),
            Text("Wählen Sie eine andere.", "Choose another one."),
        )
    if content.startswith((ZIP, OLE)) or name.lower().endswith(SPREADSHEETS):
        from aufwind.engine.files.match_sheets import read_profile_sheets  # noqa: PLC0415 -- slow import
        from aufwind.engine.files.workbook import open_workbook  # noqa: PLC0415 -- slow import

        return read_profile_sheets(open_workbook(content))
    if name.lower().endswith(TABLES):
        raise refused(
            Text("Ganze Datei", "Whole file"),
            Text(
                "Eine CSV-Datei hat nur eine Tabelle, Profile brauchen drei.",
                "A CSV file has one table, profiles take three.",
            ),
            Text("Verwenden Sie .xlsx («aufwind match --template»).", "Use .xlsx (“aufwind match --template”)."),
        )
    return read_profiles_json(content)


def can_write(suffix: str) -> bool:
    """Whether profiles and pairs can be written as `suffix` (".json", ".xlsx")."""
    return suffix in SUFFIXES


def matches_as(suffix: str, matches: Matches, profiles: Sequence[Profile], language: str) -> bytes:
    """The pairs as the content of a file with this ending."""
    if suffix == ".xlsx":
        from aufwind.engine.files.match_write_xlsx import matches_to_xlsx  # noqa: PLC0415 -- slow import

        return matches_to_xlsx(matches, profiles, language)
    return matches_to_json(matches).encode()


def profiles_as(suffix: str, profiles: Sequence[Profile], answers: Sequence[Answer], language: str) -> bytes:
    """The profiles as the content of a file with this ending."""
    if suffix == ".xlsx":
        from aufwind.engine.files.match_write_xlsx import profiles_to_xlsx  # noqa: PLC0415 -- slow import

        return profiles_to_xlsx(profiles, answers, language)
    return profiles_to_json(profiles, answers).encode()
