"""Profiles and pairs as spreadsheets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from aufwind.engine.files.match_headers import MATCH, REASONS, VERDICTS
from aufwind.engine.files.match_shape import ROWS
from aufwind.engine.files.sheet_writer import INERT, SheetWriter, cell_of, name_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aufwind.engine.files.sheet_writer import Value
    from aufwind.engine.matching.matches import Match, Matches
    from aufwind.engine.matching.profile import Answer, Profile

SHEETS = {"pairs": ("Suggestions", "Vorschläge"), "lists": ("Lists", "Listen"), "figures": ("Figures", "Kennzahlen")}
PAIRS = (
    ("score", "Wert"),
    ("id", "Kennung"),
    ("who", "Wer"),
    ("id of the other", "Kennung des anderen"),
    ("with whom", "Mit wem"),
    ("needs of the one", "Bedarf des einen"),
    ("needs of the other", "Bedarf des anderen"),
    ("common topics", "gemeinsame Themen"),
    ("other circle", "anderer Kreis"),
    ("why", "Warum"),
)
LISTS = (("who", "Wer"), ("place", "Platz"), ("with whom", "Mit wem"), ("score", "Wert"), ("why", "Warum"))
DIGITS = 4


def profiles_to_xlsx(profiles: Sequence[Profile], answers: Sequence[Answer] = (), language: str = "de") -> bytes:
    """The profiles as a workbook that `read_profiles` reads back, with headings in `language` ("de" or "en")."""
    lines: dict[str, list[list[Value]]] = {
        "profiles": [_line("profiles", profile) for profile in profiles],
        "answers": [_answer(answer, language) for answer in answers],
    }
    for side in ("needs", "offers"):
        lines[side] = [[profile.id, *_line(side, entry)] for profile in profiles for entry in getattr(profile, side)]
    buffer = io.BytesIO()
    with Workbook(buffer, INERT) as book:
        writer = SheetWriter(book)
        for rows, row in ROWS.items():
            head = [name_in(MATCH.columns[rows][field], language) for field in row.fields]
            writer.sheet(name_in(MATCH.sheets[rows], language), head, lines[rows])
    return buffer.getvalue()


def matches_to_xlsx(matches: Matches, profiles: Sequence[Profile], language: str = "de") -> bytes:
    """The pairs as a workbook: all pairs, everybody's list, and the figures."""
    names = {profile.id: profile.name or profile.id for profile in profiles}
    buffer = io.BytesIO()
    with Workbook(buffer, INERT) as book:
        writer = SheetWriter(book)
        head = [name_in(title, language) for title in PAIRS]
        lines = [_pair(match, names, language) for match in matches.pairs]
        writer.sheet(name_in(SHEETS["pairs"], language), head, lines)
        head = [name_in(title, language) for title in LISTS]
        writer.sheet(name_in(SHEETS["lists"], language), head, _lists(matches, names, language))
        head = [name_in(title, language) for title in (("figure", "Kennzahl"), ("value", "Wert"))]
        writer.sheet(name_in(SHEETS["figures"], language), head, _figures(matches, language))
    return buffer.getvalue()


def _line(rows: str, row: Profile | Answer | object) -> list[Value]:
    return [cell_of(getattr(row, field)) for field in ROWS[rows].fields if field != "profile"]


def _answer(answer: Answer, language: str) -> list[Value]:
    line = _line("answers", answer)
    fields = list(ROWS["answers"].fields)
    for field, meanings in (("verdict", VERDICTS), ("reason", REASONS)):
        if getattr(answer, field) in meanings:
            line[fields.index(field)] = name_in(meanings[getattr(answer, field)], language)
    return line


def _why(match: Match, language: str) -> str:
    return "\n".join(reason.text[0 if language == "de" else 1] for reason in match.reasons)


def _pair(match: Match, names: Mapping[str, str], language: str) -> list[Value]:
    parts = match.parts
    figures = (parts.a_needs, parts.b_needs, parts.topics)
    return [
        round(match.score, DIGITS),
        match.a,
        names[match.a],
        match.b,
        names[match.b],
        *(round(figure, DIGITS) for figure in figures),
        cell_of(parts.bridge > 0),
        _why(match, language),
    ]


def _lists(matches: Matches, names: Mapping[str, str], language: str) -> Iterator[list[Value]]:
    """Everybody's pairs, the best first; people in the order of their names."""
    own: dict[str, list[tuple[str, Match]]] = {}
    for match in matches.pairs:
        own.setdefault(match.a, []).append((match.b, match))
        own.setdefault(match.b, []).append((match.a, match))
    for who in sorted(own, key=lambda who: (names[who].casefold(), who)):
        for place, (other, match) in enumerate(own[who], 1):
            yield [names[who], place, names[other], round(match.score, DIGITS), _why(match, language)]


def _figures(matches: Matches, language: str) -> Iterator[list[Value]]:
    german = language == "de"
    yield ["Vorschläge" if german else "Suggestions", len(matches.pairs)]
    yield ["Summe der Werte" if german else "Sum of scores", round(sum(m.score for m in matches.pairs), DIGITS)]
    yield ["Mehr ist nicht möglich als" if german else "No choice has more than", round(matches.bound, DIGITS)]
    yield ["Ohne Vorschlag" if german else "Without a suggestion", len(matches.unmatched)]
    yield ["Verfahren" if german else "Method", matches.version]
    yield ["Eingaben (SHA-256)" if german else "Inputs (SHA-256)", matches.inputs]
    yield ["Startwert" if german else "Seed", matches.seed]
    for name, value in matches.parameters.items():
        yield [name, value]
