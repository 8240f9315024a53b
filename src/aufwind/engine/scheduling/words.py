"""How the planner speaks of people, slots and tables, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.engine.errors import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.engine.problem import Participant, Slot

MOST_LISTED = 4
"""A sentence that lists more than this many things is not read to its end."""


def listed(names: Iterable[str]) -> Text:
    """Names as a list in a sentence: «Anna, Ben und Cleo»; long lists end in «und 3 weitere»."""
    shown = list(dict.fromkeys(names))
    if len(shown) <= 1:
        return Text(*(shown or ["–"]) * 2)
    if len(shown) > MOST_LISTED:
        rest = len(shown) - MOST_LISTED + 1
        head = ", ".join(shown[: MOST_LISTED - 1])
        return Text(f"{head} und {rest} weitere", f"{head} and {rest} more")
    head = ", ".join(shown[:-1])
    return Text(f"{head} und {shown[-1]}", f"{head} and {shown[-1]}")


def name_of(participant: Participant) -> str:
    """Her name, or her id where she gave none."""
    return participant.name or participant.id


def time_of(slot: Slot) -> str:
    """The moment a slot begins where it is known («10:20»), else its id."""
    return f"{slot.starts_at:%H:%M}" if slot.starts_at else slot.id


def counted(number: int, de: tuple[str, str], en: tuple[str, str]) -> Text:
    """A number with its noun, singular or plural: `counted(1, ("Termin", "Termine"), …)` is «1 Termin»."""
    form = 0 if number == 1 else 1
    return Text(f"{number} {de[form]}", f"{number} {en[form]}")
