from __future__ import annotations

from datetime import date

import pytest

from aufwind.core.policy import ANONYMOUS, NotAllowed
from aufwind.projects.actions import enter_programme, enter_project, name_predecessors
from aufwind.projects.models import Project
from aufwind.projects.queries import current_projects, is_running
from tests.cast import AGENCY, EVE


@pytest.mark.parametrize(
    ("starts", "ends", "runs"),
    [
        ("2022", "2022", True),
        ("2022-06", "2022-06", True),
        ("2022-06-15", "2022-06-15", True),
        ("2022-06-16", "", False),
        ("2021", "2022-05", False),
        ("2021", "", True),
        ("", "2022", False),
    ],
)
def test_is_running_takes_a_date_as_far_as_it_is_known(starts, ends, runs):
    assert is_running(Project(starts=starts, ends=ends), date(2022, 6, 15)) is runs


@pytest.mark.parametrize(
    ("budget", "funding", "points"),
    [(145155000, 114144000, 7864), (100, None, None), (None, 5, None), (0, 5, None), (3, 1, 3333)],
)
def test_funding_rate_is_computed_from_the_money(budget, funding, points):
    assert Project(budget_cents=budget, funding_cents=funding).funding_rate_basis_points == points


def facts(**more):
    return {
        "title": "SACHE",
        "acronym": "SACHE",
        "programme": None,
        "code": "",
        "starts": "2019-01",
        "ends": "",
        "agency_role": "partner",
        "budget_cents": None,
        "funding_cents": None,
        "lead": None,
        "summary_de": "",
        "summary_en": "",
        "source": "",
        **more,
    }


@pytest.mark.django_db
def test_current_projects_leaves_out_what_has_ended():
    enter_project("old", partners=[], by=AGENCY, **facts(ends="2020-12"))
    running = enter_project("new", partners=[], by=AGENCY, **facts())

    assert current_projects(ANONYMOUS) == [running]


@pytest.mark.django_db
def test_name_predecessors_links_both_ways():
    old = enter_project("old", partners=[], by=AGENCY, **facts())
    new = enter_project("new", partners=[], by=AGENCY, **facts())

    name_predecessors(new, [old], by=AGENCY)

    assert list(new.predecessors.all()) == [old]
    assert list(old.successors.all()) == [new]


@pytest.mark.django_db
def test_projects_and_programmes_are_changed_by_the_agency_alone():
    with pytest.raises(NotAllowed):
        enter_project("p", partners=[], by=EVE, **facts())
    with pytest.raises(NotAllowed):
        enter_programme("p", by=EVE, name_de="", name_en="", fund="", period="", source="")
