"""Makers of a small register, through the register's own actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aufwind.actors.actions import enter_actor, enter_listing, give_consent, publish_wording
from aufwind.actors.models import Actor, Code, Listing
from aufwind.core.jobs import run_until_idle
from aufwind.matching.actions import start_run
from tests.cast import AGENCY

if TYPE_CHECKING:
    from aufwind.matching.models import Run


def enter(slug: str, name: str, **facts: object) -> Actor:
    """An organisation, seen by everybody unless `facts` say otherwise."""
    return enter_actor(slug, by=AGENCY, **{"name": name, "kind": "company", "country": "DE", **facts})


def enter_person(slug: str, name: str, audience: str = "members", **facts: object) -> Actor:
    """A person who agreed to be seen by `audience`."""
    person = enter(slug, name, sort="person", kind="other", **facts)
    give_consent(person, publish_wording("1", text_de="Ja", text_en="Yes", by=AGENCY), by=AGENCY, audience=audience)
    person.refresh_from_db()
    return person


def need(actor: Actor, title: str, **facts: object) -> Listing:
    return enter_listing(actor, by=AGENCY, side="need", title_de=title, **facts)


def offer(actor: Actor, title: str, **facts: object) -> Listing:
    return enter_listing(actor, by=AGENCY, side="offer", title_de=title, **facts)


def topic(code: str, label_de: str, label_en: str) -> Code:
    return Code.objects.get_or_create(scheme="topic", code=code, defaults={"label_de": label_de, "label_en": label_en})[
        0
    ]


def computed(**asked: object) -> Run:
    """A run over the register as it is now."""
    run = start_run(by=AGENCY, **asked)
    run_until_idle()
    run.refresh_from_db()
    return run
