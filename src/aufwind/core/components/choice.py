"""Arguments that may only be one of a few words: a misspelt one fails where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def one_of(word: str, words: Collection[str], *, what: str) -> str:
    """`word` itself.

    Raises:
        ValueError: It is none of `words`; names them all.

    """
    if word not in words:
        raise ValueError(f"«{word}» is no {what}; there are {', '.join(sorted(words))}.")
    return word
