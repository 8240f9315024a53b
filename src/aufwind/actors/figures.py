"""The ties around an entry as the nodes and edges of `network_figure`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.actors.enums import Sort
from aufwind.actors.kinds import KINDS
from aufwind.actors.tie_kinds import TIE_KINDS, tie_word
from aufwind.core.components.networks import Edge, Node

if TYPE_CHECKING:
    from aufwind.actors.entries import Entry
    from aufwind.actors.queries import Bond, Surroundings

CREATIVE = (1, gettext_lazy("culture and creative work"))
FAMILIES = {
    "large_enterprise": (2, gettext_lazy("business")),
    "sme": (2, gettext_lazy("business")),
    "local_public_authority": (3, gettext_lazy("public administration")),
    "regional_public_authority": (3, gettext_lazy("public administration")),
    "national_public_authority": (3, gettext_lazy("public administration")),
    "sectoral_agency": (3, gettext_lazy("public administration")),
    "egtc": (3, gettext_lazy("public administration")),
    "cross_border_body": (3, gettext_lazy("public administration")),
    "higher_education": (4, gettext_lazy("research and education")),
    "education_centre": (4, gettext_lazy("research and education")),
    "interest_group": (6, gettext_lazy("associations and networks")),
    "international_organisation": (6, gettext_lazy("associations and networks")),
    "business_support": (7, gettext_lazy("support for business")),
    "infrastructure_provider": (8, gettext_lazy("houses and services")),
    "hospital": (8, gettext_lazy("houses and services")),
}
"""Target group to category and word: seventeen groups are too many to tell apart by colour; others have none."""

IMPORTANCE = [*TIE_KINDS, "affiliation"]


def nodes_of(surroundings: Surroundings) -> list[Node]:
    """Everybody in the picture."""
    return [_node(entry) for entry in surroundings.actors.values()]


def edges_of(surroundings: Surroundings) -> list[Edge]:
    """The ties between them, the more telling kinds first."""
    bonds = [bond for bond in surroundings.bonds if {bond.left, bond.right} <= surroundings.actors.keys()]
    bonds.sort(key=lambda bond: IMPORTANCE.index(bond.kind) if bond.kind in IMPORTANCE else len(IMPORTANCE))
    return [Edge(str(bond.left), str(bond.right), _word(bond), _label(bond)) for bond in bonds]


def _node(entry: Entry) -> Node:
    kind = KINDS.get(entry.kind)
    family = (CREATIVE if kind.is_creative else FAMILIES.get(kind.target_group)) if kind else None
    category, word = family or (0, "")
    shape = "person" if entry.sort == Sort.PERSON else "organisation"
    return Node(str(entry.pk), entry.name, entry.href, shape, category, str(word))


def _word(bond: Bond) -> str:
    return _("works for") if bond.kind == "affiliation" else tie_word(bond.kind, is_forward=True)


def _label(bond: Bond) -> str:
    """«supplies since 2021», «works for (weaver) until 2023»."""
    word = f"{_word(bond)} ({bond.role})" if bond.role else _word(bond)
    if bond.starts_on and bond.ends_on:
        return f"{word} {bond.starts_on.year}–{bond.ends_on.year}"
    if bond.starts_on:
        return _("%(tie)s since %(year)s") % {"tie": word, "year": bond.starts_on.year}
    if bond.ends_on:
        return _("%(tie)s until %(year)s") % {"tie": word, "year": bond.ends_on.year}
    return word
