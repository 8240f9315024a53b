from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aufwind.actors.kinds import KINDS, SUB_SECTORS, TARGET_GROUPS, kind_word
from aufwind.actors.tie_kinds import TIE_KINDS, tie_word

ROOT = Path(__file__).resolve().parents[2]


def test_the_list_follows_17_target_groups_and_12_sub_sectors():
    groups = {kind.code for kind in TARGET_GROUPS}

    assert (len(TARGET_GROUPS), len(SUB_SECTORS)) == (17, 12)
    assert {kind.target_group for kind in KINDS.values()} <= groups


def test_the_page_is_made_from_the_list():
    checked = subprocess.run([sys.executable, ROOT / "scripts/kinds", "--check"], capture_output=True, check=False)

    assert checked.stderr.decode() == ""


@pytest.mark.parametrize(("code", "word"), [("museum", "Museum"), ("far_off", "far off")])
def test_kind_word_is_the_readers_or_the_code(code, word):
    assert kind_word(code) == word


def test_tie_word_reads_from_each_end():
    assert (tie_word("owns", is_forward=True), tie_word("owns", is_forward=False)) == ("ist beteiligt an", "gehört zu")
    assert tie_word("far_off", is_forward=True) == "far off"
    assert [kind.code for kind in TIE_KINDS.values() if kind.is_mutual] == ["works_with", "met", "knows"]
