"""What is missing before an event can be announced: what, and in which part of the set-up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from aufwind.events.grid import meetings_each

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.events.models import Event


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do; `part` is the section of the set-up page. What only warns keeps nobody from announcing."""

    text: str
    part: str
    is_warning: bool = False


def missing_in(event: Event) -> list[Missing]:
    """What is missing, in the order of the set-up page. Six statements."""
    return [*_basics(event), *_times(event), *_registration(event)]


def _basics(event: Event) -> Iterator[Missing]:
    for value, text in (
        (event.title_de, _("The title is missing in German.")),
        (event.title_en, _("The title is missing in English.")),
        (event.summary_de, _("The text is missing in German.")),
        (event.summary_en, _("The text is missing in English.")),
    ):
        if not value.strip():
            yield Missing(text, "basics")
    if event.place is None and not event.venue:
        yield Missing(_("Say where it takes place."), "basics")
    if event.starts < timezone.localdate().isoformat()[: len(event.starts)]:
        yield Missing(_("The day lies in the past."), "basics")
    for side in event.sides:
        if not side["de"] or not side["en"]:
            yield Missing(_("A side has no name in one of the languages."), "sides")


def _times(event: Event) -> Iterator[Missing]:
    blocks = list(event.blocks.all())
    for before, after in pairwise(blocks):
        if after.starts_at < before.ends_at:
            names = {"one": before.title, "other": after.title}
            yield Missing(_("«%(one)s» and «%(other)s» overlap.") % names, "times")
    for block in blocks:
        if timezone.localtime(block.starts_at).date().isoformat() < event.starts:
            yield Missing(_("«%(block)s» lies before the event.") % {"block": block.title}, "times")
    if event.is_matching and not event.slots.in_force().exists():
        yield Missing(_("There is no time for meetings: add a block."), "times")
    tables = event.tables.in_force().count()
    if event.is_matching and not tables:
        yield Missing(_("There are no tables."), "tables")
    elif event.is_matching and event.capacity and tables < event.capacity // 2:
        text = _("%(tables)s tables are fewer than %(people)s people need to meet all at once; some will wait.")
        yield Missing(text % {"tables": tables, "people": event.capacity}, "tables", is_warning=True)


def _registration(event: Event) -> Iterator[Missing]:
    if event.capacity == 0:
        yield Missing(_("There are no seats."), "registration")
    closes = event.registration_closes_at
    if closes and timezone.localtime(closes).date().isoformat() > (event.ends or event.starts):
        yield Missing(_("Registration closes after the event."), "registration")
    if closes and event.registration_opens_at and closes <= event.registration_opens_at:
        yield Missing(_("Registration closes before it opens."), "registration")
    terms = event.terms.first()
    if terms is None or not terms.text_de.strip() or not terms.text_en.strip():
        yield Missing(_("Write in both languages what guests agree to."), "terms")


def capacity_sentence(event: Event) -> str:
    """How many meetings fit, and how many each gets: computed anew from what is there. Two statements."""
    slots, tables = event.slots.in_force().count(), event.tables.in_force().count()
    said = {"slots": slots, "tables": tables, "meetings": slots * tables}
    text = _("%(slots)s slots × %(tables)s tables = %(meetings)s meetings") % said
    if not event.capacity:
        return text
    each = formats.number_format(round(meetings_each(slots, tables, event.capacity), 1), 1)
    return text + "; " + _("%(people)s people → %(each)s each") % {"people": event.capacity, "each": each}
