"""What the matcher answers: pairs, what their scores are made of, and reasons that can be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aufwind.engine.errors import Text

Voice = Literal["topic", "concept", "words", "meaning", "circle"]
"""What spoke for a pair: an equal topic, the same concept of a taxonomy, shared words, the same meaning, or that the
two come from different circles."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a profile as a reason names it.

    Attributes:
        profile: Id of the profile.
        side: "need", "offer", or "profile" for what belongs to no entry.
        entry: Id of the need or offer; the profile's own id where there is none.
    """

    profile: str
    side: Literal["need", "offer", "profile"]
    entry: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two belong together.

    Attributes:
        met: The two fields that met. Without either of them the score is another.
        voices: What spoke, the loudest first.
        topics: The equal topics, in order; empty where none spoke.
        fit: How well the two fields fit, 0..1.
        text: The reason in words.
    """

    met: tuple[Field, Field]
    voices: tuple[Voice, ...]
    topics: tuple[str, ...]
    fit: float
    text: Text


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of; each 0..1.

    Attributes:
        a_needs: How well the needs of a meet the offers of b.
        b_needs: How well the needs of b meet the offers of a.
        complementarity: Both together: pure need↔offer fit.
        topics: Share of topics both profiles care about.
        bridge: Whether they come from different circles.
    """

    a_needs: float
    b_needs: float
    complementarity: float
    topics: float
    bridge: float


@dataclass(frozen=True, slots=True)
class Match:
    """Two who should meet. `a` and `b` are ids; in a whole run a < b, in a list for somebody a is who asked.

    Attributes:
        score: 0..1.
        reasons: At least one, the strongest first.
    """

    a: str
    b: str
    score: float
    parts: Parts
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """A whole run and what it was made from.

    Attributes:
        pairs: By falling score, then ids.
        bound: No other choice of pairs within the capacities has a higher sum of scores.
        version: The method and the text relevance it used.
        inputs: Hash of profiles and answers; the same inputs, parameters and version give the same pairs.
        parameters: What the run was asked, by name; plain values. Any: numbers, texts, None.
        unmatched: Ids of profiles with a need or an offer that appear in no pair.
    """

    pairs: tuple[Match, ...]
    bound: float
    version: str
    inputs: str
    parameters: Mapping[str, Any]
    seed: int
    unmatched: tuple[str, ...]

    def of(self, profile: str) -> tuple[Match, ...]:
        """The pairs of one profile, the best first. Cost: O(pairs)."""
        return tuple(match for match in self.pairs if profile in (match.a, match.b))
