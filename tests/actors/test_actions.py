from __future__ import annotations

import pytest

from aufwind.actors.actions import enter_actor, enter_place
from aufwind.actors.models import Actor, Place
from aufwind.core.models import AuditEntry
from aufwind.core.policy import NotAllowed
from tests.cast import AGENCY, EVE, HERR_VOGEL

pytestmark = pytest.mark.django_db

WEBEREI = {"name": "Weberei Flöha", "acronym": "", "kind": "company", "place": None, "country": "DE",
           "summary_de": "", "summary_en": "Weaves.", "source": ""}  # fmt: skip
FLOEHA = {"name_de": "Flöha", "name_en": "Flöha", "level": "lau", "nuts": "", "ags": "14522140", "parent": None,
          "source": ""}  # fmt: skip


def test_enter_actor_twice_keeps_one_and_takes_the_newer_facts():
    enter_actor("weberei", by=AGENCY, **WEBEREI)
    enter_actor("weberei", by=AGENCY, **WEBEREI | {"kind": "museum"})

    assert list(Actor.objects.values_list("slug", "kind", "name_folded")) == [("weberei", "museum", "weberei floha")]
    assert list(AuditEntry.objects.order_by("position").values_list("event", flat=True)) == [
        "actor.entered",
        "actor.updated",
    ]


@pytest.mark.parametrize("visitor", [EVE, HERR_VOGEL])
def test_enter_actor_is_refused_to_everybody_but_the_agency(visitor):
    with pytest.raises(NotAllowed):
        enter_actor("weberei", by=visitor, **WEBEREI)

    assert not Actor.objects.exists()


def test_enter_place_keeps_its_codes():
    place = enter_place("floeha", by=AGENCY, **FLOEHA)

    assert Place.objects.get() == place
    assert place.ags == "14522140"


def test_enter_place_is_refused_to_strangers():
    with pytest.raises(NotAllowed):
        enter_place("floeha", by=EVE, **FLOEHA)
