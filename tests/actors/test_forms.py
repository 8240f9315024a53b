"""What people type, made clean."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from aufwind.actors.actions import enter_place
from aufwind.actors.forms import DayForm, EntryForm, JoinForm, ListingForm
from aufwind.actors.forms.choices import audience_choices, kind_choices, language_choices
from aufwind.actors.forms.places import place_named, place_names
from aufwind.actors.kinds import KINDS
from aufwind.actors.models import Actor
from tests.cast import AGENCY


@pytest.fixture
def _places(db):
    rows = (("Leipzig", "nuts2", "DED5", "147"), ("Leipzig", "lau", "", "14713000"), ("Flöha", "lau", "", "14522140"))
    for name, level, nuts, ags in rows:
        enter_place(f"{name}-{level}".lower(), by=AGENCY, name_de=name, name_en=f"{name} (Saxony)", level=level,
                    nuts=nuts, ags=ags, parent=None, source="")  # fmt: skip


@pytest.mark.usefixtures("_places")
@pytest.mark.parametrize(("typed", "slug"), [
    ("Leipzig", "leipzig-lau"),
    ("  leipzig ", "leipzig-lau"),
    ("floeha", "flöha-lau"),
    ("FLÖHA", "flöha-lau"),
    ("Flöha (Saxony)", "flöha-lau"),
    ("14522140", "flöha-lau"),
    ("ded5", "leipzig-nuts2"),
])  # fmt: skip
def test_a_place_is_found_however_it_is_written_the_smallest_first(typed, slug):
    assert place_named(typed).slug == slug


@pytest.mark.usefixtures("_places")
def test_no_place_is_found_by_nothing_or_a_part():
    assert [place_named(name) for name in ("", "Leip", "Nirgendwo")] == [None, None, None]


@pytest.mark.usefixtures("_places")
def test_municipalities_are_suggested_in_the_readers_language():
    with override("de"):
        assert place_names() == ["Flöha", "Leipzig"]
    with override("en"):
        assert place_names() == ["Flöha (Saxony)", "Leipzig (Saxony)"]


def test_every_kind_can_be_chosen_and_a_foreign_one_stays():
    groups = [group for group in kind_choices() if isinstance(group[1], list)]

    assert {code for _label, group in groups for code, _word in group} == set(KINDS)
    assert kind_choices(kept="circus")[-1] == ("circus", "circus")


@pytest.mark.django_db
def test_what_is_on_no_list_stays_choosable_for_whom_it_holds():
    assert ("ro", "ro") not in language_choices()
    assert language_choices(kept=["de", "ro"])[-1] == ("ro", "ro")
    assert [value for value, _word in audience_choices(kept=["event:floeha"])] == [
        "public", "members", "event:floeha", "agency",
    ]  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), [("2022-03-01", "2022-03-01"), ("1.3.2022", "2022-03-01")])
def test_a_day_is_read_as_browsers_and_people_write_it(typed, day):
    assert DayForm(typed).chosen.isoformat() == day


@pytest.mark.parametrize("typed", ["", " ", "2022-02-30", "\0", "gestern"])
def test_no_day_is_today(typed, time_machine):
    time_machine.move_to("2026-05-04 10:00Z")

    assert DayForm(typed).chosen.isoformat() == "2026-05-04"


@pytest.mark.django_db
def test_a_person_known_by_one_name_gets_two_fields():
    form = EntryForm(actor=Actor(sort="person", name="Anna Maria Weber", kind="design"), wording=None, is_agreed=False)

    assert (form.initial["given_name"], form.initial["family_name"]) == ("Anna Maria", "Weber")
    assert not {"name", "acronym"} & form.fields.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("form", [JoinForm, ListingForm])
def test_nothing_typed_is_refused_and_never_breaks(form):
    assert not form({}).is_valid()
    assert not form(dict.fromkeys(form.base_fields, "\x00")).is_valid()
    assert not form(dict.fromkeys(form.base_fields, "x" * 10_000)).is_valid()
