"""Profiles and pairs as JSON: what `aufwind match PROFILES.json` reads, and what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aufwind.engine.files.json_rows import as_object, rows_in
from aufwind.engine.files.json_values import note_unknown, object_in
from aufwind.engine.files.match_shape import REQUIRED, ROWS, ProfilesFile, assembled, findings_in
from aufwind.engine.files.refusal import FileIsRefused, Findings
from aufwind.engine.files.strict_json import in_lines, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.errors import Text
    from aufwind.engine.matching.matches import Field, Match, Matches, Reason
    from aufwind.engine.matching.profile import Answer, Profile


def read_profiles_json(content: bytes) -> ProfilesFile:
    """The profiles and answers a JSON file holds; the format is `schema/profiles.json`.

    Raises:
        FileIsRefused: Names every place that does not fit, as a path («needs[3].title»), or the row by its id.
    """
    found = Findings()
    whole = object_in(parse(content), "", found) or {}
    note_unknown(whole, ROWS, "", found)
    lists = {name: rows_in(whole, name, row, found, is_required=name in REQUIRED) for name, row in ROWS.items()}
    found.refuse_if_any()
    if contradictions := list(findings_in(lists)):
        raise FileIsRefused(contradictions)
    return ProfilesFile(assembled(lists), lists["answers"])


def profiles_to_json(profiles: Sequence[Profile], answers: Sequence[Answer] = ()) -> str:
    """The profiles as JSON text, without fields that have their usual value; reading it gives the same profiles."""
    whole: dict[str, object] = {"profiles": [_own(profile) for profile in profiles]}
    for side in ("needs", "offers"):
        whole[side] = [as_object(entry, profile=profile.id) for profile in profiles for entry in getattr(profile, side)]
    if answers:
        whole["answers"] = [as_object(answer) for answer in answers]
    return in_lines(whole)


def matches_to_json(matches: Matches) -> str:
    """The pairs as JSON text in the format `schema/matches.json`."""
    return in_lines(
        {
            "pairs": [_pair(match) for match in matches.pairs],
            "unmatched": list(matches.unmatched),
            "bound": matches.bound,
            "version": matches.version,
            "inputs": matches.inputs,
            "parameters": dict(matches.parameters),
            "seed": matches.seed,
        }
    )


def _own(profile: Profile) -> dict[str, object]:
    return {name: value for name, value in as_object(profile).items() if name not in {"needs", "offers"}}


def _pair(match: Match) -> dict[str, Any]:
    """Any: JSON."""
    parts = {name: getattr(match.parts, name) for name in type(match.parts).__slots__}
    return {
        "a": match.a,
        "b": match.b,
        "score": match.score,
        "parts": parts,
        "reasons": [_reason(reason) for reason in match.reasons],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    """Any: JSON."""
    return {
        "met": [_field(field) for field in reason.met],
        "voices": list(reason.voices),
        "topics": list(reason.topics),
        "fit": reason.fit,
        "text": _in_both(reason.text),
    }


def _field(field: Field) -> dict[str, str]:
    return {"profile": field.profile, "side": field.side, "entry": field.entry}


def _in_both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}
