"""One cell to one value."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from aufwind.engine.files.cells import CellDoesNotFit, cell_value, list_in, text_in, time_in
from aufwind.engine.files.refusal import FileIsRefused
from aufwind.engine.files.strict_json import MOST_BYTES, parse

TEN = datetime(2026, 5, 7, 10)  # noqa: DTZ001 -- the place's own time


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (3.0, "3"),
        (2.5, "2.5"),
        (True, "ja"),
        (False, "nein"),
        (time(10, 5), "10:05"),
        (TEN, "2026-05-07 10:00"),
        (datetime(2026, 5, 7), "2026-05-07"),  # noqa: DTZ001
        ("  Anna   Berg ", "Anna Berg"),
    ],
)
def test_a_cell_is_read_as_a_person_would_read_it_aloud(cell, text):
    assert text_in(cell) == text


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("1,5", "number", 1.5),
        (2, "number", 2.0),
        ("3", "whole", 3),
        (3.0, "whole", 3),
        ("X", "yes", True),
        ("nein", "yes", False),
        (True, "yes", True),
        ("a; b", "ids", ("a", "b")),
        ("a\nb", "set", ("a", "b")),
        (TEN, "moment", TEN),
        ("07.05.26 10:00", "moment", TEN),
    ],
)
def test_a_cell_that_fits_has_its_value(cell, kind, value):
    assert cell_value(cell, kind) == value


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("viel", "number"),
        (float("inf"), "number"),
        (True, "number"),
        (2.5, "whole"),
        (-1, "whole"),
        ("vielleicht", "yes"),
        ("morgen", "moment"),
        ("#N/A", "text"),
        ("\x00", "text"),
        ("x" * 1001, "text"),
        ("x" * 201, "id"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused_with_what_belongs_there(cell, kind):
    with pytest.raises(CellDoesNotFit) as misfit:
        cell_value(cell, kind)

    assert misfit.value.wanted.de
    assert misfit.value.wanted.en


def test_a_list_is_taken_apart_at_the_strongest_separator():
    assert list_in("Demir, Ayşe; Berg, Anna") == ("Demir, Ayşe", "Berg, Anna")
    assert list_in("a, b,") == ("a", "b")


@pytest.mark.parametrize(
    ("cell", "at"), [(time(10), time(10)), ("10:00", time(10)), ("10 Uhr", None), ("a:b", None), (3, None)]
)
def test_a_time_of_day_is_told_from_everything_else(cell, at):
    assert time_in(cell) == at


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(FileIsRefused):
        parse(b" " * (MOST_BYTES + 1))
