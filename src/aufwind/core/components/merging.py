"""Two records that may be one: side by side, with what would become of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aufwind.core.components.choice import one_of
from aufwind.core.components.numbers import written

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDES = {"left", "right"}


@dataclass(frozen=True, slots=True)
class MergeField:
    """A field of both records.

    Attributes:
        key: Name of the submitted value, `left` or `right`.
        label: The field in the reader's words.
        left: What the record that stays says; empty for nothing.
        right: What the other says.
        choice: Which of the two is proposed.

    """

    key: str
    label: str
    left: str
    right: str
    choice: str = "left"

    def __post_init__(self) -> None:
        one_of(self.choice, SIDES, what="side")

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.left != self.right


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves along to the one that stays: «ties», 5."""

    label: str
    count: int


def merge_preview(
    left: str,
    right: str,
    fields: Sequence[MergeField],
    *,
    key: str,
    moved: Sequence[Moved] = (),
    action: str = "",
    left_href: str = "",
    right_href: str = "",
) -> dict[str, Any]:
    """Two records and what they would become, a choice for each field that differs, and what moves along.

    Submits each differing field's `left` or `right`, `pair` (the key) and `answer`: `merge`, or `different` for two
    that only look alike.

    Args:
        left: Name of the record that stays.
        right: Name of the record that goes into it.
        fields: Their fields in the order of the page.
        key: Of the pair; several previews may stand on a page.
        moved: Listings, ties, consents that change hands.
        action: Where the answer goes; empty for the page's own address.
        left_href: Page of the first.
        right_href: Page of the other.

    """
    return {
        "left": left,
        "right": right,
        "left_href": left_href,
        "right_href": right_href,
        "fields": fields,
        "differing": sum(field.differs for field in fields),
        "key": key,
        "form": f"merge-{key}",
        "moved": [{"label": one.label, "count": written(one.count)} for one in moved],
        "action": action,
    }
