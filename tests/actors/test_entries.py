"""What a reader gets to know of an actor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aufwind.actors.entries import entries_for, entry_for
from aufwind.actors.fields import DISCLOSABLE
from aufwind.actors.models import Actor
from aufwind.core.policy import ANONYMOUS, Role, Visitor
from tests.cast import AGENCY

MEMBER = Visitor(key="entry:7", roles=frozenset({Role.MEMBER}), entry_id=7)
AUDIENCES = st.sampled_from(["public", "members", "event:floeha", "agency"])
TEXT_COLUMNS = ("summary_de", "summary_en", "website", "email", "phone", "street", "postcode")


def weberei(**facts) -> Actor:
    return Actor(pk=1, slug="weberei", name="Weberei Flöha", kind="company", **facts)


def test_entry_for_a_stranger_hides_contact_data_by_default():
    entry = entry_for(ANONYMOUS, weberei(email="w@example.org", phone="03726 1", summary_de="Webt."))

    assert (entry.email, entry.phone, entry.summary_de) == ("", "", "Webt.")
    assert entry.hidden == {"email", "phone", "address"}


def test_entry_for_the_agency_hides_nothing():
    entry = entry_for(AGENCY, weberei(email="w@example.org", links=["https://a.example"]))

    assert (entry.email, entry.links, entry.hidden) == ("w@example.org", ("https://a.example",), frozenset())


def test_entries_for_leaves_out_who_may_not_be_seen():
    hidden, shown = weberei(audience="agency"), Actor(pk=2, slug="k", name="Kunsthaus", kind="gallery")

    assert [entry.name for entry in entries_for(ANONYMOUS, [hidden, shown])] == ["Kunsthaus"]


@given(
    disclosures=st.dictionaries(st.sampled_from(sorted(DISCLOSABLE)), AUDIENCES),
    one=st.fixed_dictionaries({name: st.text(max_size=20) for name in TEXT_COLUMNS}),
    other=st.fixed_dictionaries({name: st.text(max_size=20) for name in TEXT_COLUMNS}),
    reader=st.sampled_from([ANONYMOUS, MEMBER]),
)
def test_what_a_reader_may_not_see_never_changes_what_she_sees(disclosures, one, other, reader):
    first = entry_for(reader, weberei(disclosures=disclosures, **one))
    hidden = {column for name in first.hidden for column in DISCLOSABLE[name].columns}
    changed = {name: (other if name in hidden else one)[name] for name in TEXT_COLUMNS}

    assert entry_for(reader, weberei(disclosures=disclosures, **changed)) == first


@pytest.mark.parametrize("audience", ["public", "members", "agency"])
def test_the_owner_sees_all_of_her_own(audience):
    owner = Visitor(key="entry:1", roles=frozenset({Role.MEMBER}), entry_id=1)

    assert entry_for(owner, weberei(audience=audience, email="w@example.org")).hidden == frozenset()
