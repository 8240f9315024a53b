"""Who may see which field, and the words that were agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from aufwind.core.components.choice import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class ConsentField:
    """A field, what stands in it, and who may see it: one of the box's audiences."""

    name: str
    label: str
    value: str
    audience: str = "agency"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words agreed to, their version, since when it holds, and what the reader did with it.

    Attributes:
        text: The whole text.
        version: Its number or name.
        valid_from: Day of this version.
        agreed_on: Day of consent; None before.
        recorded_by: Who wrote it down, if not the person herself.
        withdrawn_on: Day of withdrawal; None where it holds.

    """

    text: str
    version: str
    valid_from: date
    agreed_on: date | None = None
    recorded_by: str = ""
    withdrawn_on: date | None = None


def consent_box(
    fields: Sequence[ConsentField],
    wording: Wording | None,
    *,
    title: str = "",
    audiences: Sequence[tuple[str, str]] = (),
    is_ticked: bool | None = None,
) -> dict[str, Any]:
    """Who may see each field, and the words that are agreed to; stands inside a profile's form.

    Submits `audience-<name>` for every field, and `agreed` with the wording's version.

    Args:
        fields: Those with an audience of their own.
        wording: The text, its version and the consent so far; None asks for no consent.
        title: There is a general one.
        audiences: Those to choose from with their words; the usual four where none are given.
        is_ticked: The tick as it was submitted, in a form that is shown again; None: as the consent stands.

    Raises:
        ValueError: A field's audience is none of them.

    """
    holds = wording is not None and wording.agreed_on is not None and wording.withdrawn_on is None
    choices = audiences or (
        ("public", _("everybody (public)")),
        ("members", _("members of the network")),
        ("participants", _("participants of an event")),
        ("agency", _("the agency only")),
    )
    for field in fields:
        one_of(field.audience, dict(choices), what="audience")
    return {
        "fields": fields,
        "audiences": choices,
        "wording": wording,
        "is_agreed": holds if is_ticked is None else is_ticked,
        "title": title,
    }
