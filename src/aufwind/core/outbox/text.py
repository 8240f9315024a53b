"""Strangers' text in our mails: names and titles must not become headers, markup or links."""

from __future__ import annotations

import re
import unicodedata

LONGEST_PLACEHOLDER = 200
LONGEST_SUBJECT = 200

_WORD_JOINER = "\u2060"  # invisible, but no mail reader makes a link across it
_LINK_STARTS = re.compile(r"(?i)(?<=[a-z]:)(?=//)|(?<=www)(?=\.)|(?<=mailto)(?=:)")
_DOMAIN_DOT = re.compile(r"(?<=[^\W_]{2})\.(?=[^\W\d_]{2})")


def one_line(text: str, *, longest: int = LONGEST_SUBJECT) -> str:
    """Make one printable line of `text`, at most `longest` characters: no line break, control or bidi sign.

    Line breaks of every kind (also U+2028) become spaces, so the result can stand in a header.
    """
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    line = " ".join(visible.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def as_placeholder(text: str, *, longest: int = LONGEST_PLACEHOLDER) -> str:
    """Make text from outside safe to stand in a mail: one line that no mail reader turns into a link.

    A name like «win at evil.example» would otherwise reach our guests as a clickable link in our mail.
    It still looks the same; addresses in it can be read, not clicked.
    """
    line = one_line(text, longest=longest)
    return _DOMAIN_DOT.sub(f"{_WORD_JOINER}.", _LINK_STARTS.sub(_WORD_JOINER, line)).replace("@", f"{_WORD_JOINER}@")
