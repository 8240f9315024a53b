"""`aufwind event …`: a matching event from the command line, by whoever runs the machine.

Everything goes through the actions the pages use; the audit log names the system. Answers are lines to read, or JSON
with `--json`. 0: done; 2: the input is at fault, nothing was written.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aufwind.cli.reading import CannotRead, content_of
from aufwind.cli.setup import set_up_django
from aufwind.cli.writing import CannotWrite, write_whole

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from aufwind.events.models import Event

NAME = "event"
HELP = "matching events: set up, invite, plan, run the day, see what came of it"
FORMATS = ("matching", "speed", "mentors", "workshop", "pitching", "cafe", "other")
DONE, REFUSED = 0, 2

Answer = dict[str, Any] | list[dict[str, Any]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    verbs = parser.add_subparsers(metavar="WHAT", required=True)

    def verb(name: str, words: str, act: Callable[[argparse.Namespace], Answer], *, has_slug: bool = True) -> Any:
        sub = verbs.add_parser(name, help=words, description=words)
        if has_slug:
            sub.add_argument("slug", metavar="EVENT", help="the event's short name")
        sub.set_defaults(act=act)
        return sub

    verb("list", "all events, newest first", _list, has_slug=False)
    verb("show", "how an event stands, and what is open", _show)
    create = verb("create", "begin a draft from a format, or as a copy", _create, has_slug=False)
    create.add_argument("--format", default="matching", choices=FORMATS)
    create.add_argument("--copy-of", default="", metavar="EVENT")
    create.add_argument("--title-de", required=True)
    create.add_argument("--title-en", required=True)
    create.add_argument("--day", required=True, type=_day, metavar="YYYY-MM-DD")
    create.add_argument("--venue", default="")
    change = verb("change", "change what an event says about itself", _change)
    change.add_argument("facts", nargs="+", metavar="FIELD=TEXT", help="such as venue=Saal or summary_de=…")
    verb("announce", "let the public see it and register", _announce)
    verb("call-off", "say that it does not take place", _call_off)
    invite = verb("invite", "invite a list: XLSX, CSV or vCard with headings", _invite)
    invite.add_argument("file", type=Path)
    invite.add_argument("--come", action="store_true", help="they have registered elsewhere: seats, no mail")
    register = verb("register", "enter one guest who registered elsewhere", _register)
    register.add_argument("--name", required=True)
    register.add_argument("--email", default="")
    register.add_argument("--organisation", default="")
    guests = verb("guests", "the guests, how far they are and what they lack", _guests)
    guests.add_argument("--group", default="all", help="all, unopened, open, requested, waiting, registered …")
    remind = verb("remind", "remind a group, each guest once a day at most", _remind)
    remind.add_argument("group", choices=["unopened", "open", "no_profile", "no_wish"])
    plan = verb("plan", "compute a plan, now", _plan)
    plan.add_argument("--seconds", type=float, default=15.0)
    plan.add_argument("--title", default="")
    publish = verb("publish", "publish a plan; everybody concerned is told once", _publish)
    publish.add_argument("number", type=int)
    operations = verb("desk", "do what a desk did: one JSON operation a line", _desk)
    operations.add_argument("file", type=Path)
    verb("outcome", "the figures", _outcome)
    export = verb("export", "guests, outcome, a paper or the whole print pack as a file", _export)
    export.add_argument(
        "what", choices=["guests", "outcome", "badges", "plans", "tables", "door", "attendance", "pack"]
    )
    export.add_argument("-o", "--output", type=Path, required=True)
    export.add_argument("--language", default="de", choices=["de", "en"])


def _day(word: str) -> date:
    import argparse  # noqa: PLC0415 -- only for its error

    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"«{word}»: YYYY-MM-DD") from error


def run(arguments: argparse.Namespace) -> int:
    """Do it; 2 where something is refused, with the reason in a sentence."""
    set_up_django()
    from django.core.exceptions import ObjectDoesNotExist  # noqa: PLC0415 -- Django is set up now

    from aufwind.engine.errors import ProblemError  # noqa: PLC0415
    from aufwind.events.errors import EventError, RosterIsRefused  # noqa: PLC0415

    try:
        answer = arguments.act(arguments)
    except ObjectDoesNotExist:
        return _refused(f"There is no event «{arguments.slug}», or no such plan.")
    except (ProblemError, RosterIsRefused) as error:
        return _refused("\n".join(finding.text("en") for finding in error.findings[:50]))
    except (CannotRead, CannotWrite) as error:
        return _refused(error.args[0][1])
    except EventError as error:
        return _refused(str(error) or (type(error).__doc__ or "").strip().splitlines()[0])
    except ValueError as error:
        return _refused(str(error))
    print(json.dumps(answer, ensure_ascii=False, indent=1, default=str) if arguments.json else _lines(answer))
    return DONE


def _refused(said: str) -> int:
    print(said, file=sys.stderr)
    return REFUSED


def _lines(answer: Answer) -> str:
    """One thing as «name: value» lines, a list as one line each."""
    if isinstance(answer, dict):
        return "\n".join(f"{name}: {value}" for name, value in answer.items())
    return "\n".join("\t".join(str(value) for value in row.values()) for row in answer)


def _event(arguments: argparse.Namespace) -> Event:
    from aufwind.events.models import Event  # noqa: PLC0415 -- needs Django, here and below

    return Event.objects.get(slug=arguments.slug)


def _told(event: Event) -> dict[str, Any]:
    return {"event": event.slug, "state": event.state, "title": event.title_en, "starts": event.starts}


def _list(_arguments: argparse.Namespace) -> Answer:
    from aufwind.events.models import Event  # noqa: PLC0415

    return [_told(event) for event in Event.objects.all()]


def _show(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.queries.checklist import open_points  # noqa: PLC0415
    from aufwind.events.queries.events import standing_of  # noqa: PLC0415

    event = _event(arguments)
    standing = standing_of(event)
    return {**_told(event), "phase": str(standing.phase), "slots": standing.slots, "tables": standing.tables,
            "guests": standing.guests, "wishes": standing.wishes,
            "open": [point.text for point in open_points(event, SYSTEM)]}  # fmt: skip


def _create(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.setup import clone_event, set_up_event  # noqa: PLC0415
    from aufwind.events.models import Event  # noqa: PLC0415

    de, en, day = arguments.title_de, arguments.title_en, arguments.day
    if arguments.copy_of:
        arguments.slug = arguments.copy_of
        earlier = Event.objects.get(slug=arguments.copy_of)
        return _told(clone_event(earlier, title_de=de, title_en=en, day=day, by=SYSTEM))
    made = set_up_event(arguments.format, title_de=de, title_en=en, day=day, venue=arguments.venue, by=SYSTEM)
    return _told(made)


def _change(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.setup import change_basics  # noqa: PLC0415
    from aufwind.events.forms.setup import BasicsForm  # noqa: PLC0415

    facts = dict(fact.partition("=")[::2] for fact in arguments.facts)
    if strange := sorted(set(facts) - set(BasicsForm.base_fields)):
        raise ValueError(f"There is no field {strange[0]}; there are {', '.join(BasicsForm.base_fields)}.")
    event = _event(arguments)
    form = BasicsForm({name: facts.get(name, getattr(event, name)) for name in BasicsForm.base_fields})
    if not form.is_valid():
        raise ValueError("; ".join(f"{name}: {errors[0]}" for name, errors in form.errors.items()))
    return _told(change_basics(event, by=SYSTEM, **{name: form.cleaned_data[name] for name in facts}))


def _announce(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.setup import announce_event  # noqa: PLC0415
    from aufwind.events.checks import missing_in  # noqa: PLC0415

    event = _event(arguments)
    if missing := [one.text for one in missing_in(event) if not one.is_warning]:
        raise ValueError("\n".join(missing))
    return _told(announce_event(event, by=SYSTEM))


def _call_off(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.setup import call_off_event  # noqa: PLC0415

    return _told(call_off_event(_event(arguments), by=SYSTEM))


def _invite(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.guest_lists import (  # noqa: PLC0415
        ENTER,
        INVITE,
        keep_guest_file,
        take_over_guest_file,
    )
    from aufwind.events.imports import read_guest_file  # noqa: PLC0415

    event = _event(arguments)
    columns, rows = read_guest_file(content_of(arguments.file), arguments.file.name)
    kept = keep_guest_file(event, file_name=arguments.file.name, columns=columns, rows=rows, by=SYSTEM)
    done = take_over_guest_file(kept, mode=ENTER if arguments.come else INVITE, by=SYSTEM)
    return {**done.result, "columns": ", ".join(f"{name} = {column}" for name, column in done.mapping.items())}


def _register(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.registration import register  # noqa: PLC0415
    from aufwind.events.enums import Source  # noqa: PLC0415
    from aufwind.events.queries.registration import terms_of  # noqa: PLC0415

    event = _event(arguments)
    facts = {"name": arguments.name, "organisation": arguments.organisation}
    guest = register(event, email=arguments.email, terms=terms_of(event), source=Source.STAFF, by=SYSTEM, **facts)
    return {"guest": guest.key, "state": guest.state, "number": guest.number}


def _guests(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.queries.guests import guests_in  # noqa: PLC0415

    return [
        {"guest": guest.key, "state": guest.state, "name": guest.name, "organisation": guest.organisation}
        for guest in guests_in(_event(arguments), SYSTEM, group=arguments.group)
    ]


def _remind(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.guests import nudge  # noqa: PLC0415
    from aufwind.events.queries.guests import guests_in  # noqa: PLC0415

    event = _event(arguments)
    return {"reminded": nudge(event, list(guests_in(event, SYSTEM, group=arguments.group)), by=SYSTEM)}


def _plan(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.engine.scheduling.plan import plan_meetings  # noqa: PLC0415
    from aufwind.engine.stop import after_seconds, first_of, when_proven  # noqa: PLC0415
    from aufwind.events.actions import start_plan, store_plan  # noqa: PLC0415
    from aufwind.events.comparison import first_come_figures  # noqa: PLC0415
    from aufwind.events.profiles import problem_of_plan  # noqa: PLC0415

    plan = start_plan(_event(arguments), by=SYSTEM, seconds=arguments.seconds, title=arguments.title)
    problem = problem_of_plan(plan)
    found = plan_meetings(problem, stop=first_of(after_seconds(plan.seconds_allowed), when_proven()), seed=plan.seed)
    plan = store_plan(plan, found, first_come_figures(problem), by=SYSTEM)
    return {"plan": plan.number, "state": plan.state, "meetings": plan.meetings.count(), "value": plan.value,
            "at most": plan.value_bound, "gaps": plan.gaps, "proven": plan.proven, "seconds": plan.seconds}  # fmt: skip


def _publish(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions import publish_plan  # noqa: PLC0415

    plan = publish_plan(_event(arguments).plans.get(number=arguments.number), by=SYSTEM)
    return {"plan": plan.number, "state": plan.state}


def _desk(arguments: argparse.Namespace) -> Answer:
    from aufwind.core.policy import SYSTEM  # noqa: PLC0415
    from aufwind.events.actions.desk import apply_operation  # noqa: PLC0415
    from aufwind.events.forms.operations import operations_from  # noqa: PLC0415

    event = _event(arguments)
    lines = [line for line in content_of(arguments.file).splitlines() if line.strip()]
    _desk_name, sent = operations_from(b'{"desk": "command line", "operations": [' + b",".join(lines) + b"]}")
    keys = dict(event.participations.values_list("key", "pk"))
    done = []
    for one in sent:
        payload = {**one.payload}
        if isinstance(payload.get("guest"), str):
            payload["guest"] = keys.get(payload["guest"], payload["guest"])
        came = apply_operation(
            event, key=one.key, kind=one.kind, payload=payload, made_at=one.made_at, desk="command line", by=SYSTEM
        )
        done.append({"key": one.key, "state": came.state, "said": came.said.get("en", "")})
    return done


def _outcome(arguments: argparse.Namespace) -> Answer:
    from dataclasses import asdict  # noqa: PLC0415

    from aufwind.events.queries.outcome import figures_of  # noqa: PLC0415

    figures = figures_of(_event(arguments))
    return {**asdict(figures), "no_show_percent": round(figures.no_show_percent, 1)}


def _export(arguments: argparse.Namespace) -> Answer:
    from aufwind.events.exports.guests import guests_file  # noqa: PLC0415
    from aufwind.events.exports.outcome import outcome_file  # noqa: PLC0415
    from aufwind.events.exports.paper import paper, whole_pack  # noqa: PLC0415
    from aufwind.events.queries.paper import pack_of  # noqa: PLC0415

    event, language = _event(arguments), arguments.language
    match arguments.what:
        case "guests":
            content = guests_file(event, list(event.participations.all()))
        case "outcome":
            content = outcome_file(event, language=language)
        case "pack":
            content = whole_pack(pack_of(event), language=language, own_language=True)
        case kind:
            content = paper(pack_of(event), kind, language=language)
    write_whole(arguments.output, content)
    return {"file": str(arguments.output), "bytes": len(content)}
