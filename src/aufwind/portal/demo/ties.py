"""Enters who belongs to whom and who works with whom: real ties from the facts, invented ones of the members.

Real ties carry their source as evidence. What is there already stays as it is.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from aufwind.actors.actions import affiliate, tie_actors
from aufwind.actors.models import Actor, Affiliation, Tie
from aufwind.portal.demo.members import invented
from aufwind.portal.demo.region import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aufwind.core.policy import Visitor
    from aufwind.portal.demo.region import Facts

AGENCY = "aufbauwerk"
INVENTED = "invented"
NO_EVIDENCE = "Für die Demo erfunden. Invented for the demo."


class Bond(NamedTuple):
    """A tie to be entered; `left` and `right` are slugs."""

    left: str
    right: str
    kind: str
    origin: str
    evidence: str
    starts_on: date | None = None
    ends_on: date | None = None
    audience: str = "public"


def enter_ties(*, by: Visitor) -> None:
    """Enter every tie and affiliation; all actors have to be there. Costs what its audit lines cost."""
    actors = Actor.objects.in_bulk(field_name="slug")
    _enter_bonds([*_shareholdings(), *_partnerships(), *_invented_bonds()], actors, by=by)
    _enter_affiliations(actors, by=by)


def _enter_bonds(bonds: list[Bond], actors: dict[str, Actor], *, by: Visitor) -> None:
    there = set(Tie.objects.values_list("left_id", "right_id", "kind", "starts_on"))
    for bond in bonds:
        left, right = actors[bond.left], actors[bond.right]
        if (left.pk, right.pk, bond.kind, bond.starts_on) not in there:
            tie_actors(
                left,
                right,
                bond.kind,
                by=by,
                starts_on=bond.starts_on,
                ends_on=bond.ends_on,
                origin=bond.origin,
                evidence=bond.evidence,
                audience=bond.audience,
            )


def _enter_affiliations(actors: dict[str, Actor], *, by: Visitor) -> None:
    there = set(Affiliation.objects.values_list("person_id", "organisation_id", "starts_on"))
    for row in invented()["affiliations"]:
        person, organisation = actors[row["person"]], actors[row["organisation"]]
        starts_on, ends_on = first_day(row["starts_on"]), last_day(row.get("ends_on"))
        if (person.pk, organisation.pk, starts_on) not in there:
            affiliate(
                person,
                organisation,
                by=by,
                role=row["role"],
                starts_on=starts_on,
                ends_on=ends_on,
                audience=row["audience"],
            )


def _shareholdings() -> Iterator[Bond]:
    """Who owns an organisation. The source gives no days, so they hold on every day."""
    for row in facts()["organisations"]:
        for share in row.get("shareholders", []):
            yield Bond(share["org"], row["id"], "owns", "facts", row["source"])


def _partnerships() -> Iterator[Bond]:
    """The one who leads a project works with each partner, from its first to its last day.

    Not every partner with every other: that all of them met is not in the source. Where no lead is known, the agency
    stands for it if it takes part. A project whose start is unknown is left out: it would stand in the network of
    every day before.
    """
    for row in facts()["projects"]:
        partners = row.get("partner_ids", [])
        lead = row.get("lead") or (AGENCY if AGENCY in partners else None)
        starts_on = first_day(row.get("start"))
        if lead is None or starts_on is None:
            continue
        for partner in partners:
            if partner != lead:
                origin, ends_on = f"project:{row['id']}", last_day(row.get("end"))
                yield Bond(lead, partner, "works_with", origin, row["source"], starts_on, ends_on)


def _invented_bonds() -> Iterator[Bond]:
    for row in invented()["ties"]:
        yield _invented_bond(row)


def _invented_bond(row: Facts) -> Bond:
    return Bond(
        row["left"],
        row["right"],
        row["kind"],
        INVENTED,
        NO_EVIDENCE,
        first_day(row["starts_on"]),
        last_day(row.get("ends_on")),
        row.get("audience", "public"),
    )


def first_day(known: str | None) -> date | None:
    """The first day of a year, month or day as a source gives it: «2022», «2022-05», «2022-05-02»; None if unknown."""
    if not known:
        return None
    year, month, day = [*map(int, known.split("-")), 1, 1][:3]
    return date(year, month, day)


def last_day(known: str | None) -> date | None:
    """The last day of a year, month or day as a source gives it; None if unknown."""
    first = first_day(known)
    if known is None or first is None:
        return None
    dashes = known.count("-")
    if dashes == 2:
        return first
    month = first.month if dashes else 12
    return date(first.year, month, monthrange(first.year, month)[1])
