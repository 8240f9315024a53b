"""No field invisible to the reader changes what the reader sees: inbox, partners of a need, counts.

Hidden fields are changed at random; the whole way from rows to pages is gone each time. Words and topics alone are
compared here (setting AUFWIND_ENCODER), for speed; what a vector is made of is the same text.
"""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aufwind.actors.actions import affiliate, change_actor, change_listing, enter_listing, tie_actors
from aufwind.actors.models import Actor, Place
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from aufwind.matching.partners import partners_for_need
from aufwind.matching.pools import forget_pools
from aufwind.matching.queries import inbox_for
from tests.cast import AGENCY
from tests.matching.makers import computed, enter, enter_person, need, offer, topic

pytestmark = pytest.mark.django_db

WORDS = ("Webstühle", "Ausstellungsraum", "Licht", "Brot", "Beratung", "looms", "room", "advice", "leihen", "gesucht")
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
HIDDEN_FROM_ALL = "agency"


@pytest.fixture
def world(register, leipzig, settings):
    """The small register, a person, hidden things of every sort, and somebody who only the agency knows."""
    settings.AUFWIND_ENCODER = "none"
    kunsthaus, weberei, bakery = register
    change_actor(bakery, by=AGENCY, disclosures={"place": "agency", "languages": "agency"})
    demir = enter_person("demir", "Aylin Demir")
    offer(demir, "Beratung zum Ausstellungsraum")
    offer(weberei, "Alte Muster", audience="agency")
    secret = enter("geheim", "Geheim", audience="agency", place=leipzig)
    offer(secret, "Webstühle")
    need(secret, "Ausstellungsraum gesucht")
    return {"reader": kunsthaus, "weberei": weberei, "bakery": bakery, "demir": demir, "secret": secret}


def hidden_listing(world, draw):
    """Something new that only the agency may see, of anybody but the reader."""
    owner = world[draw(st.sampled_from(["weberei", "bakery", "demir", "secret"]))]
    enter_listing(
        owner, by=AGENCY, side=draw(st.sampled_from(["offer", "need"])), title_de=draw(titles), audience="agency",
        topics=[topic(draw(st.sampled_from(["textile", "food"])), "Thema", "Topic")],
    )  # fmt: skip


def other_words(world, draw):
    """Other words in a listing only the agency may see."""
    for listing in world["weberei"].listings.filter(audience="agency"):
        change_listing(listing, by=AGENCY, title_de=draw(titles), text_de=draw(titles))


def other_place(world, draw):
    """Another place and other languages where only the agency sees them."""
    place = draw(st.sampled_from([None, *Place.objects.order_by("pk")]))
    change_actor(world["bakery"], by=AGENCY, place=place, languages=draw(st.sampled_from([[], ["de"], ["cs", "en"]])))


def hidden_tie(world, draw):
    """A tie that only the agency may see, between others than the reader."""
    left, right = draw(st.permutations(["weberei", "bakery", "demir", "secret"]))[:2]
    kind = draw(st.sampled_from(["works_with", "met", "knows"]))
    tie_actors(world[left], world[right], kind, by=AGENCY, audience="agency")


def hidden_house(world, draw):
    """Where a person works, as only the agency may see it."""
    affiliate(world["demir"], world[draw(st.sampled_from(["weberei", "bakery"]))], by=AGENCY, audience="agency")


CHANGES = (hidden_listing, other_words, other_place, hidden_tie, hidden_house)


def seen_by(visitor, reader: Actor) -> dict[str, object]:
    """Everything about suggestions that `visitor` gets to see."""
    looms = reader.listings.needs().get()
    partners = [plain(one) for one in partners_for_need(looms, visitor)]
    if visitor == ANONYMOUS:
        return {"partners": partners}
    inbox = inbox_for(reader, visitor)
    return {
        "partners": partners,
        "inbox": [plain(one) for one in inbox.waiting],
        "profiles": inbox.run.profiles,
        "pairs": inbox.run.suggestions.count(),
    }


def plain(partner):
    met = [(one.need.title_de, one.offer.title_de, one.voices, one.fit) for one in partner.met]
    return (partner.entry.name, partner.score, partner.needs_met, partner.offers_met, partner.is_bridge, met)


@contextmanager
def undone():
    """What happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    forget_pools()


def looked_at(visitor, reader):
    forget_pools()
    computed(audience="members")
    return seen_by(visitor, reader)


def member(actor) -> Visitor:
    return Visitor(key=f"entry:{actor.pk}", roles=frozenset({Role.MEMBER}), entry_id=actor.pk)


@pytest.mark.parametrize("tier", ["public", "member"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_a_reader_may_not_see_changes_nothing_she_sees(tier, world, data):
    visitor = ANONYMOUS if tier == "public" else member(world["reader"])
    with undone():
        before = looked_at(visitor, world["reader"])
    with undone():
        for change in data.draw(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4)):
            change(world, data.draw)
        after = looked_at(visitor, world["reader"])

    assert before["partners"]
    assert after == before


def test_the_agency_does_see_what_members_may_not(world):
    offer(world["bakery"], "Webstühle für eine Ausstellung gesucht", audience="agency")
    looms = world["reader"].listings.needs().get()

    by_agency, by_public = ([plain(one) for one in partners_for_need(looms, who)] for who in (AGENCY, ANONYMOUS))

    assert "Geheim" in {name for name, *_more in by_agency}
    assert "Geheim" not in {name for name, *_more in by_public}
    assert by_agency != by_public
