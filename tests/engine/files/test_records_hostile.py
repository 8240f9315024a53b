"""The hostile corpus as lists of people: every file comes out as its manifest says, within time and memory."""

from __future__ import annotations

import json
import time
import tracemalloc
from pathlib import Path

import pytest

from aufwind.engine.errors import ProblemError
from aufwind.engine.files.records import count_records, read_records

CORPUS = Path(__file__).parents[3] / "../shared/data/hostile"
MANIFEST = CORPUS / "MANIFEST.tsv"
FOLDERS = ("csv/", "xlsx/", "vcf/", "zip/")
ABOUT_MEANING = {"csv/rows_20000_bad_email.csv"}
"""A readable list whose addresses are wrong: refused by who knows what an address is, not by the reader of lists."""
FAULTLESS = {"accept": ("accept",), "reject": ("reject",), "limit": ("reject",)}

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the hostile corpus stands beside the repository")


def listed():
    if not MANIFEST.exists():
        return []
    rows = [line.split("\t") for line in MANIFEST.read_text().splitlines()[1:]]
    return [
        (row[0], row[3])
        for row in rows
        if (
            row[0].startswith(FOLDERS) or (row[0].startswith("mutated/") and row[0].endswith((".csv", ".xlsx", ".vcf")))
        )
        and row[3] != "-"
        and row[0] not in ABOUT_MEANING
    ]


def said_of(path):
    """The findings of a refusal; None where the list was read to its end."""
    try:
        count_records(path)
    except ProblemError as refusal:
        return refusal.findings
    return None


@pytest.mark.parametrize(("name", "expected"), listed(), ids=lambda value: value)
def test_a_hostile_file_comes_out_as_the_manifest_says(name, expected):
    began = time.monotonic()
    findings = said_of(CORPUS / name)
    outcome = "accept" if findings is None else "reject"

    assert findings != []
    assert all(all(found.where) and all(found.what) and all(found.repair) for found in findings or ())
    assert "<script" not in "".join(found.text("de") for found in findings or ())
    assert outcome in FAULTLESS.get(expected, ("accept", "reject"))
    assert time.monotonic() - began < 10, "the corpus allows ten seconds a file"


@pytest.mark.parametrize("name", ["xlsx/bomb_sheet_300MB.xlsx", "zip/bomb_200MB.zip", "csv/cell_1MB.csv"])
def test_a_bomb_takes_no_memory(name):
    tracemalloc.start()
    with pytest.raises(ProblemError):
        count_records(CORPUS / name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 200 << 20


@pytest.mark.parametrize("expected", sorted(CORPUS.glob("csv/*.expected.json")), ids=lambda path: path.name)
def test_the_published_csv_cases_give_their_published_rows(expected):
    path = expected.with_name(expected.name.replace(".expected.json", ".csv"))
    rows = [row for _, row in read_records(path).rows]
    published = json.loads(expected.read_text())

    assert rows == published


def test_windows_text_shows_its_quotes_and_dashes():
    (_, row), *_ = read_records(CORPUS / "csv/cp1252.csv").rows

    assert row["name"] == "Müller & Söhne – „GmbH“ €"


def test_an_old_card_shows_its_umlauts():
    (_, row), *_ = read_records(CORPUS / "vcf/v21_qp.vcf").rows

    assert (row["name"], row["family name"], row["given name"], row["phone"]) == (
        "Jörg Müller",
        "Müller",
        "Jörg",
        "+49 341 1",
    )
