"""The one list of kinds of actor.

It follows the 17 target groups of Interreg's monitoring (their codes are what a project report asks for) and the 12
sub-sectors of the cultural and creative industries. Below them stand the words the region really uses; each names
the target group it is reported under. `docs/reference/kinds.md` is this list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of actor; `target_group` is the Interreg group it is reported under, `is_creative` a sub-sector."""

    code: str
    label: _StrPromise
    target_group: str
    is_creative: bool = False


def _group(code: str, label: _StrPromise) -> Kind:
    return Kind(code, label, code)


TARGET_GROUPS = (
    _group("local_public_authority", _("local public authority")),
    _group("regional_public_authority", _("regional public authority")),
    _group("national_public_authority", _("national public authority")),
    _group("sectoral_agency", _("sectoral agency")),
    _group("infrastructure_provider", _("infrastructure and public service provider")),
    _group("interest_group", _("interest group, association")),
    _group("higher_education", _("higher education and research")),
    _group("education_centre", _("education and training centre, school")),
    _group("large_enterprise", _("enterprise, larger than an SME")),
    _group("sme", _("small or medium-sized enterprise")),
    _group("business_support", _("business support organisation")),
    _group("egtc", _("European grouping of territorial cooperation")),
    _group("international_organisation", _("international organisation, EEIG")),
    _group("general_public", _("general public")),
    _group("hospital", _("hospital and medical centre")),
    _group("cross_border_body", _("cross-border legal body")),
    _group("other", _("other")),
)

SUB_SECTORS = tuple(
    Kind(code, label, "sme", is_creative=True)
    for code, label in (
        ("music", _("music")),
        ("books", _("books")),
        ("art", _("art")),
        ("film", _("film")),
        ("broadcasting", _("broadcasting")),
        ("performing_arts", _("performing arts")),
        ("design", _("design")),
        ("architecture", _("architecture")),
        ("press", _("press")),
        ("advertising", _("advertising")),
        ("software_games", _("software and games")),
        ("other_creative", _("other creative work, crafts")),
    )
)

FINER = (
    Kind("company", _("company"), "sme"),
    Kind("association", _("association"), "interest_group"),
    Kind("welfare_association", _("welfare association"), "interest_group"),
    Kind("network_body", _("network"), "interest_group"),
    Kind("chamber", _("chamber"), "business_support"),
    Kind("development_agency", _("development agency"), "business_support"),
    Kind("funder", _("funder"), "national_public_authority"),
    Kind("public_authority", _("public authority"), "local_public_authority"),
    Kind("municipal_enterprise", _("municipal enterprise"), "infrastructure_provider"),
    Kind("heritage_site", _("heritage site"), "infrastructure_provider"),
    Kind("museum", _("museum"), "infrastructure_provider"),
    Kind("gallery", _("gallery"), "infrastructure_provider"),
    Kind("theatre", _("theatre"), "infrastructure_provider"),
    Kind("festival", _("festival"), "infrastructure_provider"),
    Kind("university", _("university"), "higher_education"),
    Kind("training_provider", _("training provider"), "education_centre"),
)

KINDS = {kind.code: kind for kind in (*TARGET_GROUPS, *SUB_SECTORS, *FINER)}
"""Every kind by its code."""


def kind_word(code: str) -> str:
    """The kind in the reader's language; a code that is none of ours as it is written."""
    kind = KINDS.get(code)
    return str(kind.label) if kind else code.replace("_", " ")
