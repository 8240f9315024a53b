"""What came of an event as a spreadsheet: the figures, and every list they are counted from. No contact data."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter import Workbook

from aufwind.engine.files.sheet_writer import INERT, SheetWriter
from aufwind.events.queries.collaborations import progress_of, stage_figures, wave_lines
from aufwind.events.queries.evidence import meeting_lines, ratings_of, remarks_of, seated_guests
from aufwind.events.queries.outcome import FEWEST_SHOWN, figures_of
from aufwind.events.tables.outcome import TITLES, WORDS, first_tiles, second_tiles, stage_word, verdict_word
from aufwind.events.tables.plans import slot_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.engine.files.sheet_writer import Value
    from aufwind.events.models import Event
    from aufwind.events.queries.collaborations import Progress, WaveLine
    from aufwind.events.queries.evidence import MeetingLine

LONGEST_NAME = 31
"""Of a sheet, in any spreadsheet program."""


def outcome_file(event: Event, *, language: str) -> bytes:
    """All figures and lists of the outcome as XLSX. A dozen statements, whatever the size."""
    meetings, progress = meeting_lines(event), progress_of(event)
    waves = wave_lines(event, progress)
    buffer = io.BytesIO()
    with override(language), Workbook(buffer, INERT) as book:
        writer = SheetWriter(book)
        _sheet(writer, _("Figures"), [_("Figure"), _("Value")], _figures(event, progress, waves))
        _sheet(writer, _("Meetings"), _meeting_head(), map(_meeting, meetings))
        head = [_("Who says so"), _("Verdict"), _("Took place"), _("Remark"), _("Meeting"), _("Said on")]
        _sheet(writer, _("Answers"), head, _outcomes(meetings))
        _sheet(writer, _("Guests"), [_("Guest"), _("Organisation"), _("Side"), _("Checked in")], _guests(event))
        _sheet(writer, str(TITLES["collaborations"]), _collaboration_head(), map(_collaboration, progress))
        head = [
            _("Who"),
            _("With"),
            _("Asked"),
            _("Stage"),
            _("Why"),
            _("Amount in euros"),
            _("Entered by"),
            _("Said on"),
        ]
        _sheet(writer, _("Stages"), head, _answers(progress))
        _sheet(writer, _("Asked"), [_("Asked"), _("Guest"), _("Answer")], _asked(waves))
        _sheet(writer, _("Ratings"), [_("Rating, 5 is the best")], _ratings(event))
        _sheet(writer, _("Remarks"), [_("What should we know?")], ([remark] for remark in remarks_of(event)))
    return buffer.getvalue()


def _sheet(writer: SheetWriter, name: str, head: Sequence[str], lines: Iterable[Sequence[Value]]) -> None:
    writer.sheet(name[:LONGEST_NAME], head, lines)


def _figures(event: Event, progress: list[Progress], waves: list[WaveLine]) -> Iterable[list[Value]]:
    first, second = figures_of(event), stage_figures(progress)
    for number, word, _href in first_tiles(event, first):
        yield [word, number]
    yield [_("did not come, per cent"), round(first.no_show_percent, 1)]
    yield [_("guests who rated the event"), first.raters]
    yield [_("satisfaction, 5 is the best"), "–" if first.satisfaction is None else round(first.satisfaction, 2)]
    for number, word, _href in second_tiles(event, second):
        yield [word, number]
    yield [_("amounts named so far, in euros"), second.amount_cents / 100]
    for line in waves:
        yield [_("{wave}: asked").format(wave=line.wave.label), len(line.asked)]
        yield [_("{wave}: answered").format(wave=line.wave.label), len(line.answered)]
        yield [_("{wave}: answered, per cent").format(wave=line.wave.label),
               "–" if line.percent is None else round(line.percent, 1)]  # fmt: skip


def _meeting_head() -> list[str]:
    return [_("Who"), _("Time"), _("Table"), _("Took place"), _("Contact data exchanged"), _("Remark")]


def _meeting(line: MeetingLine) -> list[Value]:
    return [
        " – ".join(guest.name for guest in line.guests),
        slot_time(line.meeting.slot),
        line.meeting.table.key,
        str(WORDS["meetings"][line.state]),
        _("yes") if line.is_exchanged else "–",
        "; ".join(f"{one.giver.name}: {one.note}" for one in line.remarks),
    ]


def _outcomes(lines: Iterable[MeetingLine]) -> Iterable[list[Value]]:
    for line in lines:
        for said in line.said:
            yield [
                said.giver.name,
                verdict_word(said),
                _("yes") if said.was_held else _("no"),
                said.note,
                " – ".join(guest.name for guest in line.guests),
                timezone.localtime(said.answered_at),
            ]


def _guests(event: Event) -> Iterable[list[Value]]:
    sides = event.side_words
    for guest in seated_guests(event):
        came = timezone.localtime(guest.checked_in_at) if guest.checked_in_at else _("did not come")
        yield [guest.name, guest.organisation, sides.get(guest.side, guest.side), came]


def _collaboration_head() -> list[str]:
    return [_("Who"), _("With"), _("Stage"), _("said differently by both"), _("Amount in euros"), _("In the register"),
            _("Story")]  # fmt: skip


def _collaboration(progress: Progress) -> list[Value]:
    left, right = progress.both
    story = getattr(progress.collaboration, "story", None)
    return [
        left.name,
        right.name,
        stage_word(progress.stage),
        _("yes") if progress.is_disputed else "–",
        None if progress.amount_cents is None else progress.amount_cents / 100,
        _("tie entered") if progress.collaboration.tie_id else "–",
        str(story.get_state_display()) if story else "–",
    ]


def _answers(lines: Iterable[Progress]) -> Iterable[list[Value]]:
    for progress in lines:
        names = {guest.pk: guest for guest in progress.both}
        for answer in progress.answers:
            giver = names[answer.giver_id]
            yield [
                giver.name,
                progress.other(giver).name,
                str(answer.get_wave_display()),
                str(answer.get_stage_display()),
                answer.why,
                None if answer.amount_cents is None else answer.amount_cents / 100,
                _("herself") if answer.answered_by == f"participation:{giver.pk}" else _("staff"),
                timezone.localtime(answer.answered_at),
            ]


def _asked(waves: Iterable[WaveLine]) -> Iterable[list[Value]]:
    for line in waves:
        for guest in line.asked:
            yield [str(line.wave.label), guest.name, _("answered") if guest in line.answered else _("not answered")]


def _ratings(event: Event) -> Iterable[list[Value]]:
    ratings = ratings_of(event)
    return ([rating] for rating in ratings) if len(ratings) >= FEWEST_SHOWN else ()
