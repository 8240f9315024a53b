"""Who should meet whom, and why: the fields that met, how strongly each part spoke, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from aufwind.core.components.choice import one_of
from aufwind.core.components.numbers import share, svg, written

if TYPE_CHECKING:
    from collections.abc import Sequence

VOICES = {"topic": 3, "words": 2, "meaning": 6, "esco": 8, "place": 7, "circle": 4}
"""What can speak for a pair, and the category colour of each."""
ANSWERS = {"open", "accepted", "later", "declined"}
SHOWN = 2
"""Reasons that are read without opening anything."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Two fields that met.

    Attributes:
        voice: What spoke: `topic`, `words`, `meaning`, `esco`, `place`, `circle` (they come from different circles).
        our_field: Name of the field on the reader's side («Your need»).
        ours: What it says.
        their_field: Name of the field on the other side («Their offer»).
        theirs: What it says.
        note: What they have in common: the topic, the words, the ESCO label.

    """

    voice: str
    our_field: str
    ours: str
    their_field: str
    theirs: str
    note: str = ""

    def __post_init__(self) -> None:
        one_of(self.voice, VOICES, what="part of a score")


@dataclass(frozen=True, slots=True)
class ScorePart:
    """How strongly one part of the score spoke, from 0 (not at all) to 1."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A partner proposed to the reader.

    Attributes:
        key: What is submitted as `suggestion`; also the id of the card.
        name: Whom to meet.
        href: Her page.
        organisation: Whom she comes for.
        place: Where she works.
        reasons: Why, the strongest first; at least one.
        parts: The parts of the score.
        answer: `open`, `accepted`, `later` or `declined`.
        answer_note: Until when, or because of what.

    """

    key: str
    name: str
    href: str
    reasons: tuple[Reason, ...]
    organisation: str = ""
    place: str = ""
    parts: tuple[ScorePart, ...] = ()
    answer: str = "open"
    answer_note: str = ""

    def __post_init__(self) -> None:
        one_of(self.answer, ANSWERS, what="answer")
        if not self.reasons:
            raise ValueError(f"The suggestion of «{self.name}» has no reason; show none without.")


def reason_list(reasons: Sequence[Reason], *, parts: Sequence[ScorePart] = (), label: str = "") -> dict[str, Any]:
    """Why two should meet: the fields that met in pairs, then how strongly each part spoke, in bars and words.

    Args:
        reasons: Pairs of fields, the strongest first.
        parts: Parts of the score, 0 to 1.
        label: What the list is for those who do not see it; there is a general one.

    """
    words = {
        "topic": _("same topic"),
        "words": _("same words"),
        "meaning": _("same meaning"),
        "esco": _("same field of ESCO"),
        "place": _("near each other"),
        "circle": _("different circles"),
    }
    return {
        "reasons": [
            {"reason": reason, "word": words[reason.voice], "category": VOICES[reason.voice]} for reason in reasons
        ],
        "parts": [
            {
                "label": part.label,
                "x": svg(share(part.value, 1.0)),
                "word": strength(part.value),
                "number": written(part.value, decimals=2),
            }
            for part in parts
        ],
        "label": label,
    }


def strength(value: float) -> str:
    """A part of a score in a word: from 0.75 very strong, 0.5 strong, 0.25 moderate, above 0 weak."""
    words = ((0.75, _("very strong")), (0.5, _("strong")), (0.25, _("moderate")))
    return next((word for least, word in words if value >= least), _("weak") if value > 0 else _("not at all"))


def suggestion_card(
    suggestion: Suggestion, *, action: str = "", refusals: Sequence[tuple[str, str]] = (), heading: int = 3
) -> dict[str, Any]:
    """A suggested partner with reasons and the answer: accept, later, decline; after an answer, its state and undo.

    Submits `suggestion` (the key), `answer` (`accepted`, `later`, `declined`; `open` takes an answer back) and, when
    declined, `refusal`.

    Args:
        suggestion: The partner.
        action: Where answers go; empty for the page's own address.
        refusals: Values and words of the reasons to decline.
        heading: Level of the name, 2 to 4.

    Raises:
        ValueError: No level from 2 to 4.

    """
    one_of(str(heading), "234", what="heading level")
    states = {
        "accepted": (pgettext("suggestion", "accepted"), "ok"),
        "later": (pgettext("suggestion", "later"), "neutral"),
        "declined": (pgettext("suggestion", "declined"), "closed"),
    }
    word, kind = states.get(suggestion.answer, ("", ""))
    return {
        "suggestion": suggestion,
        "first": suggestion.reasons[:SHOWN],
        "others": suggestion.reasons[SHOWN:],
        "other_count": written(len(suggestion.reasons[SHOWN:])),
        "state": word,
        "state_kind": kind,
        "action": action,
        "refusals": refusals,
        "heading": f"h{heading}",
    }
