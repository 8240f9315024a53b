"""What the style guide shows: invented people and numbers, every state of every component once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aufwind.core.components.figures import Bar
from aufwind.core.components.lists import Card, Fact, Tab
from aufwind.core.components.page import Phase
from aufwind.core.components.samples_register import register_samples
from aufwind.core.components.tables import Cell, Column, GridCell, GridColumn, GridRow

FIRST_NAMES = (
    "Anja",
    "Bilal",
    "Clara",
    "Daniel",
    "Elif",
    "Frank",
    "Grit",
    "Henning",
    "Ines",
    "Jonas",
    "Katrin",
    "Leon",
    "Mona",
)
LAST_NAMES = ("Vogel", "Demir", "Lehmann", "Oschatz")
SLOTS, TABLES = 12, 26


class SampleForm(forms.Form):
    """Every widget there is."""

    name = forms.CharField(
        label=gettext_lazy("Name of the event"),
        help_text=gettext_lazy("As it shall stand on the invitation."),
    )
    guests = forms.IntegerField(label=gettext_lazy("Guests expected"), required=False, min_value=1)
    held_on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=[("floeha", "Flöha, Alte Baumwolle"), ("oschatz", "Oschatz, Kunsthaus")],
    )
    about = forms.CharField(
        label=gettext_lazy("What it is about"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    side = forms.ChoiceField(
        label=gettext_lazy("Who wishes to meet whom?"),
        choices=[("all", gettext_lazy("Everybody everybody")), ("two", gettext_lazy("Artists meet firms"))],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Tables needed"),
        choices=[
            ("quiet", gettext_lazy("quiet")),
            ("step-free", gettext_lazy("step-free")),
            ("online", gettext_lazy("online")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("The guests know that their wishes are handed in"),
        help_text=gettext_lazy("Without this nothing is read."),
    )


class SampleFileForm(forms.Form):
    """A spreadsheet to hand in."""

    file = forms.FileField(label=gettext_lazy("Spreadsheet of guests and wishes"))


def samples() -> dict[str, Any]:
    """Everything the style guide's templates name."""
    return {
        **register_samples(),
        "phases": phases(),
        "fact_list": facts(),
        "tab_list": tabs(),
        "card_list": cards(),
        "bars": bars(),
        "columns": columns(),
        "rows": rows(),
        "grid_columns": grid_columns(),
        "people": people(),
        "tables": table_rows(),
        "form": SampleForm(initial={"name": "Weben und Wissen", "place": "floeha", "needs": ["quiet"]}),
        "wrong_form": SampleForm(
            data={"name": "", "guests": "-3", "held_on": "gestern", "place": "leipzig"}, auto_id="wrong_%s"
        ),
        "file_form": SampleFileForm(auto_id="file_%s"),
    }


def phases() -> list[Phase]:
    """An event half way."""
    return [
        Phase(_("Invited"), "done", _("since 3 May"), "#phase-bar"),
        Phase(_("Wishes"), "done", _("187 handed in")),
        Phase(_("Plan"), "now", _("computed twice")),
        Phase(_("Published"), "later"),
        Phase(_("The day"), "later", _("12 June")),
        Phase(_("What came of it"), "later"),
    ]


def facts() -> list[Fact]:
    """A fact box, with a word that tests the width."""
    return [
        Fact(_("Where"), "Alte Baumwolle, Flöha"),
        Fact(_("When"), _("Friday 12 June, 9:00 to 16:30")),
        Fact(_("Slots"), "12 × 25 min"),
        Fact(_("Confirmation of registration"), _("sent to 52 guests"), "#facts"),
    ]


def tabs() -> list[Tab]:
    """Three views of a plan."""
    return [
        Tab(_("People"), "#tabs", is_current=True, count=52),
        Tab(_("Tables"), "#tabs", count=26),
        Tab(_("Unmet wishes"), "#tabs", count=3),
        Tab(_("How good it is"), "#tabs"),
    ]


def cards() -> list[Card]:
    """Three events."""
    return [
        Card(
            _("Weaving meets software"),
            "#cards",
            _("Twenty-six workshops from the Zschopau valley look for people who draw, program and build."),
            (_("12 June"), "Flöha", _("52 guests")),
            _("Wishes open"),
            "ok",
            1,
            _("Matching event"),
        ),
        Card(
            _("What a studio costs"),
            "#cards",
            facts=(_("3 July"), "Oschatz"),
            category=2,
            category_label=_("Workshop"),
        ),
        Card(
            _("Museum shop round table"),
            "#cards",
            _("Cancelled: the host fell ill."),
            badge=_("Cancelled"),
            badge_kind="loss",
        ),
    ]


def bars() -> list[Bar]:
    """Our plan beside first come, first served."""
    return [
        Bar(_("This plan"), 1284, _("1,284 points"), is_ours=True),
        Bar(_("First come, first served"), 1011, _("1,011 points")),
        Bar(_("Drawn by lot"), 702, _("702 points")),
    ]


def columns() -> list[Column]:
    """Two of four columns sort, one is sorted now."""
    return [
        Column(_("Person"), sort_href="#data-table", order="up"),
        Column(_("Organisation"), sort_href="#data-table"),
        Column(_("State")),
        Column(_("Wishes met"), is_number=True),
    ]


def rows() -> list[list[Cell | str]]:
    """Three guests."""
    return [
        [Cell("Elif Demir", "#data-table"), "Kunsthaus Oschatz", Cell(_("confirmed"), badge_kind="ok"), "8"],
        [
            Cell("Henning Vogel", "#data-table", _("arrives at 11:00")),
            "Weberei Flöha",
            Cell(_("answer missing"), badge_kind="needs-you"),
            "12",
        ],
        [
            Cell("Katrin Lehmann", "#data-table"),
            _("freelance"),
            Cell(_("has cancelled"), badge_kind="loss"),
            "0",
        ],
    ]


def grid_columns() -> list[GridColumn]:
    """Twelve slots in two blocks."""
    blocks = {0: _("Morning"), 6: _("Afternoon")}
    return [
        GridColumn(f"{9 + slot // 2 + (slot >= 6)}:{slot % 2 * 3}0", block=blocks.get(slot, ""))
        for slot in range(SLOTS)
    ]


def people() -> list[GridRow]:
    """Fifty-two people by twelve slots; the pairing is arithmetic, so each meets another in every slot."""
    names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
    return [GridRow(name, tuple(_meeting(names, row, slot) for slot in range(SLOTS))) for row, name in enumerate(names)]


def _meeting(names: list[str], row: int, slot: int) -> GridCell:
    partner = (2 * slot - row) % len(names)
    if (row * 5 + slot * 3) % 17 == 0 or partner == row:
        return GridCell(_("waits"), mark="break")
    if row % 9 == 4 and slot < 2:
        return GridCell(mark="away", word=_("not there"))
    mark = {3: "must", 11: "locked", 19: "moved"}.get((row + 7 * slot) % 29, "meeting")
    word = {"must": _("must happen"), "locked": _("locked by hand"), "moved": _("moved")}.get(mark, "")
    return GridCell(names[partner], f"T{min(row, partner) % TABLES + 1}", "#schedule-grid", mark, word)


def table_rows() -> list[GridRow]:
    """Five tables by twelve slots."""
    names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
    kinds = ("", _("quiet"), "", _("step-free"), _("online"))
    return [
        GridRow(
            _("Table %(number)d") % {"number": table + 1},
            tuple(
                GridCell(
                    _short(names[(table + 5 * slot) % 52], names[(table * 3 + slot + 17) % 52]),
                    mark="meeting",
                    category=(table + slot) % 8 + 1,
                )
                for slot in range(SLOTS)
            ),
            kinds[table],
        )
        for table in range(5)
    ]


def _short(*names: str) -> str:
    return ", ".join(f"{first[0]}. {last}" for first, last in map(str.split, names))
