"""Lists on their way in: what a row means, whom it is about, what refuses it; resumed after a stop, each row once."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from aufwind.actors.actions import enter_actor, give_consent, publish_wording, withdraw_consent
from aufwind.actors.actions.import_chunks import Intake
from aufwind.actors.actions.imports import (
    approve_import,
    assign_columns,
    forget_imports,
    keep_import,
    take_over,
    try_import,
    write_import,
)
from aufwind.actors.actions.merging import merge_actors
from aufwind.actors.errors import ImportIsRefused
from aufwind.actors.history import history_of
from aufwind.actors.intake.columns import FIELDS, guessed, plain
from aufwind.actors.models import (
    Actor,
    Affiliation,
    Consent,
    DuplicateCase,
    ImportRun,
    ImportSource,
    Listing,
    Place,
)
from aufwind.actors.search import Asked, search
from aufwind.core.models import AuditEntry
from aufwind.core.policy import NotAllowed
from tests.cast import AGENCY, EVE

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path):
    """Takes a table over, as the command line does; outcomes and remarks in English."""

    def taken(text: str, *, name: str = "list.csv", is_dry_run: bool = False) -> list[tuple[str, str]]:
        path = Path(tmp_path) / name
        path.write_text(text, encoding="utf-8")
        verdicts = take_over(path, by=AGENCY, is_dry_run=is_dry_run)
        return [(verdict.outcome.value, " ".join(remark.text.en for remark in verdict.remarks)) for verdict in verdicts]

    return taken


def test_headings_in_both_languages_are_understood():
    german = ["Firma", "Vorname", "Nachname", "Art", "Ort", "PLZ", "Straße", "E-Mail", "Telefon", "Profil", "Sprachen",
              "WZ", "Angebot", "Bedarf", "Themen", "gültig bis", "Rolle"]  # fmt: skip
    english = ["Company", "First name", "Last name", "Kind", "City", "ZIP", "Street", "Email", "Phone", "Description",
               "Languages", "NACE", "Offers", "Needs", "Topics", "Valid until", "Role"]  # fmt: skip
    keys = ["organisation", "given_name", "family_name", "kind", "place", "postcode", "street", "email", "phone"]

    assert list(guessed(german).values())[:9] == keys
    assert list(guessed(english).values())[:9] == keys
    assert len(guessed(german)) == len(guessed(english)) == 17


def test_every_field_is_found_again_by_the_headings_we_write():
    for language in ("de", "en"):
        headings = [field.heading(language) for field in FIELDS]
        assert len({plain(heading) for heading in headings}) == len(FIELDS)
        assert list(guessed(headings).values()) == [field.key for field in FIELDS]


def test_an_organisation_comes_in_with_all_that_its_row_says(take):
    Place.objects.create(slug="oschatz", name_de="Oschatz, Stadt", name_en="Oschatz", level="lau")
    outcome = take(
        "Firma;Art;Ort;PLZ;E-Mail;Website;Sprachen;Bietet;Sucht;Gültig bis;Land\n"
        "Kunsthaus;Galerie;Oschatz;04758;info@kunsthaus.example;kunsthaus.example;Deutsch, cs;"
        "Raum; Bühne;Weberinnen;31.12.2099;Deutschland\n".replace("Raum; Bühne", '"Raum; Bühne"')
    )

    actor = Actor.objects.get()
    assert outcome == [("accepted", "")]
    assert (actor.slug, actor.sort, actor.kind, str(actor.place), actor.country) == (
        "kunsthaus", "organisation", "gallery", "Oschatz, Stadt", "DE")  # fmt: skip
    assert (actor.website, actor.languages) == ("https://kunsthaus.example", ["de", "cs"])
    assert set(Listing.objects.values_list("side", "title_de", "valid_until")) == {
        ("offer", "Raum", date(2099, 12, 31)),
        ("offer", "Bühne", date(2099, 12, 31)),
        ("need", "Weberinnen", date(2099, 12, 31)),
    }
    assert [hit.entry.slug for hit in search(AGENCY, Asked("weberinnen")).hits] == ["kunsthaus"]


def test_a_person_comes_in_for_the_agency_alone_and_her_organisation_with_her(take):
    take("Vorname;Nachname;Organisation;Rolle;E-Mail;Sichtbar für\n"
         "Anna;Weber;Weberei Flöha;Leiterin;anna@weberei.example;public\n")  # fmt: skip

    anna = Actor.objects.get(name="Anna Weber")
    assert (anna.sort, anna.audience) == ("person", "agency")
    place = Affiliation.objects.get()
    assert (place.person, place.organisation.name, place.role) == (anna, "Weberei Flöha", "Leiterin")


def test_her_organisation_is_recognised(take):
    weberei = enter_actor("weberei", by=AGENCY, name="Weberei Flöha GmbH", kind="company",
                          website="https://weberei.example")  # fmt: skip

    take("Name;Organisation;E-Mail\nAnna Weber;Weberei Flöha;anna@weberei.example\n")

    assert Affiliation.objects.get().organisation == weberei
    assert Actor.objects.count() == 2


def test_a_consent_lets_a_person_be_seen(take):
    publish_wording("1", text_de="Ja.", text_en="Yes.", by=AGENCY)

    take("Vorname;Nachname;Einwilligung vom;Sichtbar für\nAnna;Weber;1.2.2026;public\nBela;Berg;2026-02-01;\n")

    assert list(Actor.objects.order_by("name").values_list("audience", flat=True)) == ["public", "members"]
    consent = Consent.objects.order_by("pk")[0]
    assert (consent.given_on, consent.wording.version, consent.recorded_by) == (date(2026, 2, 1), "1", "user:2")


def test_an_old_list_does_not_bring_a_consent_back_that_was_taken_back(take, anna):
    wording = publish_wording("1", text_de="Ja.", text_en="Yes.", by=AGENCY)
    give_consent(anna, wording, by=AGENCY, given_on=date(2026, 1, 1))
    withdraw_consent(anna, by=AGENCY)

    outcome = take("Name;E-Mail;Einwilligung vom;Art\nAnna Weber;anna@example.org;1.2.2026;Person\n")

    anna.refresh_from_db()
    assert outcome[0][1].endswith("The consent has been taken back since and does not hold.")
    assert (anna.audience, anna.consents.filter(withdrawn_at=None).count()) == ("agency", 0)


def test_a_known_entry_gains_what_it_did_not_say_and_loses_nothing(take, weberei):
    outcome = take("Name;E-Mail;Telefon;Art\nWeberei Flöha;weberei@example.org;0371 1;Museum\n")

    weberei.refresh_from_db()
    assert (weberei.phone, weberei.kind) == ("0371 1", "company")
    assert outcome[0][0] == "merged"
    assert outcome[0][1].endswith("Filled in: Telephone. The entry says otherwise and keeps it: Kind.")


def test_what_only_looks_alike_is_entered_and_a_case_is_opened(take, monkeypatch):
    enter_actor("a", by=AGENCY, name="Kunsthaus Oschatz", kind="gallery", street="Am Markt 1")
    monkeypatch.setattr("aufwind.actors.intake.known.SURE", 0.999999999)

    outcome = take("Name;Straße\nKunsthaus Oschatz e. V.;Am Markt 1\n")

    case = DuplicateCase.objects.get()
    assert outcome[0][0] == "accepted"
    assert "to be decided among the duplicates" in outcome[0][1]
    assert (case.left.name, case.right.name) == ("Kunsthaus Oschatz", "Kunsthaus Oschatz e. V.")


def test_the_same_list_again_changes_nothing(take):
    text = "Name;Organisation;E-Mail;Bietet\nAnna Müller;;;\nAnna Müller;Haus;;\nWeberei;;w@example.org;Stoff\n"
    take(text)
    before = (Actor.objects.count(), Listing.objects.count(), Affiliation.objects.count())

    outcome = take(text)

    assert {one for one, _why in outcome} == {"unchanged"}
    assert (Actor.objects.count(), Listing.objects.count(), Affiliation.objects.count()) == before


@pytest.mark.parametrize(
    ("heading", "cell", "why"),
    [
        ("E-Mail", "keine", "“keine” is no e-mail address. Correct or delete it."),
        ("Art", "Galery", "We do not know “Galery”. Did you mean “gallery”?"),
        ("Gültig bis", "bald", "“bald” is no date. Write it like 2027-03-31 or 31.3.2027."),
        ("Gültig bis", "31.2.2027", "“31.2.2027” is no date. Write it like 2027-03-31 or 31.3.2027."),
        ("Plätze", "viele", "“viele” is no whole number from 0 on."),
        ("Telefon", "1" * 61, "Longer than 60 characters. Shorten it."),
        ("Abweichend sichtbar", "E-Mail", "We do not understand “E-Mail”. Write it like “email: public”."),
        ("Einwilligung", "2026-01-01", "There is no such wording of the consent. Publish it first."),
        (
            "Datensatz",
            "Unsinn",
            "We do not know this. Possible: Entry, Offer, Need, Affiliation, Tie, Consent, Wording.",
        ),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_reason(take, heading, cell, why):
    assert take(f"Name;{heading}\nKunsthaus;{cell}\nWeberei;\n") == [("refused", why), ("accepted", "")]
    assert list(Actor.objects.values_list("name", flat=True)) == ["Weberei"]


def test_a_row_without_a_name_is_refused(take):
    assert take("Name;E-Mail\n;a@example.org\n") == [("refused", "The name is missing. Nobody can be entered without.")]


def test_what_is_not_on_our_lists_is_left_out_and_said(take):
    assert take("Name;Ort;Branche;Themen;Website;Land\nHaus;Atlantis;99;Zauberei;x y;Mars\n") == [
        (
            "accepted",
            (
                "“x y” is no web address. Write it like https://example.org. Was left out. "
                "We do not know the country “Mars”. Write two letters such as DE. Was left out. "
                "“Atlantis” is not on our list. Was left out. “99” is not on our list. Was left out. "
                "“Zauberei” is not on our list. Was left out."
            ),
        )
    ]


def test_facts_of_unknown_entries_are_refused(take):
    assert take(
        "Datensatz;Kennung;Titel;Zweite Kennung;Verbindung\nAngebot;nobody;Raum;;\nVerbindung;a;;b;knows\n"
    ) == [
        ("refused", "There is no entry “nobody”."),
        ("refused", "There is no entry “a”."),
    ]


def test_a_trial_says_the_same_and_writes_nothing(take, weberei):
    text = "Name;E-Mail\nWeberei Flöha;weberei@example.org\nHaus;h@example.org\nHaus e. V.;h@example.org\nX;x\n"

    trial = take(text, is_dry_run=True)
    assert [outcome for outcome, _why in trial] == ["unchanged", "accepted", "unchanged", "refused"]
    assert (Actor.objects.count(), ImportRun.objects.count(), ImportSource.objects.count()) == (1, 0, 0)

    assert [outcome for outcome, _why in take(text)] == [outcome for outcome, _why in trial]


def test_cards_come_in(take):
    take(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Weber\nN:Weber;Anna;;;\nORG:Weberei Flöha\nTITLE:Leiterin\n"
        "EMAIL:anna@example.org\nEMAIL:a@example.org\nEND:VCARD\n",
        name="cards.vcf",
    )

    anna = Actor.objects.get(sort="person")
    assert (anna.name, anna.given_name, anna.email) == ("Anna Weber", "Anna", "anna@example.org")
    assert Affiliation.objects.get().role == "Leiterin"


@pytest.fixture
def approved():
    """A list of 2,500 rows, tried and approved."""
    rows = "".join(f"Haus {chr(65 + at % 26)}{at};h{at}@haus{at}.example\n" for at in range(2_500))
    run = keep_import(ContentFile(f"Name;E-Mail\n{rows}".encode(), name="long.csv"), by=AGENCY)
    assign_columns(run, run.mapping, by=AGENCY)
    try_import(run, by=AGENCY, recording=transaction.atomic, progress=lambda _done, _all: None)
    return approve_import(run, by=AGENCY)


def test_a_stopped_import_goes_on_and_takes_each_row_once(approved):
    class Killed(Exception):
        pass

    chunks = iter([True, False])

    @contextmanager
    def killing():
        with transaction.atomic():
            yield
            if not next(chunks):
                raise Killed  # in the second chunk, before it is committed

    with pytest.raises(Killed):
        write_import(approved, by=AGENCY, recording=killing, progress=lambda _done, _all: None)
    run = ImportRun.objects.get()
    assert (Actor.objects.count(), run.rows_done, run.rows.filter(is_written=True).count()) == (1_000, 1_000, 1_000)

    write_import(run, by=AGENCY, recording=transaction.atomic, progress=lambda _done, _all: None)

    assert (Actor.objects.count(), run.rows_done, run.rows.filter(is_written=True).count()) == (2_500, 2_500, 2_500)
    assert run.state == "done"
    assert AuditEntry.objects.filter(event="import.rows-written").count() == 3


def test_an_import_costs_the_same_number_of_statements_for_more_rows(take, django_assert_max_num_queries):
    take("Name\nA\n")
    with django_assert_max_num_queries(60):
        take("Name\n" + "".join(f"Haus {at}\n" for at in range(300)))


def test_only_the_agency_imports(tmp_path):
    path = Path(tmp_path) / "list.csv"
    path.write_text("Name\nA\n")
    with pytest.raises(NotAllowed):
        list(take_over(path, by=EVE))
    with pytest.raises(NotAllowed):
        keep_import(ContentFile(b"Name\nA\n", name="a.csv"), by=EVE)


def test_a_list_that_names_nobody_is_refused_whole(take):
    with pytest.raises(ImportIsRefused) as refusal:
        take("Farbe;Zahl\nrot;1\n")

    assert refusal.value.findings[0].what.en == "No column says who it is about."


def test_old_lists_and_reports_are_forgotten(approved):
    long_ago = timezone.now() - timedelta(days=400)
    kept = keep_import(ContentFile(b"Name\nA\n", name="a.csv"), by=AGENCY)
    old = keep_import(ContentFile(b"Name\nA\n", name="b.csv"), by=AGENCY)
    ImportRun.objects.filter(pk__in=[approved.pk, old.pk]).update(created_at=long_ago)

    assert forget_imports() == 2_501

    for run in (kept, old, approved):
        run.refresh_from_db()
    assert (bool(kept.file), bool(old.file), old.state, bool(approved.file)) == (True, False, "failed", True)


def test_the_history_of_an_entry_says_that_it_came_from_a_list(take):
    take("Name;E-Mail\nHaus;h@example.org\n")
    take("Name;E-Mail;Telefon\nHaus;h@example.org;1234567\n")
    take("Name;E-Mail;Telefon\nHaus;h@example.org;1234567\n")

    assert [deed.event for deed in history_of(Actor.objects.get(), visitor=AGENCY)] == ["row.merged", "row.accepted"]


def test_an_entry_merged_or_deleted_while_a_list_comes_in_is_no_trouble(weberei, kunsthaus, oschatz_again):
    intake = Intake({"Name": "name", "Telefon": "phone", "Mail": "email"}, by="user:2")
    merge_actors(kunsthaus, oschatz_again, taken=[], by=AGENCY)
    Actor.objects.filter(pk=weberei.pk).delete()
    rows = [
        (2, {"Name": "Kunsthaus Grimma", "Telefon": "0371 1", "Mail": "g@example.org"}),
        (3, {"Name": "Weberei Flöha", "Telefon": "", "Mail": "weberei@example.org"}),
    ]

    with transaction.atomic():
        verdicts = intake.take(rows, is_dry_run=False)

    assert [verdict.actor.slug for verdict in verdicts] == ["kunsthaus", "weberei-floha"]
    kunsthaus.refresh_from_db()
    assert kunsthaus.phone == "0371 1"


@pytest.fixture
def oschatz_again():
    """An entry that will be merged into the Kunsthaus."""
    return enter_actor("k2", by=AGENCY, name="Kunsthaus Grimma", kind="gallery", email="g@example.org")
