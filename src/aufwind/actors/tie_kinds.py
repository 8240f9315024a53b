"""How two actors can be tied, with the words for each direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class TieKind:
    """A kind of tie: `forward` reads from left to right, `backward` from right to left.

    Attributes:
        is_partnership: Who is tied so need not be suggested to each other any more.
    """

    code: str
    forward: _StrPromise
    backward: _StrPromise
    is_partnership: bool = True

    @property
    def is_mutual(self) -> bool:
        """Whether both directions say the same."""
        return str(self.forward) == str(self.backward)


TIE_KINDS = {
    kind.code: kind
    for kind in (
        TieKind("works_with", _("works with"), _("works with")),
        TieKind("supplies", _("supplies"), _("is supplied by")),
        TieKind("owns", _("is a shareholder of"), _("belongs to")),
        TieKind("member_of", _("is a member of"), _("has as a member"), is_partnership=False),
        TieKind("funds", _("funds"), _("is funded by")),
        TieKind("mentors", _("mentors"), _("is mentored by")),
        TieKind("hosts", _("gives a place to"), _("has a place at")),
        TieKind("met", _("has met"), _("has met"), is_partnership=False),
        TieKind("knows", _("knows"), _("knows"), is_partnership=False),
    )
}


def tie_word(code: str, *, is_forward: bool) -> str:
    """How a tie reads from one end, in the reader's language."""
    kind = TIE_KINDS.get(code)
    if kind is None:
        return code.replace("_", " ")
    return str(kind.forward if is_forward else kind.backward)
