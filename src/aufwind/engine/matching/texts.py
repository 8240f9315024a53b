"""What of an entry is compared: title and text without the name of its owner, and its topics."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aufwind.engine.matching.board import Post


def text_of(post: Post) -> str:
    """Title and text as one text, without the owner's name: what somebody is called must not find her partners."""
    entry = post.entry
    whole = f"{entry.title}. {entry.text}" if entry.text else entry.title
    if not post.profile.name:
        return whole
    return " ".join(_name(post.profile.name).sub(" ", whole).split()) or entry.title


def labels_of(post: Post) -> list[str]:
    """Topics in order."""
    return sorted(post.entry.topics)


@lru_cache(maxsize=4096)
def _name(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?:(?:'|’)?s)?(?!\w)", re.IGNORECASE)
