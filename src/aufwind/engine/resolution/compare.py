"""The probability that two records name the same, and what speaks for it."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from aufwind.engine.resolution import weights
from aufwind.engine.resolution.words import Agreement, agreement, is_misspelt

if TYPE_CHECKING:
    from aufwind.engine.resolution.counts import Counts
    from aufwind.engine.resolution.features import Features


class Comparison(NamedTuple):
    """What each field tells, as ln of the likelihood ratio; 0 where a side is silent."""

    name: Agreement
    name_told: float
    place: float
    street: float
    email: float
    domain: float
    phone: float
    prior: float

    @property
    def probability(self) -> float:
        """That both records name the same, between 0 and 1."""
        contacts = min(self.street + self.email + self.domain + self.phone, weights.MOST_FOR_CONTACTS)
        told = self.prior + self.name_told + self.place + contacts
        return 1 / (1 + exp(-max(min(told, 500.0), -500.0)))


def compare(left: Features, right: Features, counts: Counts) -> Comparison | None:
    """Compare two records of the same kind; None where their names alone rule it out, which is most pairs."""
    places = frozenset((left.place, right.place)) - {""} if left.place == right.place else frozenset()
    names = agreement(left.words, right.words, counts, places)
    name_told = _name_told(names, is_person=left.is_person)
    prior = log(weights.EXPECTED_DUPLICATES / counts.size)
    if name_told + prior + weights.SAME_PLACE_MOST + weights.MOST_FOR_CONTACTS < 0:
        return None
    place = _place(left, right, counts)
    email = _shared(left.emails, right.emails, counts, weights.SAME_EMAIL_MOST, weights.OTHER_EMAIL)
    domain = _shared(left.domains, right.domains, counts, weights.SAME_DOMAIN_MOST, weights.OTHER_DOMAIN)
    if domain > 0 and (email > 0 or place < 0):
        domain = 0.0  # told already; and branches of one house share its domain
    phone = _shared(left.phones, right.phones, counts, weights.SAME_PHONE_MOST, weights.OTHER_PHONE)
    return Comparison(names, name_told, place, _street(left.street, right.street), email, domain, phone, prior)


def _name_told(names: Agreement, *, is_person: bool) -> float:
    told = min(names.told, weights.MOST_FOR_A_NAME)
    if names.only_left and names.only_right:
        if is_person:
            return weights.DIFFERENT_GIVEN_NAMES
        return told + weights.DIFFERENT_WORDS - min(names.only_left, names.only_right)
    missing = weights.MISSING_WORD * (names.only_left + names.only_right)
    return told + max(missing, weights.MOST_FOR_MISSING)


def _place(left: Features, right: Features, counts: Counts) -> float:
    if left.place and right.place:
        if left.place == right.place:
            return min(counts.surprise(f"@{left.place}"), weights.SAME_PLACE_MOST)
        if is_misspelt(left.place, right.place, counts, "@"):
            return min(counts.surprise(f"@{left.place}"), weights.SAME_PLACE_MOST) * weights.TYPING_ERROR
    if left.postcode and right.postcode:
        if left.postcode == right.postcode:
            return min(counts.surprise(f"#{left.postcode}"), weights.SAME_PLACE_MOST)
        if left.postcode[:3] == right.postcode[:3]:
            return weights.NEAR_PLACE
        return weights.OTHER_PLACE
    return weights.OTHER_PLACE if left.place and right.place else 0.0


def _street(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    if left == right:
        return weights.SAME_STREET
    return weights.LIKE_STREET if OSA.distance(left, right, score_cutoff=2) <= 2 else weights.OTHER_STREET


def _shared(left: tuple[str, ...], right: tuple[str, ...], counts: Counts, most: float, other: float) -> float:
    """What a contact tells: more the fewer records have it; something against where both have only others."""
    if not left or not right:
        return 0.0
    common = [value for value in left if value in right]
    if not common:
        return other
    return max(min(counts.surprise(value), most) * min(1.0, 2 / max(counts.of(value), 1)) for value in common)
