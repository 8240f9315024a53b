"""The participants of an event are an audience of the register, and members belong to what they take part in."""

from __future__ import annotations

from aufwind.accounts.links import personal_link
from aufwind.actors.actions import enter_actor
from aufwind.actors.entries import entry_for
from aufwind.actors.forms.choices import audience_choices
from aufwind.actors.links import owner_of
from aufwind.core.policy import ANONYMOUS
from aufwind.events.models import Event
from tests.cast import AGENCY


def test_participants_of_a_coming_matching_event_can_be_chosen(event):
    Event.objects.update(is_matching=True, starts="2999-01-01")

    assert ("event:floeha", "Gäste: Treffen") in audience_choices()


def test_participants_of_a_past_event_stay_where_they_were_chosen(event):
    Event.objects.update(is_matching=True, starts="2001-01-01")

    assert "event:floeha" not in dict(audience_choices())
    assert dict(audience_choices(kept=["event:floeha"]))["event:floeha"] == "Gäste einer Veranstaltung"


def test_a_member_who_takes_part_sees_what_is_for_participants(event):
    facts = {"kind": "company", "country": "DE"}
    weberei = enter_actor("weberei", by=AGENCY, name="Weberei", email="Weberei@example.org", **facts)
    stranger = enter_actor("stranger", by=AGENCY, name="Stranger", email="stranger@example.org", **facts)
    shown = enter_actor("kunsthaus", by=AGENCY, name="Kunsthaus", phone="03435 1",
                        disclosures={"phone": "event:floeha"}, **facts)  # fmt: skip

    seen = {
        actor.slug: entry_for(owner_of(personal_link("entry", str(actor.pk)))[1], shown).phone
        for actor in (weberei, stranger)
    }

    assert seen == {"weberei": "03435 1", "stranger": ""}
    assert entry_for(ANONYMOUS, shown).phone == ""
