"""The reference of matching names every field, column and word of the command."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import jsonschema

from aufwind.cli import match
from aufwind.engine.files.match_file import read_profiles
from aufwind.engine.files.match_headers import MATCH
from aufwind.engine.files.match_schema import matches_schema
from aufwind.engine.files.match_shape import ROWS
from aufwind.engine.matching.match import match_profiles
from tests.engine.matching.fakes import Words

REFERENCE = (Path(__file__).parents[3] / "docs/reference/match-files.md").read_text("utf-8")
PROFILES, PAIRS = re.findall(r"```json\n(.*?)```", REFERENCE, re.DOTALL)


def test_every_field_is_described():
    fields = {name for row in ROWS.values() for name in row.fields} | set(json.loads(PAIRS))

    assert {name for name in fields if f"`{name}`" not in REFERENCE} == set()


def test_every_column_is_described():
    headings = {names[0] for fields in MATCH.columns.values() for names in fields.values()}

    assert {name for name in headings if name not in REFERENCE} == set()


def test_every_word_of_the_command_is_described():
    parser = argparse.ArgumentParser()
    match.add_arguments(parser)

    words = {action.option_strings[-1] for action in parser._actions if action.option_strings} - {"--help", "--output"}

    assert {word for word in words if f"`{word}`" not in REFERENCE} == set()


def test_the_examples_can_be_read():
    given = read_profiles(PROFILES.encode())
    shown = json.loads(PAIRS)

    assert match_profiles(given.profiles, relevance=Words(), answers=given.answers).pairs == ()
    jsonschema.validate(shown | {"inputs": "0" * 64}, matches_schema())
