"""What is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["organisation", "person"]


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a register, as it was typed; what is unknown is empty.

    Attributes:
        id: Comes back in the answer.
        kind: Organisations and persons are never duplicates of each other.
        name: In full: «Kunstverein Oschatz e. V.», «Dr. Anna Müller» or «Müller, Anna».
        emails: Addresses; several are possible.
        phones: Numbers as typed.
        websites: Addresses of pages, with or without https://.
        street: Street and number.
        postcode: Post code.
        place: Municipality.
    """

    id: str
    kind: ActorKind
    name: str
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    street: str = ""
    postcode: str = ""
    place: str = ""
