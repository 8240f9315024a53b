"""The register as a file: what a reader may see, whole, and the same again after it was imported."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from aufwind.actors.actions import affiliate, enter_actor, enter_listing, give_consent, publish_wording, tie_actors
from aufwind.actors.actions.imports import take_over
from aufwind.actors.enums import Audience, Sort
from aufwind.actors.exports import export_rows, write_export
from aufwind.actors.intake.columns import FIELDS
from aufwind.actors.models import Actor, Affiliation, Code, Consent, ConsentWording, Listing, Merge, Place, Tie
from aufwind.core.policy import ANONYMOUS
from aufwind.engine.files.records import read_records
from tests.cast import AGENCY

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled():
    """Two houses, two people, listings in both languages, ties, a place, consents, one of them taken back."""
    oschatz = Place.objects.create(slug="oschatz", name_de="Oschatz", name_en="Oschatz", level="lau", ags="14730230")
    Place.objects.create(slug="oschatz-2", name_de="Oschatz", name_en="Oschatz", level="lau")
    topic = Code.objects.create(scheme="topic", code="cloth", label_de="Stoffe, Tuche", label_en="Cloth")
    wz = Code.objects.create(scheme="wz2025", code="13.20", label_de="Weberei", label_en="Weaving")
    weberei = enter_actor(
        "weberei", by=AGENCY, name="=Weberei Flöha", kind="company", country="DE", place=oschatz, industry=wz,
        email="weberei@example.org", phone="+49 3726 1", website="https://weberei.example.org/a?b=1",
        links=["https://a.example.org", "https://b.example.org"], languages=["de", "hsb", "xx"], street="Am Werk 1",
        postcode="01234", summary_de="Erste Zeile\nzweite; Zeile", summary_en="'=Cloth", capacity=0,
        source="https://source.example.org", acronym="WF", disclosures={"email": "public", "phone": "members"},
    )  # fmt: skip
    twin = enter_actor("weberei-floeha", by=AGENCY, name="Weberei Flöha e. V.", kind="unlisted_kind", place=oschatz,
                       email="weberei@example.org", audience="event:floeha-2022")  # fmt: skip
    wording = publish_wording("1", text_de="Ja; ich will.", text_en="I agree.", by=AGENCY)
    older = publish_wording("0", text_de="Damals.", text_en="Then.", by=AGENCY)
    anna = enter_actor("anna", by=AGENCY, sort=Sort.PERSON, name="Dr. Anna Weber", given_name="Anna",
                       family_name="Weber", kind="design", email="anna@example.org")  # fmt: skip
    give_consent(anna, wording, by=AGENCY, audience=Audience.MEMBERS, given_on=date(2026, 2, 1))
    Consent.objects.create(actor=anna, wording=older, given_on=date(2024, 1, 2), recorded_by="user:9",
                           withdrawn_at=timezone.now(), withdrawn_by="entry:1")  # fmt: skip
    enter_actor("bela", by=AGENCY, sort=Sort.PERSON, name="Bela", kind="other")
    enter_listing(weberei, by=AGENCY, topics=[topic, wz], side="offer", kind="product", title_de="Stoffe",
                  title_en="Cloth", text_de="Leinen;\nHanf", key="cloth", valid_until=date(2020, 1, 1))  # fmt: skip
    enter_listing(weberei, by=AGENCY, side="need", kind="space", title_en="A hall", area=oschatz,
                  partner_languages=["de", "en"], capacity=2, audience="members")  # fmt: skip
    affiliate(anna, weberei, by=AGENCY, role="Leiterin", starts_on=date(2020, 5, 1))
    tie_actors(weberei, twin, "supplies", by=AGENCY, starts_on=date(2019, 1, 1), ends_on=date(2021, 1, 1),
               evidence="Vertrag", origin="event:floeha-2022")  # fmt: skip
    return weberei


def forget_register() -> None:
    for model in (Merge, Tie, Affiliation, Consent, Listing, Actor, ConsentWording):
        model._base_manager.all().delete()


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_was_exported_can_be_imported_again_without_loss(filled, tmp_path, form, language):
    before = list(export_rows(AGENCY, language="en"))
    path = Path(tmp_path) / f"register.{form}"
    with path.open("wb") as target:
        write_export(target, form, visitor=AGENCY, language=language)
    forget_register()

    verdicts = list(take_over(path, by=AGENCY))

    assert {verdict.outcome for verdict in verdicts} == {"accepted"}
    assert [verdict.remarks for verdict in verdicts if verdict.remarks] == []
    assert list(export_rows(AGENCY, language="en")) == before


def test_an_export_imported_into_the_same_register_changes_nothing(filled, tmp_path):
    before = list(export_rows(AGENCY, language="en"))
    path = Path(tmp_path) / "register.csv"
    with path.open("wb") as target:
        write_export(target, "csv", visitor=AGENCY, language="de")

    verdicts = list(take_over(path, by=AGENCY))

    assert {verdict.outcome for verdict in verdicts} == {"unchanged"}
    assert list(export_rows(AGENCY, language="en")) == before


def test_everybody_gets_what_she_may_see(filled):
    content = io.BytesIO()
    write_export(content, "json", visitor=ANONYMOUS, language="en")
    records = read_records(content.getvalue(), "register.json")
    rows = [row for _number, row in records.rows]

    assert [(row["Record"], row["Key"]) for row in rows] == [("Entry", "weberei")]
    assert (rows[0]["E-mail"], rows[0]["Telephone"], rows[0]["Street"]) == ("weberei@example.org", "", "")
    assert "Seen by" not in records.columns
    assert "Wording" not in records.columns


def test_only_the_entries_asked_for_are_written(filled):
    rows = list(export_rows(AGENCY, language="en", keys=[filled.pk]))

    assert {row["slug"] for row in rows if "slug" in row} == {"weberei"}
    assert not [row for row in rows if row["record"] in {"Tie", "Affiliation"}]


def test_a_cell_that_starts_a_formula_is_neutralised(filled):
    content = io.BytesIO()
    write_export(content, "csv", visitor=ANONYMOUS, language="de")

    assert '"\'=Weberei Flöha"' in content.getvalue().decode("utf-8-sig")
    assert '"=' not in content.getvalue().decode("utf-8-sig")


def test_an_export_costs_the_same_for_one_and_for_more_entries(filled, django_assert_num_queries):
    with django_assert_num_queries(10):
        list(export_rows(AGENCY, language="de"))
    enter_actor("third", by=AGENCY, name="Third", kind="other")
    with django_assert_num_queries(10):
        list(export_rows(AGENCY, language="de"))


def test_the_reference_names_every_heading():
    text = (Path(__file__).parents[2] / "docs/reference/register-files.md").read_text(encoding="utf-8")
    rows = [f"| {field.de} | {field.en} | {', '.join(field.others) or '–'} |" for field in FIELDS]

    assert [row for row in rows if row not in text] == []
