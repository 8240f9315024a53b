"""What the matcher is asked: who offers and needs what, and whom nobody may propose. Frozen values, ids are strings.

A profile holds only what the reader of its suggestions may see; whoever makes profiles leaves the rest out. Names are
carried for showing, never for scoring; gender and age are not carried at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

Verdict = Literal["accepted", "declined", "postponed"]

WRONG_TOPIC = "wrong topic"
"""Reason of a declined suggestion that teaches what a need is not about."""

MOST_SUGGESTIONS = 64
"""A longer list nobody reads; also what the choice of pairs can count (`assign.py`)."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """One need or one offer.

    Attributes:
        title: What it is in a few words.
        text: What it is in sentences.
        topics: What it belongs to, as the register calls it; equal topics of a need and an offer count.
        kind: Product, service, space, skill …; only shown.
        area: Code of the area it is limited to; areas hold each other by prefix («DED» holds «DED52»). None: anywhere.
        languages: Languages in which it can be done; empty: those of its profile.
        capacity: How many it can still take; 0: full. None: no limit.
        valid_until: Last day it stands; None: until further notice.
        avoid: Topics it is not about; what belongs to one of them counts half. Learnt from answers.
    """

    id: str
    title: str
    text: str = ""
    topics: frozenset[str] = _NONE
    kind: str | None = None
    area: str | None = None
    languages: frozenset[str] = _NONE
    capacity: int | None = None
    valid_until: date | None = None
    avoid: frozenset[str] = _NONE


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody who can be proposed to others: an organisation or a person.

    Attributes:
        name: How lists speak of her; the id where it is missing.
        organisation: Id of the house she belongs to; people of one house are never proposed to each other, nor to it.
        topics: What she cares about beside her needs and offers.
        area: Code of the place where she is; None: unknown, which contradicts no limit.
        within: Code of the area her partners must come from, where an entry does not say its own; None: anywhere.
        languages: Languages she speaks; empty: unknown, which contradicts no limit.
        capacity: In how many suggestions she appears at most; None: as many as the run gives everybody.
        vetoes: Ids of profiles or organisations she must never be proposed to.
        met: Ids of those she has met before.
        partners: Ids of those who are her partners already.
        settled: Ids of those whose suggestion has been answered and must not come again. Learnt from answers.
        circle: The network she belongs to; None: found from ties (`circles.py`).
        ties: Ids of those she is tied to, in whatever way.
    """

    id: str
    name: str | None = None
    organisation: str | None = None
    needs: tuple[Entry, ...] = ()
    offers: tuple[Entry, ...] = ()
    topics: frozenset[str] = _NONE
    area: str | None = None
    within: str | None = None
    languages: frozenset[str] = _NONE
    capacity: int | None = None
    vetoes: frozenset[str] = _NONE
    met: frozenset[str] = _NONE
    partners: frozenset[str] = _NONE
    settled: frozenset[str] = _NONE
    circle: str | None = None
    ties: frozenset[str] = _NONE


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an earlier suggestion; changes the next run.

    Attributes:
        by: Id of the profile that answered.
        about: Id of the profile that was suggested.
        verdict: Accepted and declined pairs are not suggested again; postponed ones not before `until`.
        reason: Why it was declined; `WRONG_TOPIC` makes similar offers count less for the need.
        need: Id of the need the suggestion named; None: all between the two.
        offer: Id of the offer it named; None: all between the two.
        until: Day from which a postponed pair may come back; None: not before somebody says so.
    """

    by: str
    about: str
    verdict: Verdict
    reason: str | None = None
    need: str | None = None
    offer: str | None = None
    until: date | None = None
