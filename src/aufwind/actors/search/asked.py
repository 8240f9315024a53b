"""What somebody asks of the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from aufwind.actors.enums import Side
from aufwind.actors.index.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_WORDS = 12
LISTINGS = (Side.OFFER, Side.NEED)


class Order(StrEnum):
    """What comes first: the best match, or the alphabet."""

    RELEVANCE = "relevance"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the register.

    Attributes:
        text: Words that must all be found; the last may be the beginning of one.
        choices: By facet («sort», «kind», «district», «listings») the codes of which one must fit.
        order: Without words both orders are the alphabet.
        after: The mark of the last row of the page before.
        is_exact: Search for nothing else where there is no match.
    """

    text: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    after: str = ""
    is_exact: bool = False

    @property
    def words(self) -> list[str]:
        """The words asked for, each once, in order; those beyond the twelfth are left out."""
        return list(dict.fromkeys(words_of(self.text)))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Mark:
    """The last row of a page: its score, its actor, its name."""

    score: int
    actor: int
    name: str

    def __str__(self) -> str:
        return f"{self.score}~{self.actor}~{self.name}"


def mark_from(text: str) -> Mark | None:
    """The mark that reads so; None for what is no mark of ours."""
    score, _, rest = text.partition("~")
    actor, _, name = rest.partition("~")
    is_mark = score.isdecimal() and actor.isdecimal() and len(score) < 4 and len(actor) < 19
    return Mark(int(score), int(actor), name) if is_mark else None
