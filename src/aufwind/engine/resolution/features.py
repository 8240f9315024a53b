"""A record, reduced to what is compared; packed into one text, because a register holds a hundred thousand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aufwind.engine.resolution.names import organisation_words, person_words, place_word
from aufwind.engine.resolution.signals import (
    mail_address,
    mail_domain,
    phone_digits,
    postcode_of,
    street_of,
    web_domain,
)

if TYPE_CHECKING:
    from aufwind.engine.resolution.record import Record

BETWEEN_FIELDS, BETWEEN_VALUES = "\x1f", "\x1e"


class Features(NamedTuple):
    """What is compared, all folded; empty where unknown."""

    is_person: bool
    words: tuple[str, ...]
    place: str
    postcode: str
    street: str
    emails: tuple[str, ...]
    domains: tuple[str, ...]
    phones: tuple[str, ...]


def features_of(record: Record) -> Features:
    """The features of a record. About 25 µs."""
    is_person = record.kind == "person"
    emails = tuple(filter(None, map(mail_address, record.emails)))
    domains = dict.fromkeys([*map(mail_domain, emails), *map(web_domain, record.websites)])
    return Features(
        is_person,
        (person_words if is_person else organisation_words)(record.name),
        place_word(record.place),
        postcode_of(record.postcode),
        street_of(record.street),
        emails,
        tuple(filter(None, domains)),
        tuple(filter(None, map(phone_digits, record.phones))),
    )


def packed(features: Features) -> str:
    """Features as one text."""
    person, words, place, postcode, street, emails, domains, phones = features
    return BETWEEN_FIELDS.join(
        (
            "p" if person else "",
            " ".join(words),
            place,
            postcode,
            street,
            *(BETWEEN_VALUES.join(values) for values in (emails, domains, phones)),
        )
    )


def packed_name(text: str) -> str:
    """The words of the name in a packed text, without unpacking it."""
    return text.split(BETWEEN_FIELDS, 2)[1]


def unpacked(text: str) -> Features:
    """Features from the text `packed` made of them."""
    person, words, place, postcode, street, emails, domains, phones = text.split(BETWEEN_FIELDS)
    return Features(
        bool(person), tuple(words.split()), place, postcode, street, _values(emails), _values(domains), _values(phones)
    )


def _values(text: str) -> tuple[str, ...]:
    return tuple(text.split(BETWEEN_VALUES)) if text else ()
