"""Why two belong together, in words: which fields met and what spoke for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aufwind.engine.errors import Text
from aufwind.engine.matching.matches import Field, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from aufwind.engine.matching.board import Post
    from aufwind.engine.matching.matches import Voice
    from aufwind.engine.matching.profile import Profile
    from aufwind.engine.matching.score import Fits

    Numbers = npt.NDArray[np.int64]

MOST_REASONS = 3
"""Entry pairs told for two profiles; the next ones hardly count."""

SPEAKS = 0.2
"""Likeness of words or meaning from which it is worth saying; the larger one is always said."""


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """Tells reasons; made once for all pairs of a run.

    Attributes:
        profiles: Whom the fits number.
        needs, offers: What the fits number.
        fits: Entry pairs, sorted by pair of profiles, then by falling fit; `keys` names the pair of each.
        circles: Circle by id.
    """

    profiles: Sequence[Profile]
    needs: Sequence[Post]
    offers: Sequence[Post]
    fits: Fits
    order: npt.NDArray[np.int64]
    keys: npt.NDArray[np.int64]
    circles: Mapping[str, str]

    @classmethod
    def of(
        cls,
        profiles: Sequence[Profile],
        needs: Sequence[Post],
        offers: Sequence[Post],
        fits: Fits,
        circles: Mapping[str, str],
    ) -> Speaker:
        """A speaker for these entry pairs. Cost: O(n log n)."""
        keys = _key(fits.needer.astype(np.int64), fits.offerer.astype(np.int64), len(profiles))
        order = np.lexsort((fits.offer, fits.need, -fits.fit, keys))
        return cls(profiles, needs, offers, fits, order, keys[order], circles)

    def reasons(self, a: int, b: int, need: int | None = None) -> tuple[Reason, ...]:
        """Why the profiles at these positions should meet, the strongest first; at least one where they have a fit.

        Args:
            need: Row of the need that is told first.
        """
        key = int(_key(np.array(a), np.array(b), len(self.profiles)))
        first, last = np.searchsorted(self.keys, [key, key + 1])
        rows = self.order[first:last].tolist()
        if need is not None:
            rows.sort(key=lambda row: self.fits.need[row] != need)
        met = [self._met(row) for row in rows[:MOST_REASONS]]
        return (*met, *self._beside(self.profiles[a], self.profiles[b]))

    def _met(self, row: int) -> Reason:
        """Two entries that met."""
        need, offer = self.needs[self.fits.need[row]], self.offers[self.fits.offer[row]]
        topics = tuple(sorted(need.entry.topics & offer.entry.topics))
        voices = tuple(_voices(self.fits, row, topics))
        return Reason(
            (Field(need.profile.id, "need", need.entry.id), Field(offer.profile.id, "offer", offer.entry.id)),
            voices,
            topics,
            float(self.fits.fit[row]),
            _sentence(need, offer, _spoken(voices, topics)),
        )

    def _beside(self, a: Profile, b: Profile) -> Iterator[Reason]:
        """What else counts: common topics of the two, different circles."""
        met = (Field(a.id, "profile", a.id), Field(b.id, "profile", b.id))
        if topics := tuple(sorted(a.topics & b.topics)):
            named = _listed(topics)
            text = Text(f"Beide befassen sich mit {named.de}.", f"Both care about {named.en}.")
            yield Reason(met, ("topic",), topics, len(topics) / len(a.topics | b.topics), text)
        ours, theirs = self.circles.get(a.id), self.circles.get(b.id)
        if ours is not None and theirs is not None and ours != theirs:
            text = Text(
                f"Sie kommen aus verschiedenen Kreisen: ‹{ours}› und ‹{theirs}›.",
                f"They come from different circles: ‘{ours}’ and ‘{theirs}’.",
            )
            yield Reason(met, ("circle",), (), 1.0, text)


def _voices(fits: Fits, row: int, topics: tuple[str, ...]) -> Iterator[Voice]:
    """What spoke for an entry pair: exact parts first, then words and meaning by loudness."""
    if topics:
        yield "topic"
    elif fits.taxonomy[row] > 0:
        yield "concept"
    likeness: list[tuple[float, Voice]] = [(fits.lexical[row], "words"), (fits.meaning[row], "meaning")]
    likeness.sort(key=lambda voice: -voice[0])
    for at, (loudness, voice) in enumerate(likeness):
        if loudness >= SPEAKS or (at == 0 and not topics and not fits.taxonomy[row] > 0):
            yield voice


def _spoken(voices: tuple[Voice, ...], topics: tuple[str, ...]) -> Text:
    named = _listed(topics)
    many = len(topics) > 1
    words: dict[Voice, Text] = {
        "topic": Text(
            f"gleiche Themen {named.de}" if many else f"gleiches Thema {named.de}",
            f"same topics {named.en}" if many else f"same topic {named.en}",
        ),
        "concept": Text("gleicher Begriff der Taxonomie", "same concept of the taxonomy"),
        "words": Text("ähnliche Wörter", "similar words"),
        "meaning": Text("ähnlicher Sinn", "similar meaning"),
    }
    return Text(*(", ".join(words[voice][part] for voice in voices) for part in (0, 1)))


def _sentence(need: Post, offer: Post, spoken: Text) -> Text:
    needer, offerer = (post.profile.name or post.profile.id for post in (need, offer))
    return Text(
        f"Bedarf ‹{need.entry.title}› ({needer}) trifft Angebot ‹{offer.entry.title}› ({offerer}): {spoken.de}.",
        f"Need ‘{need.entry.title}’ ({needer}) meets offer ‘{offer.entry.title}’ ({offerer}): {spoken.en}.",
    )


def _listed(names: tuple[str, ...]) -> Text:
    return Text(", ".join(f"‹{name}›" for name in names), ", ".join(f"‘{name}’" for name in names))


def _key(a: Numbers, b: Numbers, n: int) -> Numbers:
    """One number for a pair of positions, whatever their order."""
    return np.minimum(a, b) * n + np.maximum(a, b)
