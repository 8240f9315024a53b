"""Changing a plan after booking: times, tables, and single meetings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from aufwind.events.forms.setup import KINDS, MOST_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aufwind.events.queries.rebooking import Times

FIELDS = {"quiet": "quiet", "step_free": "step-free", "online": "online"}
LONGEST_NAME = 80


class TableListForm(forms.Form):
    """Which tables there are from now on, and which are special."""

    names = forms.CharField(
        label=gettext_lazy("Tables"),
        max_length=4000,
        required=False,
        help_text=gettext_lazy("Numbers or names, such as 1–18, 20, Balcony."),
    )
    seats = forms.IntegerField(label=gettext_lazy("Seats at each"), min_value=2, max_value=30)
    quiet = forms.CharField(label=gettext_lazy("Quiet ones"), required=False)
    step_free = forms.CharField(label=gettext_lazy("Step-free ones"), required=False)
    online = forms.CharField(label=gettext_lazy("Online"), required=False)
    may_move = forms.BooleanField(
        label=gettext_lazy("Up to 5 % of the other meetings may move, so that more take place"), required=False
    )

    def __init__(self, data: Any = None, *, kinds: Mapping[str, str], seats: int) -> None:
        """`kinds` are the present tables with their kinds."""
        initial = {
            "names": written_tables(kinds),
            "seats": seats,
            **{field: written_tables(key for key, is_of in kinds.items() if is_of == kind)
               for field, kind in FIELDS.items()},
        }  # fmt: skip
        super().__init__(data, initial=initial)
        self._kinds = kinds

    def clean(self) -> dict[str, Any]:
        """Every table once, and every special one among them."""
        said = {**self.cleaned_data}
        tables = tables_in(said.get("names", ""))
        if not 1 <= len(tables) <= MOST_TABLES:
            self.add_error("names", _("Name 1 to %(most)s tables.") % {"most": MOST_TABLES})
        if long := [name for name in tables if len(name) > LONGEST_NAME]:
            self.add_error("names", _("«%(name)s…» is too long for the name of a table.") % {"name": long[0][:20]})
        for field in FIELDS:
            if strange := [name for name in tables_in(said.get(field, "")) if name not in tables]:
                self.add_error(field, _("There is no table «%(name)s».") % {"name": strange[0][:20]})
        return said

    @property
    def tables(self) -> list[tuple[str, str]]:
        """Every table with its kind; another word of the organiser's for a kind stays."""
        said = self.cleaned_data
        special = {name: kind for field, kind in FIELDS.items() for name in tables_in(said[field])}
        kept = {key: kind for key, kind in self._kinds.items() if kind not in KINDS}
        return [(name, special.get(name) or kept.get(name, "")) for name in tables_in(said["names"])]


def tables_in(text: str) -> list[str]:
    """«1–3, Balcony» as 1, 2, 3, Balcony; each once, in the order written."""
    found: list[str] = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;\n]", text))):
        match = re.fullmatch(r"(\d{1,4})\s*[-–]\s*(\d{1,4})", part)
        if match and int(match[1]) <= int(match[2]) < int(match[1]) + 2 * MOST_TABLES:
            found += [str(number) for number in range(int(match[1]), int(match[2]) + 1)]
        else:
            found.append(part)
    return list(dict.fromkeys(found))


def written_tables(names: Iterable[str]) -> str:
    """1, 2, 3, Balcony as «1–3, Balcony»."""
    runs: list[list[str]] = []
    for name in names:
        if runs and name.isdecimal() and runs[-1][-1].isdecimal() and int(name) == int(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


class SpotForm(forms.Form):
    """When and at which table a meeting shall be; each time says what speaks against it."""

    slot = forms.ChoiceField(label=gettext_lazy("When"))
    table = forms.ChoiceField(label=gettext_lazy("Table"), required=False)

    def __init__(self, data: Any, *, times: Sequence[Times], labels: Mapping[str, str], present: str = "") -> None:
        super().__init__(data)
        self._times = {one.slot: one for one in times}
        slot, table = self.fields["slot"], self.fields["table"]
        assert isinstance(slot, forms.ChoiceField)
        assert isinstance(table, forms.ChoiceField)
        slot.choices = [(one.slot, f"{labels[one.slot]}: {said_of(one)}") for one in times]
        slot.initial = present
        keys = dict.fromkeys(key for one in times for key in (*one.taken, *one.free))
        table.choices = [("", _("any free one")), *((key, key) for key in keys)]

    def clean(self) -> dict[str, Any]:
        """A free table where none is named."""
        said = {**self.cleaned_data}
        one = self._times.get(said.get("slot", ""))
        if one and one.away:
            self.add_error("slot", _("%(names)s cannot come then.") % {"names": ", ".join(one.away)})
        if one and not said.get("table"):
            if not one.free:
                self.add_error("table", _("All tables are in use then; choose whose table it shall be."))
            else:
                said["table"] = one.free[0]
        return said

    @property
    def spot(self) -> tuple[str, str]:
        """Keys of slot and table."""
        return self.cleaned_data["slot"], self.cleaned_data["table"]


def said_of(one: Times) -> str:
    """What speaks against a time, in words."""
    if one.away:
        return _("%(names)s cannot come") % {"names": ", ".join(one.away)}
    tables = ngettext("%(number)s table free", "%(number)s tables free", len(one.free)) % {"number": len(one.free)}
    if one.busy:
        return _("instead of %(meetings)s; %(tables)s") % {"meetings": ", ".join(one.busy), "tables": tables}
    return tables


class PairForm(forms.Form):
    """Which two people shall meet."""

    one = forms.ChoiceField(label=gettext_lazy("Who"))
    other = forms.ChoiceField(label=gettext_lazy("With whom"))

    def __init__(self, data: Any, *, guests: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = guests

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        said = {**self.cleaned_data}
        if said.get("one") and said.get("one") == said.get("other"):
            self.add_error("other", _("Choose two different people."))
        return said
