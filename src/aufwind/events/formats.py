"""What each format of an event begins with: times, tables, sides, programme. All of it can be changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from aufwind.events.enums import Format


@dataclass(frozen=True, slots=True)
class BlockOf:
    """A stretch of time for meetings on the first day: «10:00» to «12:00»."""

    key: str
    de: str
    en: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class ItemOf:
    """A programme item of the first day."""

    de: str
    en: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Template:
    """What a new event of a format begins with.

    Attributes:
        sides: (key, German, English); empty: everybody may meet everybody.
        seats: Of each table.
    """

    kind: str
    slot_minutes: int
    change_minutes: int
    tables: int
    seats: int
    blocks: tuple[BlockOf, ...]
    programme: tuple[ItemOf, ...]
    sides: tuple[tuple[str, str, str], ...] = ()


_WELCOME = ItemOf("Begrüßung", "Welcome", "09:30", "10:00")
_LUNCH = ItemOf("Mittagspause", "Lunch", "12:00", "13:00")
_CLOSE = ItemOf("Abschluss und Ausklang", "Closing and get-together", "15:00", "16:00")
_MORNING = BlockOf("morning", "Vormittag", "Morning", "10:00", "12:00")
_AFTERNOON = BlockOf("afternoon", "Nachmittag", "Afternoon", "13:00", "15:00")
_TWO_SIDES = (("companies", "Unternehmen", "Companies"), ("creatives", "Kreative", "Creatives"))

TEMPLATES: dict[str, Template] = {
    Format.MATCHING: Template(
        "matching event", 20, 5, 20, 2, (_MORNING, _AFTERNOON), (_WELCOME, _LUNCH, _CLOSE), _TWO_SIDES
    ),
    Format.SPEED: Template(
        "matching event", 7, 3, 15, 2, (BlockOf("evening", "Abend", "Evening", "18:00", "20:00"),),
        (ItemOf("Begrüßung", "Welcome", "17:30", "18:00"),), _TWO_SIDES,
    ),
    Format.MENTORS: Template(
        "matching event", 30, 0, 6, 2, (_AFTERNOON,), (ItemOf("Ankommen", "Arrival", "12:30", "13:00"),),
        (("mentors", "Mentoren", "Mentors"), ("founders", "Ratsuchende", "Mentees")),
    ),
    Format.WORKSHOP: Template("workshop", 45, 0, 5, 6, (_MORNING, _AFTERNOON), (_WELCOME, _LUNCH, _CLOSE)),
    Format.PITCHING: Template(
        "fair with pitching and matching", 15, 5, 10, 2, (_AFTERNOON,),
        (ItemOf("Pitches", "Pitches", "10:00", "12:00"), _LUNCH), _TWO_SIDES,
    ),
    Format.CAFE: Template("workshop", 25, 5, 5, 6, (_MORNING,), (_WELCOME, _LUNCH)),
    Format.OTHER: Template("network meeting", 20, 5, 0, 2, (), ()),
}  # fmt: skip
"""By format."""

TERMS = {
    "de": (
        "Wir verwenden Ihre Angaben nur, um diese Veranstaltung zu planen und durchzuführen. Name, Organisation, "
        "Angebot und Bedarf sehen die anderen Teilnehmenden; E-Mail und Telefon sieht nur das Team. Kontaktdaten geben "
        "wir an andere nur weiter, wenn beide zustimmen. Sechs Monate nach der Veranstaltung fragen wir zuletzt, was "
        "daraus geworden ist; danach werden Ihre Angaben gelöscht. Sie können jederzeit widerrufen."
    ),
    "en": (
        "We use what you tell us only to plan and hold this event. Name, organisation, offers and needs are seen by "
        "the other guests; e-mail and telephone by the organisers alone. Contact data pass to others only when both "
        "agree. Six months after the event we ask for the last time what came of it; then your data are deleted. You "
        "can take your consent back at any time."
    ),
}
"""What guests agree to unless the organiser writes something else."""

PHOTOS = {
    "de": "Bei der Veranstaltung wird fotografiert. Dürfen Bilder mit Ihnen auf unserer Website erscheinen?",
    "en": "Pictures are taken at the event. May pictures with you appear on our web site?",
}
