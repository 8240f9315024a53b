"""Which parts of an entry have an audience of their own, and who sees them unless somebody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Disclosable:
    """A part of an entry that can be shown to more or fewer people.

    Attributes:
        name: As in `Actor.disclosures`.
        label: For people.
        columns: Which columns of `Actor` it consists of.
        usual: Who sees it by default, where the entry itself may be seen.
    """

    name: str
    label: _StrPromise
    columns: tuple[str, ...]
    usual: Audience


DISCLOSABLE = {
    field.name: field
    for field in (
        Disclosable("summary", _("profile"), ("summary_de", "summary_en"), Audience.PUBLIC),
        Disclosable("place", _("place"), ("place",), Audience.PUBLIC),
        Disclosable("industry", _("industry"), ("industry",), Audience.PUBLIC),
        Disclosable("languages", _("languages"), ("languages",), Audience.PUBLIC),
        Disclosable("website", _("website"), ("website", "links"), Audience.PUBLIC),
        Disclosable("email", _("e-mail"), ("email",), Audience.AGENCY),
        Disclosable("phone", _("telephone"), ("phone",), Audience.AGENCY),
        Disclosable("address", _("address"), ("street", "postcode"), Audience.AGENCY),
    )
}
"""Name, acronym, kind and country go with the entry itself (`Actor.audience`)."""
