"""The hostile corpora: refused with words or read, never anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from aufwind.engine import ProblemError
from aufwind.engine.files import read_problem

CORPUS = Path(__file__).parents[3] / "../shared/data/hostile"
KINDS = ("xlsx", "csv", "json", "zip")
FILES = [
    *(path for kind in KINDS for path in sorted((CORPUS / kind).glob("*"))),
    *(path for kind in KINDS for path in sorted((CORPUS / "mutated").rglob(f"*.{kind}"))),
]

pytestmark = pytest.mark.skipif(not FILES, reason="the hostile corpora stand beside the repository")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_hostile_file_is_refused_with_words(path):
    with pytest.raises(ProblemError) as refusal:
        read_problem(path.read_bytes(), path.name)

    assert refusal.value.findings
    assert all(all(finding.where) and all(finding.what) and all(finding.repair) for finding in refusal.value.findings)
    assert "<script" not in str(refusal.value)
