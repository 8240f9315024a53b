"""The papers of an event as PDF: badges, personal plans, table cards, door list, attendance list; or all in one file.

Each page carries its version and a code that leads to the page saying whether it still is the newest. Set in one run a
paper, so that 300 guests take seconds.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_STORED, ZipFile

import segno
import typst
from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from aufwind.accounts.links import personal_links
from aufwind.actors.enums import Audience, Sort
from aufwind.actors.rules import audience_of
from aufwind.actors.tables import languages_told
from aufwind.core.partial_dates import written_date
from aufwind.events.links import PURPOSE
from aufwind.events.queries.paper import letter_ranges, parts_of, sorting_name
from aufwind.events.tables.rebooking import slot_labels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.events.models import Event, Participation
    from aufwind.events.queries.paper import Pack

FONTS = files("aufwind.engine.files") / "fonts"
SHEETS = files("aufwind.events") / "paper" / "pack.typ"
PAPERS = {
    "badges": gettext_lazy("Badges"),
    "plans": gettext_lazy("Personal plans"),
    "tables": gettext_lazy("Table cards"),
    "door": gettext_lazy("Door list"),
    "attendance": gettext_lazy("Attendance list"),
}
NEEDS_PLAN = frozenset({"plans", "tables"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """How badges lie on a sheet of A4; all measures in millimetres.

    Attributes:
        left: From the sheet's edge to the first badge; `top` likewise.
        across: From one badge's left edge to the next one's; `down` from top to top.
        has_lines: To be cut by hand along printed lines; labels and pre-cut cards need none.
    """

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    has_lines: bool = False


SHEETS_OF_BADGES = {
    "85x54": Sheet(2, 5, 85, 54, 20, 13.5, 85, 54, has_lines=True),
    "90x55": Sheet(2, 5, 90, 55, 15, 11, 90, 55, has_lines=True),
    "80x50": Sheet(2, 5, 80, 50, 17.5, 13.5, 95, 55),
    "99x68": Sheet(2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7),
    "105x148": Sheet(2, 2, 105, 148.5, 0, 0, 105, 148.5, has_lines=True),
}
"""Sizes of the usual badge holders, name labels and inserts."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How it is printed.

    Attributes:
        desks: Into how many parts of about equal size the door list is cut; `ranges` of letters say it exactly.
        badge: One of `SHEETS_OF_BADGES`.
    """

    desks: int = 1
    ranges: tuple[tuple[str, str], ...] = ()
    badge: str = "85x54"


USUAL = Layout()


def badge_sizes() -> list[tuple[str, str]]:
    """Every sheet of badges with its name in the reader's words."""
    said = []
    for key, sheet in SHEETS_OF_BADGES.items():
        measures = {
            "width": formats.number_format(sheet.width),
            "height": formats.number_format(sheet.height),
            "number": sheet.columns * sheet.rows,
        }
        text = (
            _("%(width)s × %(height)s mm, %(number)s a sheet, to cut")
            if sheet.has_lines
            else _("%(width)s × %(height)s mm, %(number)s a sheet, labels")
        )
        said.append((key, text % measures))
    return said


def papers_in(pack: Pack) -> list[str]:
    """Which papers there is something to print on."""
    due = {
        "badges": pack.fresh,
        "plans": pack.guests if pack.plan else [],
        "tables": pack.tables,
        "door": pack.guests,
        "attendance": pack.fresh,
    }
    return [kind for kind in PAPERS if due[kind]]


def paper(pack: Pack, kind: str, *, language: str, own_language: bool = False, layout: Layout = USUAL) -> bytes:
    """One paper as PDF (PDF/UA-1).

    Args:
        kind: One of `PAPERS`.
        language: «de» or «en».
        own_language: Personal plans and badges in each guest's own instead.

    Cost: about 5 ms a guest.
    """
    with override(language):
        given = _common(pack, kind, language) | _CONTENTS[kind](pack, own_language=own_language, layout=layout)
    made = typst.compile(  # type: ignore[misc]  # the stub cannot tell its kinds of input apart
        SHEETS.read_bytes(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def whole_pack(
    packs: Pack | Mapping[str, Pack], *, language: str, own_language: bool = False, layout: Layout = USUAL
) -> bytes:
    """Every paper there is something for, in one archive.

    Args:
        packs: One for all papers, or what each is made of: on a reprint each has an earlier print of its own.
    """
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_STORED) as box:
        for kind in PAPERS:
            pack = packs.get(kind) if isinstance(packs, Mapping) else packs
            if pack is not None and kind in papers_in(pack):
                made = paper(pack, kind, language=language, own_language=own_language, layout=layout)
                box.writestr(f"{pack.event.slug}-{kind}.pdf", made)
    return archive.getvalue()


def _common(pack: Pack, kind: str, language: str) -> dict[str, Any]:
    event = pack.event
    return {
        "kind": kind,
        "language": language,
        "title": f"{PAPERS[kind]}: {event}",
        "event": _named(event),
        "lead": _facts(event),
        "version": _version(pack),
        "newest": _("Still the newest?"),
        "qr": _code(_check_address(pack, language), _("Code to the page that says whether this print is the newest")),
    }


def _named(event: Event) -> str:
    return f"{event}, {written_date(event.starts)}"


def _facts(event: Event) -> list[str]:
    """What a funder's form asks for: date, place, project, and by what the project is funded."""
    where = ", ".join(filter(None, (event.venue, str(event.place or ""))))
    facts = [
        _("Date: %(date)s") % {"date": written_date(event.starts)},
        _("Place: %(place)s") % {"place": where} if where else "",
    ]
    if project := event.project:
        named = f"{project.title} ({project.code})" if project.code else project.title
        facts.append(_("Project: %(project)s") % {"project": named})
        if programme := project.programme:
            funded = {"programme": f"{programme} ({programme.fund})" if programme.fund else str(programme)}
            facts.append(_("The project is funded by the programme %(programme)s.") % funded)
    return [fact for fact in facts if fact]


def _version(pack: Pack) -> str:
    said = {
        "plan": pack.plan.number if pack.plan else "–",
        "when": formats.date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT"),
    }
    if pack.is_reprint:
        return _("Reprint, plan %(plan)s, registrations of %(when)s") % said
    return _("Plan %(plan)s, registrations of %(when)s") % said


def _check_address(pack: Pack, language: str) -> str:
    number = pack.plan.number if pack.plan else 0
    with override(language):
        path = reverse("events:paper-check", args=[pack.event.slug, number])
    return f"{settings.SITE_ADDRESS}{path}?at={int(timezone.now().timestamp())}"


def _code(text: str, alt: str) -> dict[str, str]:
    return {"svg": _drawn(text), "alt": alt}


@lru_cache(maxsize=4096)
def _drawn(text: str) -> str:
    return segno.make(text, error="m").svg_inline(border=0, omitsize=True)


def _language_of(guest: Participation, *, own_language: bool) -> str:
    own = guest.language if guest.language in {"de", "en"} else "de"
    return own if own_language else get_language() or "de"


def _badges(pack: Pack, *, own_language: bool, layout: Layout) -> dict[str, Any]:
    sheet = SHEETS_OF_BADGES[layout.badge]
    measures = {name: getattr(sheet, name) for name in Sheet.__slots__}
    return {"cards": [_badge(pack, guest, own_language=own_language) for guest in pack.fresh], "sheet": measures}


def _badge(pack: Pack, guest: Participation, *, own_language: bool) -> dict[str, Any]:
    language = _language_of(guest, own_language=own_language)
    with override(language):
        return {
            "language": language,
            "event": _named(pack.event),
            "name": guest.name,
            "house": guest.organisation,
            "side": pack.event.side_words.get(guest.side, ""),
            "speaks": languages_told(_spoken(guest)),
            "qr": _code(guest.key, _("Code for the check-in desk")),
        }


def _spoken(guest: Participation) -> list[str]:
    """The languages her entry in the register shows to everybody; else the one she is written to in."""
    entry = guest.actor
    is_open = (
        entry is not None
        and entry.sort == Sort.PERSON
        and entry.audience == Audience.PUBLIC
        and audience_of(entry, "languages") == Audience.PUBLIC
    )
    return (entry.languages if entry is not None and is_open else []) or [guest.language]


def _plans(pack: Pack, *, own_language: bool, layout: Layout) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    tokens = personal_links(PURPOSE, [str(guest.pk) for guest in pack.guests])
    return {"sheets": [_plan(pack, guest, tokens, own_language=own_language) for guest in pack.guests]}


def _plan(pack: Pack, guest: Participation, tokens: dict[str, str], *, own_language: bool) -> dict[str, Any]:
    language = _language_of(guest, own_language=own_language)
    with override(language):
        labels = slot_labels(pack.slots)
        rows = [
            [labels.get(one.slot, one.slot), one.table,
             ", ".join(sorted(pack.names.get(pk, "–") for pk in one.partners))]
            for one in pack.meetings.get(guest.pk, [])
        ]  # fmt: skip
        address = settings.SITE_ADDRESS + reverse("events:guest", args=[tokens[str(guest.pk)]])
        return {
            "language": language,
            "event": _named(pack.event),
            "name": guest.name,
            "house": guest.organisation,
            "title": _("Your meetings"),
            "heads": [_("When"), _("Table"), _("With")],
            "rows": rows,
            "none": _("No meetings yet"),
            "version": _version(pack),
            "living": _("Your page, always up to date"),
            "newest": _("Still the newest?"),
            "qr": _code(address, _("QR code to your own page, always up to date")),
        }


def _tables(pack: Pack, *, own_language: bool, layout: Layout) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    labels = slot_labels(pack.slots)
    sheets = [
        {
            "title": _("Table %(number)s") % {"number": key},
            "rows": [[labels[slot.key], " – ".join(rows.get(slot.key, ()))] for slot in pack.slots],
        }
        for key, rows in pack.tables.items()
    ]
    return {"sheets": sheets, "heads": [_("When"), _("Who")]}


def _door(pack: Pack, *, own_language: bool, layout: Layout) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    ranges = layout.ranges or tuple(letter_ranges(pack.guests, layout.desks))
    parts = [
        {"title": _part_title(span, is_only=len(ranges) < 2), "rows": [_door_row(pack, guest) for guest in guests]}
        for span, guests in parts_of(pack.guests, ranges)
    ]
    return {"parts": parts, "heads": [_("Here"), _("Find"), _("Name"), _("Organisation"), _("Table first")]}


def _part_title(span: tuple[str, str] | None, *, is_only: bool) -> str:
    if span is None:
        return _("Door list, all others")
    letters = span[0] if span[0] == span[1] else f"{span[0]}–{span[1]}"
    return str(PAPERS["door"]) if is_only else _("Door list %(letters)s") % {"letters": letters}


def _door_row(pack: Pack, guest: Participation) -> list[str]:
    meetings = pack.meetings.get(guest.pk, [])
    find = sorting_name(guest.name)[:3].upper()
    return ["", find, guest.name, guest.organisation, meetings[0].table if meetings else "–"]


def _attendance(pack: Pack, *, own_language: bool, layout: Layout) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    """The list goes from hand to hand; who objected to being shown signs on a sheet of her own."""
    rows = [[str(i), guest.name, guest.organisation, ""] for i, guest in enumerate(pack.fresh, start=1)]
    alone = [row for row, guest in zip(rows, pack.fresh, strict=True) if guest.is_hidden]
    listed = [row for row in rows if row not in alone]
    return {
        "parts": [{"title": str(PAPERS["attendance"]), "rows": part} for part in [listed, *([row] for row in alone)]],
        "heads": ["#", _("Name"), _("Organisation"), _("Signature")],
    }


_CONTENTS = {"badges": _badges, "plans": _plans, "tables": _tables, "door": _door, "attendance": _attendance}
