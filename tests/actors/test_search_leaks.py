"""Nothing that is for others changes what a reader finds: not the results, their order, the counts, nor corrections."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aufwind.actors.actions import enter_actor, enter_listing, enter_place
from aufwind.actors.index import refresh_index
from aufwind.actors.models import Actor
from aufwind.actors.search import Asked, Found, Order, search
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from tests.cast import AGENCY

MEMBER = Visitor(key="link:1", roles=frozenset({Role.MEMBER}))
OPEN_TO = {"public": ANONYMOUS, "members": MEMBER}
WORDS = ("weberei", "webrei", "oschatz", "oschaz", "haus", "kunsthaus", "Flöha", "floeha", "kunst", "garn")
QUESTIONS = ("", "webrei", "oschaz", "haus", "kun", "kunsthauß oschaz", "floha", "garn haus", "webe oscha", "fabrik")
CHOICES = ({"district": ("DED43",)}, {"kind": ("museum", "company")}, {"listings": ("offer",)})

texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
hidden_parts = st.fixed_dictionaries({
    "summary_de": texts, "summary_en": texts, "place": st.sampled_from(["", "floeha", "oschatz"]),
    "website": st.sampled_from(["", "https://weberei.example/", "https://oschatz.example/"]),
    "email": st.sampled_from(["", "haus@weberei.example"]), "street": texts, "phone": st.sampled_from(["", "haus"]),
    "listings": st.lists(st.tuples(st.sampled_from(["offer", "need"]), texts.filter(bool)), max_size=2),
})  # fmt: skip
hidden_entries = st.lists(st.tuples(st.sampled_from(WORDS), texts), max_size=3)


def build(closed_to: str, parts: dict, entries: list[tuple[str, str]]) -> None:
    """Two entries everybody may see, whose other parts are for `closed_to` and above; and entries for them alone."""
    nowhere = {"level": "x", "ags": "", "parent": None, "source": ""}
    places = {
        slug: enter_place(slug, by=AGENCY, name_de=slug, name_en=slug, nuts=nuts, **nowhere)
        for slug, nuts in (("floeha", "DED43"), ("oschatz", "DED53"))
    }
    closed = dict.fromkeys(("summary", "place", "website", "email", "phone", "address"), closed_to)
    facts = {**parts, "place": places.get(parts["place"])}
    listings = facts.pop("listings")
    for slug, name in (("a", "Weberei Flöha"), ("b", "Kunsthaus Oschatz")):
        actor = enter_actor(slug, by=AGENCY, name=name, kind="company", disclosures=closed, **facts)
        for side, title in listings:
            enter_listing(actor, by=AGENCY, side=side, title_de=title, audience=closed_to,
                          valid_until=timezone.localdate() + timedelta(days=30))  # fmt: skip
    for number, (name, summary) in enumerate(entries):
        enter_actor(f"h{number}", by=AGENCY, name=name, kind="museum", summary_de=summary, audience=closed_to)
    enter_actor("c", by=AGENCY, name="Haus Garn", kind="festival", summary_de="Kunst und Garn in Flöha")


def answers(reader: Visitor) -> list[object]:
    """All a reader can learn by asking: everything but the keys of rows."""
    asked = [Asked(text, order=order) for text in QUESTIONS for order in Order]
    asked += [Asked(text, choices) for text in QUESTIONS[:4] for choices in CHOICES]
    return [told(search(reader, one, size=2)) for one in asked]


def told(found: Found) -> tuple[object, ...]:
    hits = [(hit.entry.slug, hit.entry.summary_de, hit.entry.hidden, len(hit.listings)) for hit in found.hits]
    return hits, found.total, found.counts, found.instead, bool(found.after)


class Leaks(TestCase):
    @settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
    @given(closed_to=st.sampled_from(["members", "agency", "event:messe"]), parts=hidden_parts, entries=hidden_entries)
    def test_what_is_for_others_changes_nothing_a_reader_finds(self, closed_to, parts, entries):
        reader = ANONYMOUS if closed_to == "members" else MEMBER
        build(closed_to, dict.fromkeys(parts, "") | {"listings": []}, [])
        before = answers(reader)
        forget()

        build(closed_to, parts, entries)

        assert answers(reader) == before


def forget() -> None:
    keys = list(Actor.objects.values_list("pk", flat=True))
    Actor.objects.all().delete()
    refresh_index(keys)


def test_the_reader_for_whom_it_is_does_find_it(db):
    empty = dict.fromkeys(("summary_en", "website", "email", "street", "phone"), "")
    parts = {**empty, "summary_de": "Raumfahrt", "place": "floeha", "listings": [("offer", "Startrampe")]}
    build("members", parts, [("Mondbasis", "")])

    def names(reader, text):
        return [hit.entry.name for hit in search(reader, Asked(text)).hits]

    assert {
        text: (names(ANONYMOUS, text), names(MEMBER, text)) for text in ("raumfahrt", "startramp", "mondbassis")
    } == {
        "raumfahrt": ([], ["Kunsthaus Oschatz", "Weberei Flöha"]),
        "startramp": ([], ["Kunsthaus Oschatz", "Weberei Flöha"]),
        "mondbassis": ([], ["Mondbasis"]),
    }
