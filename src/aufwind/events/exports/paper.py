"""The papers of an event as PDF: badges, personal plans, table cards, door list, attendance list; or all in one file.

Each carries its version and a code that leads to the page saying whether it still is the newest. Set in one run a
paper, so that 300 guests take seconds.
"""

from __future__ import annotations

import io
import json
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
from aufwind.core.bilingual import in_readers_language
from aufwind.core.partial_dates import written_date
from aufwind.events.links import PURPOSE
from aufwind.events.queries.paper import letter_of, letter_ranges
from aufwind.events.tables.rebooking import slot_labels

if TYPE_CHECKING:
    from aufwind.events.models import Participation
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


def paper(pack: Pack, kind: str, *, language: str, own_language: bool = False, desks: int = 1) -> bytes:
    """One paper as PDF (PDF/UA-1).

    Args:
        kind: One of `PAPERS`.
        language: «de» or «en».
        own_language: Personal plans and badges in each guest's own instead.
        desks: Into how many parts the door list is cut.

    Cost: about 5 ms a guest.
    """
    with override(language):
        given = _common(pack, kind, language) | _CONTENTS[kind](pack, own_language=own_language, desks=desks)
    made = typst.compile(  # type: ignore[misc]  # the stub cannot tell its kinds of input apart
        SHEETS.read_bytes(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"given": json.dumps(given, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def whole_pack(pack: Pack, *, language: str, own_language: bool = False, desks: int = 1) -> bytes:
    """Every paper there is something for, in one archive."""
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_STORED) as box:
        for kind in PAPERS:
            if kind not in NEEDS_PLAN or pack.plan is not None:
                made = paper(pack, kind, language=language, own_language=own_language, desks=desks)
                box.writestr(f"{pack.event.slug}-{kind}.pdf", made)
    return archive.getvalue()


def _common(pack: Pack, kind: str, language: str) -> dict[str, Any]:
    event = pack.event
    where = event.venue or str(event.place or "")
    return {
        "kind": kind,
        "language": language,
        "title": f"{PAPERS[kind]}: {event}",
        "event": f"{event}, {written_date(event.starts)}",
        "lead": ", ".join(filter(None, (written_date(event.starts), where, str(event.project or "")))),
        "version": _version(pack),
        "qr": _code(_check_address(pack, language), _("Code to the page that says whether this print is the newest")),
    }


def _version(pack: Pack) -> str:
    said = {
        "plan": pack.plan.number if pack.plan else "–",
        "when": formats.date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT"),
    }
    text = _("Reprint, plan %(plan)s, %(when)s") if pack.is_reprint else _("Plan %(plan)s, printed %(when)s")
    return text % said


def _check_address(pack: Pack, language: str) -> str:
    number = pack.plan.number if pack.plan else 0
    with override(language):
        return settings.SITE_ADDRESS + reverse("events:paper-check", args=[pack.event.slug, number])


def _code(text: str, alt: str) -> dict[str, str]:
    return {"svg": _drawn(text), "alt": alt}


@lru_cache(maxsize=4096)
def _drawn(text: str) -> str:
    return segno.make(text, error="m").svg_inline(border=0, omitsize=True)


def _badges(pack: Pack, *, own_language: bool, desks: int) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    sides = {side["key"]: side for side in pack.event.sides}
    cards = []
    for guest in pack.guests:
        side = sides.get(guest.side)
        cards.append({
            "event": f"{pack.event}, {written_date(pack.event.starts)}",
            "name": guest.name,
            "house": guest.organisation,
            "side": in_readers_language(side["de"], side["en"]) if side else "",
            "qr": _code(guest.key, _("Code for the check-in desk")),
        })  # fmt: skip
    return {"cards": cards}


def _plans(pack: Pack, *, own_language: bool, desks: int) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    tokens = personal_links(PURPOSE, [str(guest.pk) for guest in pack.guests])
    return {"sheets": [_plan(pack, guest, tokens, own_language=own_language) for guest in pack.guests]}


def _plan(pack: Pack, guest: Participation, tokens: dict[str, str], *, own_language: bool) -> dict[str, Any]:
    own = guest.language if guest.language in {"de", "en"} else "de"
    with override(own if own_language else get_language()):
        labels = slot_labels(pack.slots)
        rows = [
            [labels.get(one.slot, one.slot), one.table,
             ", ".join(sorted(pack.names.get(pk, "–") for pk in one.partners))]
            for one in pack.meetings.get(guest.pk, [])
        ]  # fmt: skip
        address = settings.SITE_ADDRESS + reverse("events:guest", args=[tokens[str(guest.pk)]])
        return {
            "language": get_language() or "de",
            "event": f"{pack.event}, {written_date(pack.event.starts)}",
            "name": guest.name,
            "title": _("Your meetings"),
            "heads": [_("When"), _("Table"), _("With")],
            "rows": rows,
            "none": _("No meetings yet"),
            "version": _version(pack),
            "qr": _code(address, _("QR code to your own page, always up to date")),
        }


def _tables(pack: Pack, *, own_language: bool, desks: int) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    labels = slot_labels(pack.slots)
    sheets = [
        {
            "title": _("Table %(number)s") % {"number": key},
            "rows": [[labels[slot.key], " – ".join(rows.get(slot.key, ()))] for slot in pack.slots],
        }
        for key, rows in pack.tables.items()
    ]
    return {"sheets": sheets, "heads": [_("When"), _("Who")]}


def _door(pack: Pack, *, own_language: bool, desks: int) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    ranges = letter_ranges(pack.guests, desks) or [("A", "Z")]
    parts = []
    for first, last in ranges:
        title = str(PAPERS["door"]) if len(ranges) == 1 else f"{first}–{last}"
        here = [guest for guest in pack.guests if first <= letter_of(guest.name) <= last]
        parts.append({"title": title, "rows": [_door_row(pack, guest) for guest in here]})
    return {"parts": parts, "heads": [_("Here"), _("Name"), _("Organisation"), _("Table first")]}


def _door_row(pack: Pack, guest: Participation) -> list[str]:
    meetings = pack.meetings.get(guest.pk, [])
    return ["", guest.name, guest.organisation, meetings[0].table if meetings else "–"]


def _attendance(pack: Pack, *, own_language: bool, desks: int) -> dict[str, Any]:  # noqa: ARG001 -- one shape for all
    rows = [[str(i), guest.name, guest.organisation, ""] for i, guest in enumerate(pack.guests, start=1)]
    return {
        "parts": [{"title": str(PAPERS["attendance"]), "rows": rows}],
        "heads": ["#", _("Name"), _("Organisation"), _("Signature")],
    }


_CONTENTS = {"badges": _badges, "plans": _plans, "tables": _tables, "door": _door, "attendance": _attendance}
