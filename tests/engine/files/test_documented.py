"""The reference names every field and every word of the command."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from aufwind.cli import plan
from aufwind.engine import after_rounds, plan_meetings
from aufwind.engine.files import read_problem
from aufwind.engine.files.headers import COLUMNS
from aufwind.engine.files.json_changes import read_changes_json
from aufwind.engine.files.json_plan import read_plan_json
from aufwind.engine.files.shape import ROWS, SETTINGS

REFERENCE = (Path(__file__).parents[3] / "docs/reference/plan-files.md").read_text("utf-8")
EVENT, PLAN, CHANGES = (block.encode() for block in re.findall(r"```json\n(.*?)```", REFERENCE, re.DOTALL))


def test_every_field_is_described():
    fields = {name for row in ROWS.values() for name in row.fields} | set(SETTINGS) | set(json.loads(PLAN))

    assert {name for name in fields if f"`{name}`" not in REFERENCE} == {"seconds", "seed", "version"}


def test_every_column_of_the_spreadsheet_is_described():
    headings = {names[0] for fields in COLUMNS.values() for field, names in fields.items() if "person" not in field}

    assert {name for name in headings if name not in REFERENCE} == set()


def test_every_word_of_the_command_is_described():
    parser = argparse.ArgumentParser()
    plan.add_arguments(parser)

    words = {action.option_strings[-1] for action in parser._actions if action.option_strings} - {"--help", "--output"}

    assert {word for word in words if f"`{word}`" not in REFERENCE} == set()


def test_the_examples_can_be_read_and_planned():
    problem = read_problem(EVENT)

    assert len(plan_meetings(problem, stop=after_rounds(5)).meetings) == 1
    assert read_plan_json(PLAN).proven
    assert len(read_changes_json(CHANGES).changes) == 7
