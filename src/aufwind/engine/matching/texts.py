"""What of an entry is compared: title and text without the name of its owner and without words of asking and offering.

«Wanted: a loom» and «we offer looms» are about looms. The title says what it is about; the text adds to it, but says
much else as well (where we are, when we start), so it counts half.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aufwind.engine.matching.board import Post
    from aufwind.engine.matching.relevance import Vectors

TEXT_WEIGHT = 0.5
"""What the vector of the text counts beside that of the title."""

_BEFORE = re.compile(
    r"^\W*(?:(?:wir|ich)\s+)?(?:dringend\s+)?(?:gesucht|gesuch|suchen?|brauchen?|benötigen?|bieten?(?:\s+an)?|angebot|bedarf|"
    r"wanted|looking\s+for|(?:we|i)(?:\s+are|\s*'re)?\s+(?:look(?:ing)?\s+for|need|want|seek|offer|provide|search(?:ing)?\s+for)|"
    r"needed|seeking|offering|on\s+offer|offer|need)\b(?:\s+(?:rat|hilfe|advice|help))?\s*[:–-]?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*[,.:–-]?\s*\b(?:(?:dringend\s+)?gesucht|wanted|needed|wer\s+(?:hilft|kann\s+(?:das|helfen)|macht\s+das)|"
    r"who\s+can\s+help|any\s+ideas|bieten\s+wir|suchen\s+wir)\W*$",
    re.IGNORECASE,
)


def title_of(post: Post) -> str:
    """What an entry is about; the title as it stands where nothing else would be left."""
    bare = _nameless(post, post.entry.title)
    return _AFTER.sub("", _BEFORE.sub("", bare)).strip() or bare or post.entry.title


def body_of(post: Post) -> str:
    """What else it says; may be empty."""
    return _nameless(post, post.entry.text)


def text_of(post: Post) -> str:
    """Both as one text."""
    title, body = title_of(post), body_of(post)
    return f"{title}. {body}" if body else title


def labels_of(post: Post) -> list[str]:
    """Topics in order."""
    return sorted(post.entry.topics)


def vectors_of(posts: Sequence[Post], encode: Callable[[Sequence[str]], Vectors | None]) -> Vectors | None:
    """(n, dim) a vector of unit length for each entry; None where vectors play no part.

    Args:
        encode: Gives the vectors of titles and texts; a text that stands several times is asked for once.
    """
    titles, bodies = [title_of(post) for post in posts], [body_of(post) for post in posts]
    place: dict[str, int] = {}
    for text in (*titles, *filter(None, bodies)):
        place.setdefault(text, len(place))
    single = encode(list(place))
    if single is None:
        return None
    rows = (np.array([place.get(text, 0) for text in texts], np.int64) for texts in (titles, bodies))
    title, body = (single[row] for row in rows)
    has_body = np.array([bool(text) for text in bodies], np.float32)[:, None]
    mixed = title + TEXT_WEIGHT * has_body * body
    length = np.linalg.norm(mixed, axis=1, keepdims=True)
    whole: Vectors = (mixed / np.where(length > 0, length, 1.0)).astype(np.float32)
    return whole


def _nameless(post: Post, text: str) -> str:
    """Without the owner's name: what somebody is called must not find her partners."""
    name = post.profile.name
    return " ".join((_name(name).sub(" ", text) if name else text).split())


@lru_cache(maxsize=4096)
def _name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?:(?:'|’)?s)?(?!\w)", re.IGNORECASE)
