"""Enters the invented members: topics, the guests of the invented evening as entries, what they offer and need.

What is there already stays as it is, so that entering them again changes nothing that somebody tried out.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from aufwind.actors.actions import enter_actor, enter_codes, enter_listing, give_consent, publish_wording
from aufwind.actors.enums import Audience, Sort
from aufwind.actors.models import Actor, Code, Listing, Place
from aufwind.events.imports import example_roster

if TYPE_CHECKING:
    from aufwind.actors.actions.entries import ActorFacts
    from aufwind.actors.actions.listings import ListingFacts
    from aufwind.actors.models import ConsentWording
    from aufwind.core.policy import Visitor
    from aufwind.engine.problem import Participant
    from aufwind.portal.demo.region import Facts

TOPIC = "topic"


@cache
def invented() -> dict[str, Any]:  # lists of records, and the wording of the consent
    """The invented members with their ties and affiliations, as shipped in `members.json`."""
    document: dict[str, Any] = json.loads(_shipped("members.json"))
    return document


def _shipped(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def enter_members(*, by: Visitor) -> None:
    """Enter topics, members, consents, offers and needs; the places have to be there.

    Some 230 actions the first time, each with its audit line and its change of the search index; a few statements
    when all is there.
    """
    enter_codes(TOPIC, json.loads(_shipped("topics.json")), by=by)
    wording, given_on = _wording(by)
    guests = {guest.id: guest for guest in example_roster().participants}
    places = Place.objects.in_bulk(field_name="slug")
    known = Actor.objects.in_bulk([row["slug"] for row in invented()["members"]], field_name="slug")
    for row in invented()["members"]:
        if row["slug"] not in known:
            facts = _facts(row, guests[row["guest"]], places[row["place"]])
            known[row["slug"]] = _enter_member(row, facts, wording, given_on, by=by)
    _enter_listings(known, places, by=by)


def _wording(by: Visitor) -> tuple[ConsentWording, date]:
    row = invented()["wording"]
    wording = publish_wording(row["version"], text_de=row["text_de"], text_en=row["text_en"], by=by)
    return wording, date.fromisoformat(row["given_on"])


def _facts(row: Facts, guest: Participant, place: Place) -> ActorFacts:
    """A person is seen by the agency alone until her consent opens the entry."""
    is_person = "family_name" in row
    return {
        "name": guest.name or guest.id,
        "sort": Sort.PERSON if is_person else Sort.ORGANISATION,
        "given_name": row.get("given_name", ""),
        "family_name": row.get("family_name", ""),
        "kind": row["kind"],
        "place": place,
        "country": "DE",
        "email": guest.email or "",
        "languages": row["languages"],
        "summary_de": row["summary_de"],
        "summary_en": row["summary_en"],
        "audience": Audience.AGENCY if is_person else row["audience"],
        "disclosures": row.get("disclosures", {}),
        "capacity": row.get("capacity"),
    }


def _enter_member(row: Facts, facts: ActorFacts, wording: ConsentWording, given_on: date, *, by: Visitor) -> Actor:
    actor = enter_actor(row["slug"], by=by, **facts)
    if actor.is_person:
        give_consent(actor, wording, by=by, given_on=given_on, audience=row["audience"])
    return actor


def _enter_listings(members: dict[str, Actor], places: dict[str, Place], *, by: Visitor) -> None:
    topics = {code.code: code for code in Code.objects.filter(scheme=TOPIC)}
    there = set(Listing.objects.filter(actor__in=members.values()).values_list("actor_id", "key"))
    for member in invented()["members"]:
        actor = members[member["slug"]]
        for row in member["listings"]:
            if (actor.pk, row["key"]) not in there:
                enter_listing(actor, by=by, topics=[topics[code] for code in row["topics"]], **_listing(row, places))


def _listing(row: Facts, places: dict[str, Place]) -> ListingFacts:
    facts: ListingFacts = {
        "key": row["key"],
        "side": row["side"],
        "kind": row["kind"],
        "title_de": row.get("title_de", ""),
        "title_en": row.get("title_en", ""),
        "text_de": row.get("text_de", ""),
        "text_en": row.get("text_en", ""),
        "area": places[row["area"]] if "area" in row else None,
        "partner_languages": row.get("partner_languages", []),
        "capacity": row.get("capacity"),
        "audience": row.get("audience", Audience.PUBLIC),
    }
    if "ends_in_days" in row:
        facts["valid_until"] = timezone.localdate() + timedelta(days=row["ends_in_days"])
    return facts
