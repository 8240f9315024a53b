from __future__ import annotations

import pytest

from aufwind.actors.actions import enter_actor, give_consent, publish_wording
from aufwind.actors.enums import Audience, Sort
from aufwind.core.policy import Role, Visitor
from tests.cast import AGENCY


@pytest.fixture
def weberei(db):
    return enter_actor(
        "weberei", by=AGENCY, name="Weberei Flöha", kind="company", country="DE", email="weberei@example.org"
    )


@pytest.fixture
def kunsthaus(db):
    return enter_actor("kunsthaus", by=AGENCY, name="Kunsthaus Oschatz", kind="gallery", country="DE")


@pytest.fixture
def wording(db):
    return publish_wording("1", text_de="Ich bin einverstanden.", text_en="I agree.", by=AGENCY)


@pytest.fixture
def anna(db):
    """A person whom only the agency sees: she has not agreed to anything."""
    return enter_actor("anna", by=AGENCY, sort=Sort.PERSON, name="Anna Weber", given_name="Anna",
                       family_name="Weber", kind="design", email="anna@example.org")  # fmt: skip


@pytest.fixture
def agreed(anna, wording):
    """Anna, who agreed to be seen by everybody."""
    give_consent(anna, wording, by=AGENCY, audience=Audience.PUBLIC)
    anna.refresh_from_db()
    return anna


def member(actor) -> Visitor:
    """The owner of an entry, as if she had come by its link."""
    return Visitor(key=f"entry:{actor.pk}", roles=frozenset({Role.MEMBER}), link_id=1, entry_id=actor.pk)
