"""Plans and rosters as files: spreadsheets, paper, calendars."""

from __future__ import annotations

FORMS: dict[str, str] = {}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_NAME = "aufwind.xlsx"


def roster_template(language): raise NotImplementedError
def guest_pdf(*a, **k): raise NotImplementedError
def guest_calendar(*a, **k): raise NotImplementedError
def plan_file(*a, **k): raise NotImplementedError
