"""What happens on the day: marks on rows, the plan made anew at once, and both taken back exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import F
from django.utils.translation import override

from aufwind.accounts.actions import renew_link, revoke_link
from aufwind.accounts.models import PersonalLink
from aufwind.engine.scheduling.changes import Changes
from aufwind.engine.scheduling.day import repair_plan
from aufwind.events.actions.changed import keep_changed
from aufwind.events.actions.plans import publish_plan
from aufwind.events.enums import PlanOrigin
from aufwind.events.links import PURPOSE
from aufwind.events.models import Participation, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model
    from django.utils.functional import _StrPromise

    from aufwind.core.policy import Visitor
    from aufwind.engine.problem import Problem
    from aufwind.engine.result import Plan as Result
    from aufwind.engine.scheduling.changes import Change
    from aufwind.events.queries.day import Base

Said = dict[str, str]


@dataclass(slots=True)
class Came:
    """What came of something done at a desk."""

    said: Said
    is_conflict: bool = False
    guest: Participation | None = None
    plan: Plan | None = None


def in_both(text: _StrPromise | str, **values: Any) -> Said:
    """A sentence in both languages; a value that can be called is asked in each of them."""
    said = {}
    for language in ("de", "en"):
        with override(language):
            said[language] = str(text) % {name: str(v() if callable(v) else v) for name, v in values.items()}
    return said


class Trail:
    """Every row an operation touches, as it was before; `rows` is kept with the operation."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def mark(self, row: Model, **fields: Any) -> None:
        """Change fields of a row and remember what they were."""
        self._remember(row, {name: _plain(getattr(row, name)) for name in fields})
        _write(row, fields)

    def added(self, row: Model, **gone: Any) -> None:
        """Remember a new row; taken back, it stays with these fields instead («cancelled»)."""
        self._remember(row, {name: _plain(value) for name, value in gone.items()})

    def revoke(self, guest: Participation, *, by: Visitor) -> None:
        """Make a guest's personal link open nothing; taken back, she gets a new one."""
        for link in PersonalLink.objects.filter(purpose=PURPOSE, subject=str(guest.pk)):
            revoke_link(link, by=by)
            self.rows.append({"renew": link.pk})

    def _remember(self, row: Model, fields: dict[str, Any]) -> None:
        self.rows.append({"model": row._meta.label, "pk": row.pk, "fields": fields})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _write(row: Model, fields: dict[str, Any]) -> None:
    """Only these fields; a guest's version grows, so that forms made before are refused."""
    grown: dict[str, Any] = {"version": F("version") + 1} if isinstance(row, Participation) else {}
    type(row)._default_manager.filter(pk=row.pk).update(**fields, **grown)  # noqa: SLF001 -- documented
    for name, value in fields.items():
        setattr(row, name, value)


def restore(rows: Sequence[dict[str, Any]], *, by: Visitor) -> None:
    """Give every row of a trail back what it was, the last first."""
    for said in reversed(rows):
        if "renew" in said:
            renew_link(PersonalLink.objects.get(pk=said["renew"]), by=by)
            continue
        model = apps.get_model(said["model"])
        if row := model._default_manager.filter(pk=said["pk"]).first():  # noqa: SLF001 -- documented
            _write(row, {name: model._meta.get_field(name).to_python(v) for name, v in said["fields"].items()})


def plan_anew(
    base: Base,
    changes: Sequence[Change],
    *,
    said: Said,
    kind: str,
    key: str,
    by: Visitor,
    told: Sequence[dict[str, Any]] = (),
) -> Plan:
    """Mend the published plan, keep it as a new one and publish it at once: only those concerned are told.

    Args:
        base: What the plan is, and which slots are history.
        changes: What happened, in the engine's words.
        said: The same in both languages.
        kind: Of the operation; with its `key` kept as the plan's change.
        told: Moves the engine does not count as such: a new name at the same table and time.

    Raises:
        NotAllowed: `by` may not run this event.
        ProblemError: A change names somebody or something that does not exist.
        PlanHasFaults: The independent check refuses the mended plan; nothing was stored.
    """
    plan = base.plan
    repaired = repair_plan(base.problem, base.result, Changes(tuple(changes), base.now))
    change = {"kind": kind, "operation": key}
    new = keep_changed(plan, repaired, said=said, change=change, told=told, origin=PlanOrigin.REPAIRED, by=by)
    return publish_plan(new, by=by)


def there_again(base: Base, guest: Participation) -> Base:
    """The base with a guest as free as she herself said, from the next slot on."""
    past = {slot.id for slot in base.problem.slots} - {*base.open_slots}
    people = tuple(
        replace(person, unavailable=frozenset(guest.unavailable) | (person.unavailable & past))
        if person.id == guest.key
        else person
        for person in base.problem.participants
    )
    return replace(base, problem=replace(base.problem, participants=people))


def joined(
    problem: Problem, result: Result, colleague: str, newcomer: str, slots: Sequence[str]
) -> tuple[Problem, Result, list[str]]:
    """Problem and plan with `newcomer` beside `colleague` in her meetings in `slots`, and the keys of those wishes."""
    hers = {m.wish: m for m in result.meetings if colleague in m.people and m.slot in slots}
    wishes = tuple(
        replace(wish, people=(*hers[wish.id].people, newcomer)) if wish.id in hers else wish for wish in problem.wishes
    )
    meetings = tuple(replace(m, people=(*m.people, newcomer)) if m.wish in hers else m for m in result.meetings)
    return replace(problem, wishes=wishes), replace(result, meetings=meetings), [*hers]
