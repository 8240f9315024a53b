"""The outcome as components of a page: the lists behind the figures, and the figures with the way to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.figures import Bar
from aufwind.core.components.lists import Tab
from aufwind.core.components.numbers import written, written_share
from aufwind.core.components.tables import Cell, Column
from aufwind.core.money import written_money
from aufwind.events.enums import Stage
from aufwind.events.queries import evidence
from aufwind.events.queries.collaborations import SHOWS, open_answers, progress_of, wave_lines
from aufwind.events.queries.outcome import FEWEST_SHOWN
from aufwind.events.tables.plans import slot_time

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event, Outcome, Participation, StageAnswer
    from aufwind.events.queries.collaborations import OpenAnswer, Progress, StageFigures, WaveLine
    from aufwind.events.queries.evidence import MeetingLine
    from aufwind.events.queries.outcome import Figures

    Rows = list[list[Cell | str]]

WORDS: dict[str, dict[str, _StrPromise]] = {
    "meetings": {
        "all": gettext_lazy("all"),
        evidence.HELD: gettext_lazy("held"),
        evidence.NOT_HELD: gettext_lazy("not held"),
        evidence.DISPUTED: gettext_lazy("said differently by both"),
        evidence.UNANSWERED: gettext_lazy("nobody has answered"),
        "exchanged": gettext_lazy("contact data exchanged"),
        "remarks": gettext_lazy("with a remark"),
    },
    "verdicts": {
        "all": gettext_lazy("all"),
        "fits": gettext_lazy("fits"),
        "later": gettext_lazy("later"),
        "not": gettext_lazy("does not fit"),
    },
    "guests": {
        "all": gettext_lazy("all"),
        "here": gettext_lazy("checked in"),
        "no_shows": gettext_lazy("did not come"),
    },
    "collaborations": {
        "all": gettext_lazy("all"),
        "contact": gettext_lazy("at least in contact"),
        "talk": gettext_lazy("at least in talks"),
        "agreed": gettext_lazy("at least agreed"),
        "running": gettext_lazy("running or done"),
        "nothing": gettext_lazy("nothing came of it"),
        "disputed": gettext_lazy("said differently by both"),
        "silent": gettext_lazy("nobody has answered"),
        "tied": gettext_lazy("entered in the register"),
        "amount": gettext_lazy("with an amount"),
    },
}
BEGUN = gettext_lazy("begun")
TITLES = {
    "meetings": gettext_lazy("Meetings"),
    "verdicts": gettext_lazy("What meetings were good for"),
    "guests": gettext_lazy("Guests"),
    "collaborations": gettext_lazy("Collaborations"),
    "waves": gettext_lazy("Who was asked and who answered"),
    "ratings": gettext_lazy("How guests liked the event"),
    "open": gettext_lazy("Open answers"),
}
"""The lists behind the figures, by the end of their address."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list behind figures: its parts with how many each has, and the rows of the part shown."""

    tabs: list[Tab]
    columns: list[Column]
    rows: Rows


def listed(event: Event, of: str, *, show: str, words: str, visitor: Visitor) -> Listed:
    """One of the lists of `TITLES`, narrowed to a part and to words of a name or organisation."""
    makers: dict[str, Callable[[], Listed]] = {
        "meetings": lambda: _meetings(event, show, words),
        "verdicts": lambda: _verdicts(event, show, words),
        "guests": lambda: _guests(event, show, words),
        "collaborations": lambda: _collaborations(event, show, words),
        "waves": lambda: _waves(event, show, words),
        "ratings": lambda: _ratings(event),
        "open": lambda: Listed([], *open_table(open_answers(event, visitor), words=words)),
    }
    return makers[of]()


def list_href(event: Event, of: str, show: str = "all") -> str:
    """The address of a list, or of a part of it."""
    query = "" if show == "all" else f"?{urlencode({'show': show})}"
    return reverse("events:outcome-list", args=[event.slug, of]) + query


def _tabs(event: Event, of: str, counts: Mapping[str, int], show: str) -> list[Tab]:
    return [Tab(str(word), list_href(event, of, name), name == show, counts[name]) for name, word in WORDS[of].items()]


def _meetings(event: Event, show: str, words: str) -> Listed:
    lines = evidence.meeting_lines(event)
    is_shown = evidence.MEETINGS.get(show, evidence.MEETINGS["all"])
    rows = [meeting_row(line) for line in lines if is_shown(line) and evidence.is_named(line.guests, words)]
    columns = [Column(_("Who")), Column(_("Time")), Column(_("Table")), Column(_("What they say")), Column(_("Remark"))]
    return Listed(_tabs(event, "meetings", evidence.counts_among(lines, evidence.MEETINGS), show), columns, rows)


def meeting_row(line: MeetingLine) -> list[Cell | str]:
    """A meeting with what was said of it."""
    said = [_("{name}: {word}").format(name=one.giver.name, word=verdict_word(one)) for one in line.said]
    notes = [f"{one.giver.name}: {one.note}" for one in line.remarks]
    return [
        " – ".join(guest.name for guest in line.guests),
        slot_time(line.meeting.slot),
        line.meeting.table.key,
        Cell(str(WORDS["meetings"][line.state]), note="; ".join(said)),
        "; ".join(notes) or "–",
    ]


def verdict_word(outcome: Outcome) -> str:
    """What somebody says of a meeting, in a word."""
    if not outcome.was_held:
        return _("did not take place")
    return str(outcome.get_verdict_display()) if outcome.verdict else _("took place")


def _verdicts(event: Event, show: str, words: str) -> Listed:
    pairs = evidence.verdict_lines(evidence.meeting_lines(event))
    is_shown = evidence.VERDICTS.get(show, evidence.VERDICTS["all"])
    rows: Rows = [
        [
            outcome.giver.name,
            verdict_word(outcome),
            " – ".join(guest.name for guest in line.guests),
            slot_time(line.meeting.slot),
            _stamp(outcome.answered_at),
        ]
        for line, outcome in pairs
        if is_shown((line, outcome)) and evidence.is_named(line.guests, words)
    ]
    columns = [
        Column(_("Who says so")),
        Column(_("Verdict")),
        Column(_("Meeting")),
        Column(_("Time")),
        Column(_("Said on")),
    ]
    return Listed(_tabs(event, "verdicts", evidence.counts_among(pairs, evidence.VERDICTS), show), columns, rows)


def _guests(event: Event, show: str, words: str) -> Listed:
    guests = evidence.seated_guests(event)
    is_shown = evidence.GUESTS.get(show, evidence.GUESTS["all"])
    rows: Rows = [
        [
            Cell(guest.name, href=reverse("events:guest-record", args=[event.slug, guest.pk])),
            guest.organisation or "–",
            _stamp(guest.checked_in_at) if guest.checked_in_at else _("did not come"),
        ]
        for guest in guests
        if is_shown(guest) and evidence.is_named([guest], words)
    ]
    columns = [Column(_("Guest")), Column(_("Organisation")), Column(_("Checked in"))]
    return Listed(_tabs(event, "guests", evidence.counts_among(guests, evidence.GUESTS), show), columns, rows)


def _collaborations(event: Event, show: str, words: str) -> Listed:
    lines = progress_of(event)
    is_shown = SHOWS.get(show, SHOWS["all"])
    rows = [
        collaboration_row(event, progress)
        for progress in lines
        if is_shown(progress) and evidence.is_named(progress.both, words)
    ]
    columns = [Column(_("Who")), Column(_("Stage")), Column(_("What they say")), Column(_("Amount"), is_number=True),
               Column(_("In the register")), Column(_("Story"))]  # fmt: skip
    return Listed(_tabs(event, "collaborations", evidence.counts_among(lines, SHOWS), show), columns, rows)


def collaboration_row(event: Event, progress: Progress) -> list[Cell | str]:
    """A collaboration with what each of the two said last, and what came of it."""
    said = [answer_words(guest, progress.latest.get(guest.pk)) for guest in progress.both]
    story = getattr(progress.collaboration, "story", None)
    word = stage_word(progress.stage)
    return [
        " – ".join(guest.name for guest in progress.both),
        Cell(word, note=_("said differently by both")) if progress.is_disputed else word,
        "; ".join(said),
        "–" if progress.amount_cents is None else written_money(progress.amount_cents),
        _("tie entered") if progress.collaboration.tie_id else "–",
        Cell(
            str(story.get_state_display()) if story else _("write"),
            href=reverse("events:story-edit", args=[event.slug, progress.collaboration.pk]),
        ),
    ]


def stage_word(stage: str) -> str:
    """A stage in the reader's language; silence has a word as well."""
    return str(Stage(stage).label) if stage else _("nobody has answered")


def answer_words(guest: Participation, answer: StageAnswer | None) -> str:
    """What one of the two said last, and why."""
    if answer is None:
        return _("{name}: no answer").format(name=guest.name)
    word = f"{stage_word(answer.stage)} ({answer.why})" if answer.why else stage_word(answer.stage)
    return _("{name}: {word}").format(name=guest.name, word=word)


def _waves(event: Event, show: str, words: str) -> Listed:
    lines = wave_lines(event, progress_of(event))
    shown = [line for line in lines if line.wave == show] or lines
    rows: Rows = [
        [guest.name, str(line.wave.label), _("answered") if guest in line.answered else _("not answered")]
        for line in shown
        for guest in line.asked
        if evidence.is_named([guest], words)
    ]
    tabs = [Tab(_("all"), list_href(event, "waves"), show == "all", sum(len(line.asked) for line in lines))]
    tabs += [
        Tab(str(line.wave.label), list_href(event, "waves", line.wave), line.wave == show, len(line.asked))
        for line in lines
    ]
    return Listed(tabs, [Column(_("Guest")), Column(_("Asked")), Column(_("Answer"))], rows)


def _ratings(event: Event) -> Listed:
    ratings = evidence.ratings_of(event)
    counted = {rating: ratings.count(rating) for rating in range(5, 0, -1)}
    is_enough = len(ratings) >= FEWEST_SHOWN
    rows: Rows = [[written(rating), written(number) if is_enough else "–"] for rating, number in counted.items()]
    columns = [Column(_("Rating, 5 is the best")), Column(_("Number"), is_number=True)]
    return Listed([], columns, rows)


def open_table(
    lines: Iterable[OpenAnswer], *, words: str = "", events: Sequence[Event] = ()
) -> tuple[list[Column], Rows]:
    """Whom to ring up: who has not said how far she is with whom, and where it is entered for her.

    Args:
        events: The event of each line, where they are of several.
    """
    head = [Column(_("Guest")), Column(_("With")), Column(_("Said last")), Column(_("Adviser")), Column(_("Her page"))]
    rows: Rows = []
    for place, line in enumerate(lines):
        if not evidence.is_named([line.guest, line.other], words):
            continue
        row: list[Cell | str] = [
            line.guest.name,
            line.other.name,
            stage_word(line.said.stage) if line.said else "–",
            str(line.guest.adviser or "–"),
            Cell(_("enter for her"), href=reverse("events:for-stages-own", args=[line.guest.pk])),
        ]
        rows.append([*row, str(events[place])] if events else row)
    return ([*head, Column(_("Event"))] if events else head), rows


def wave_table(event: Event, lines: Iterable[WaveLine]) -> tuple[list[Column], Rows]:
    """The waves with how many were asked and answered."""
    columns = [Column(_("Asked")), Column(_("On")), Column(_("Guests asked"), is_number=True),
               Column(_("answered"), is_number=True), Column(_("of which entered by staff"), is_number=True),
               Column(_("Response"), is_number=True)]  # fmt: skip
    return columns, [
        [
            Cell(str(line.wave.label), href=list_href(event, "waves", line.wave)),
            formats.date_format(timezone.localtime(line.asked_at), "DATE_FORMAT"),
            written(len(line.asked)),
            written(len(line.answered)),
            written(line.by_staff),
            "–" if line.percent is None else percent(line.percent),
        ]
        for line in lines
    ]


def percent(share: float) -> str:
    """A share in per cent with one decimal: «12,5 %»."""
    return _("%(number)s %%") % {"number": written_share(share)}


def _stamp(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def first_tiles(event: Event, figures: Figures) -> list[tuple[int, str, str]]:
    """The figures of day and evening: number, word, and the list behind it."""
    meetings, guests, verdicts = WORDS["meetings"], WORDS["guests"], WORDS["verdicts"]
    found: list[tuple[int, str, str, str]] = [
        (figures.booked, _("meetings booked"), "meetings", "all"),
        (figures.held, str(meetings["held"]), "meetings", "held"),
        (figures.not_held, str(meetings["not_held"]), "meetings", "not_held"),
        (figures.disputed, str(meetings["disputed"]), "meetings", "disputed"),
        (figures.unanswered, str(meetings["unanswered"]), "meetings", "unanswered"),
        (figures.contacts, str(meetings["exchanged"]), "meetings", "exchanged"),
        (figures.expected, _("guests expected"), "guests", "all"),
        (figures.here, str(guests["here"]), "guests", "here"),
        (figures.no_shows, str(guests["no_shows"]), "guests", "no_shows"),
        *((figures.verdicts[name], str(verdicts[name]), "verdicts", name) for name in ("fits", "later", "not")),
    ]
    return [(number, word, list_href(event, of, show)) for number, word, of, show in found]


def second_tiles(event: Event, figures: StageFigures) -> list[tuple[int, str, str]]:
    """The figures of the second stage: number, word, and the list behind it."""
    words = {**WORDS["collaborations"], "all": BEGUN}
    return [(figures.counts[name], str(word), list_href(event, "collaborations", name)) for name, word in words.items()]


def funnel_bars(figures: StageFigures) -> list[Bar]:
    """From the first contact to working together; each step counts also those that went further."""
    steps = ("all", "contact", "talk", "agreed", "running")
    words = {"all": BEGUN, **{step: WORDS["collaborations"][step] for step in steps[1:]}}
    return [Bar(str(words[step]), figures.counts[step], written(figures.counts[step])) for step in steps]
