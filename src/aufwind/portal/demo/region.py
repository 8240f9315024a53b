"""Enters the public facts: places, organisations, programmes, projects, events. Entering them again changes nothing."""

from __future__ import annotations

import json
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from aufwind.actors.actions import enter_actor, enter_place
from aufwind.events.actions import enter_event
from aufwind.projects.actions import enter_programme, enter_project, name_predecessors

if TYPE_CHECKING:
    from aufwind.actors.models import Actor, Place
    from aufwind.core.policy import Visitor
    from aufwind.events.models import Event
    from aufwind.projects.models import Programme, Project

Facts = dict[str, Any]  # one record of facts.json


def facts() -> dict[str, list[Facts]]:
    """The region's public facts, as shipped."""
    document: dict[str, list[Facts]] = json.loads(files(__package__).joinpath("facts.json").read_text("utf-8"))
    return document


@cache
def summaries() -> dict[str, str]:
    """Our German wording of the facts' English summaries, by id."""
    texts: dict[str, str] = json.loads(files(__package__).joinpath("summaries_de.json").read_text("utf-8"))
    return texts


def districts() -> list[Facts]:
    """Saxony's other districts, for a complete map; records like `regions` of the facts."""
    document: dict[str, Any] = json.loads(files(__package__).joinpath("districts.json").read_text("utf-8"))
    rows: list[Facts] = document["regions"]
    return rows


def enter_region(*, by: Visitor) -> dict[str, Event]:
    """Enter everything the facts hold; returns the events by their slug."""
    known = facts()
    places: dict[str, Place] = {}
    for row in _parents_first([*known["regions"], *districts()]):
        places[row["id"]] = _place(row, places, by=by)
    actors = {row["id"]: _actor(row, places, by=by) for row in known["organisations"]}
    programmes = {row["id"]: _programme(row, by=by) for row in known["programmes"]}
    projects = {row["id"]: _project(row, programmes, actors, by=by) for row in known["projects"]}
    for row in known["projects"]:
        if before := row.get("predecessor_ids"):
            name_predecessors(projects[row["id"]], [projects[slug] for slug in before], by=by)
    enter = partial(_event, places=places, projects=projects, actors=actors, by=by)
    return {row["id"]: enter(row) for row in known["events"]}


def _parents_first(rows: list[Facts]) -> list[Facts]:
    known = {row["id"]: row for row in rows}

    def depth(row: Facts) -> int:
        return 1 + depth(known[row["parent"]]) if row.get("parent") else 0

    return sorted(rows, key=depth)


def _place(row: Facts, places: dict[str, Place], *, by: Visitor) -> Place:
    return enter_place(
        row["id"],
        by=by,
        name_de=row["name_de"],
        name_en=row["name_en"],
        level=row["level"],
        nuts=row.get("nuts") or "",
        ags=row.get("ags") or "",
        parent=places.get(row.get("parent") or ""),
        source=row["source"],
    )


def _actor(row: Facts, places: dict[str, Place], *, by: Visitor) -> Actor:
    return enter_actor(
        row["id"],
        by=by,
        name=row["name"],
        acronym=row.get("acronym") or "",
        kind=row["kind"],
        place=places.get(row.get("region") or ""),
        country=row.get("country") or "",
        summary_de=summaries().get(row["id"], ""),
        summary_en=row.get("summary") or "",
        source=row["source"],
    )


def _programme(row: Facts, *, by: Visitor) -> Programme:
    return enter_programme(
        row["id"],
        by=by,
        name_de=row.get("name_de") or row["name"],
        name_en=row["name"],
        fund=row.get("fund") or "",
        period=row.get("period") or "",
        source=row["source"],
    )


def _cents(amount: float | None) -> int | None:
    return None if amount is None else round(amount * 100)


def _project(row: Facts, programmes: dict[str, Programme], actors: dict[str, Actor], *, by: Visitor) -> Project:
    return enter_project(
        row["id"],
        by=by,
        partners=[actors[slug] for slug in row.get("partner_ids", []) if slug in actors],
        title=row["title"],
        acronym=row.get("acronym") or "",
        programme=programmes.get(row.get("programme") or ""),
        code=row.get("code") or "",
        starts=row.get("start") or "",
        ends=row.get("end") or "",
        agency_role=row.get("agency_role") or "",
        budget_cents=_cents(row.get("total_budget_eur")),
        funding_cents=_cents(row.get("funding_eur")),
        lead=actors.get(row.get("lead") or ""),
        summary_de=summaries().get(row["id"], ""),
        summary_en=row.get("summary") or "",
        source=row["source"],
    )


def _event(
    row: Facts,
    *,
    places: dict[str, Place],
    projects: dict[str, Project],
    actors: dict[str, Actor],
    by: Visitor,
) -> Event:
    return enter_event(
        row["id"],
        by=by,
        hosts=[actors[slug] for slug in row.get("host_ids", []) if slug in actors],
        title_de=row.get("title_de") or row["title"],
        title_en=row["title"],
        kind=row["kind"],
        starts=row["date"] or "",
        ends=row.get("end_date") or "",
        place=places.get(row.get("region") or ""),
        venue=row.get("place") or "",
        project=projects.get(row.get("project") or ""),
        attendance=row.get("attendance"),
        source=row["source"],
    )
