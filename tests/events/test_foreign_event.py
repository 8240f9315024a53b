"""Another team's event: whoever has nothing to do with it changes nothing and reads nothing, by any URL and method.

Every field a guest or her organisers fill in holds a canary. Every address of the events is asked by every kind of
visitor with all seven methods, about things that really exist.
"""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from aufwind.accounts.links import personal_link
from aufwind.accounts.models import User
from aufwind.api.actions import make_token
from aufwind.core.matrix import pages
from aufwind.core.policy import METHODS, Role, Visitor
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import keep_draft, publish_plan, start_plan, store_plan
from aufwind.events.actions.desk import apply_operation
from aufwind.events.actions.guest_lists import keep_guest_file
from aufwind.events.actions.notes import write_note
from aufwind.events.actions.outcomes import answer_outcome, say_how_it_was
from aufwind.events.actions.participations import add_participation
from aufwind.events.actions.pitches import add_pitch, show_interest
from aufwind.events.actions.rotations import mix, publish_rotation
from aufwind.events.actions.setup import announce_event, change_basics, set_tables, set_up_event
from aufwind.events.actions.stories import write_story
from aufwind.events.actions.wishes import prefer, set_pair
from aufwind.events.links import PURPOSE
from aufwind.events.models import GuestListing, Participation
from aufwind.events.profiles import problem_of_plan

TEAM = Visitor(key="user:1", roles=frozenset({Role.AGENCY}))
SECRET = {
    "email": "canary-mail@example.org", "phone": "canary-phone", "access_note": "canary-access", "note": "canary-note",
    "remarks": "canary-remarks",
}  # fmt: skip
"""What only who runs the event reads."""
SHOWN = {"name": "Canary-Name", "organisation": "canary-house"}
"""What other guests of the event read too."""
TOLD = ("canary-outcome", "canary-interest", "canary-table-note", "canary-file", "canary-story", "canary-desk")
PUBLIC = {"events:events", "events:event", "events:register", "events:registered", "events:paper-check"}
"""Addresses of an announced event that are everybody's, as long as they name nobody."""


@pytest.fixture
def planted(db):
    """An announced event of another team, whose every field of the guest «Canary» is a canary."""
    event = set_up_event("matching", title_de="Fremd", title_en="Foreign", day=date(2099, 5, 4), by=TEAM)
    texts = {"summary_de": "Text", "summary_en": "Text", "venue": "Saal"}
    announce_event(change_basics(event, sides=[], pairings=[], by=TEAM, **texts), by=TEAM)
    set_tables(event, [("1", ""), ("2", ""), ("3", "")], seats=3, by=TEAM)
    event.team.add(User.objects.create(email="team@example.org", name="Team", role=Role.ORGANISER))
    facts = {**SECRET, **SHOWN}
    say = {name: facts.pop(name) for name in ("name", "remarks")}
    canary = add_participation(event, name=say["name"], state="registered", source="form", **facts)
    GuestListing.objects.create(participation=canary, side="offer", title="canary-offer")
    others = [add_participation(event, name=f"Gast {i}", state="registered", source="form") for i in range(5)]
    chance = random.Random(1)
    for guest in [canary, *others]:
        for about in chance.sample([one for one in [canary, *others] if one != guest], 2):
            prefer(guest, about, "like", by=TEAM)
    set_pair(event, canary, others[0], by=TEAM)
    plan = start_plan(event, by=TEAM)
    store_plan(plan, plan_meetings(problem_of_plan(plan), stop=after_rounds(5)), None, by=TEAM)
    publish_plan(plan, by=TEAM)
    say_how_it_was(canary, satisfaction=1, remarks=say["remarks"], by=TEAM)
    wish = plan.meetings.get(wish__key="+".join(sorted((canary.key, others[0].key)))).wish
    answer_outcome(wish, canary, by=TEAM, was_held=True, verdict="fits", note="canary-outcome")
    pitch = add_pitch(event, title="Pitch", minutes=5, participation=others[1], by=TEAM)
    show_interest(pitch, canary, note="canary-interest", by=TEAM)
    slots, tables = list(event.slots.in_force())[:2], list(event.tables.in_force())
    publish_rotation(mix(event, slots=slots, tables=tables, size=2, by=TEAM), by=TEAM)
    note = write_note(event, tables[0], text="canary-table-note", by=TEAM)
    operation = apply_operation(
        event, key="k", kind="walk_in", desk="canary-desk", payload={"name": "Neu", "agreed": True}, by=TEAM
    )
    text = {"title_de": "Stoff", "title_en": "Cloth", "text_de": "canary-story", "text_en": "canary-story"}
    story = write_story(event.collaborations.get(), by=TEAM, **text)
    things = {
        "slug": event.slug, "number": 1, "guest": canary.pk, "meeting": plan.meetings.first().pk, "kind": "no_show",
        "of": "guests", "state": "expected", "verb": "up", "form": "xlsx", "pair": event.preferences.last().pk,
        "operation": operation.pk, "table": tables[0].pk, "note": note.pk, "pitch": pitch.pk, "story": story.slug,
        "collaboration": story.collaboration_id,
        "draft": keep_draft(event, {"canary-file": 1}, file_name="canary-file", by=TEAM).pk,
        "file": keep_guest_file(event, file_name="canary-file", columns=["Name"], rows=[{"Name": "canary-file"}],
                                by=TEAM).pk,
    }  # fmt: skip
    return event, canary, others[2], things


def address_of(page, things, token) -> str:
    said = dict(page.arguments)
    special = {"events:paper-file": {"kind": "door"}, "events:guest-act": {"verb": "cancel"},
               "events:story": {"slug": things["story"]}}.get(page.name, {})  # fmt: skip
    values = {**things, "token": token, **special}
    return reverse(page.name, kwargs={name: values.get(name, value) for name, value in said.items()})


def state_of_everything() -> dict[str, list]:
    """Every row of the events, to compare: reading may note that a link was opened, nothing else."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("events").get_models()
    }


MORE = [pytest.param(name, marks=pytest.mark.faults) for name in ("anonymous", "adviser", "auditor")]


@pytest.fixture(params=["guest of another event", "organiser", *MORE])
def stranger(request, client, settings, planted):
    """A client with nothing to do with the event, and a token of her own if she has one."""
    settings.IS_DEMO = True
    settings.RATELIMIT_ENABLE = False
    token = "made-up"
    if request.param == "guest of another event":
        other = set_up_event("workshop", title_de="Eigen", title_en="Own", day=date(2099, 6, 1), by=TEAM)
        own = add_participation(other, name="Eigene", state="registered", source="form", email="e@example.org")
        token = personal_link(PURPOSE, str(own.pk))
    elif request.param != "anonymous":
        user = User.objects.create(email="stranger@example.org", name="Fremde", role=request.param)
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return client, token


def test_a_stranger_reads_nothing_and_changes_nothing(stranger, planted):
    client, token = stranger
    _event, _canary, _other, things = planted
    before, leaks = state_of_everything(), []
    with translation.override("de"):
        for page in pages():
            if not page.name.startswith("events:"):
                continue
            path = address_of(page, things, token)
            for method in METHODS:
                answer = client.generic(method, path)
                text = b"".join(answer.streaming_content) if answer.streaming else answer.content
                said = [
                    one for one in (*SECRET.values(), *SHOWN.values(), "canary-offer", *TOLD) if one.encode() in text
                ]
                is_shut = answer.status_code in {302, 403, 404, 405} or method == "OPTIONS"
                is_own = "token" in dict(page.arguments) or not page.arguments
                if said or not (is_shut or page.name in PUBLIC or is_own):
                    leaks.append(f"{method} {page.name}: {answer.status_code} {said}")
    assert leaks == []
    after = state_of_everything()
    own = {row["id"] for row in before["Participation"] if row["name"] == "Eigene"}
    for name, rows in before.items():
        mine = [row for row in after[name] if row["id"] not in own or name != "Participation"]
        assert mine == [row for row in rows if row["id"] not in own or name != "Participation"], name


def test_another_guest_reads_what_guests_read_and_no_more(client, planted):
    _event, canary, other, things = planted
    token = personal_link(PURPOSE, str(other.pk))
    texts = []
    with translation.override("de"):
        for page in pages():
            if page.name.startswith("events:"):
                answer = client.get(address_of(page, things, token), follow=False)
                texts.append((page.name, answer.content))
        found = {name: {one for one in (*SECRET.values(), *TOLD) if one.encode() in text} for name, text in texts}
    assert {name: said for name, said in found.items() if said} == {}
    assert any(SHOWN["name"].encode() in text for _name, text in texts)
    Participation.objects.filter(pk=canary.pk).update(is_hidden=True)
    with translation.override("de"):
        wishes = client.get(reverse("events:wishes-own", args=[token])).content.decode()
    assert SHOWN["name"] not in wishes
    assert "canary-offer" not in wishes


def test_a_foreign_teams_token_finds_nothing_by_the_interface(client, planted):
    _event, canary, _other, things = planted
    user = User.objects.create(email="stranger@example.org", name="Fremde", role=Role.ORGANISER)
    _token, text = make_token("x", by=user.visitor, scope="write")
    before, leaks = state_of_everything(), []
    values = {**things, "key": canary.key, "wish": "w", "about": canary.key, "one": canary.key, "other": canary.key}
    for page in pages():
        if page.access is None or page.access.permission != "api.use":
            continue
        path = reverse(page.name, kwargs={name: values.get(name, value) for name, value in page.arguments})
        for method in METHODS:
            answer = client.generic(method, path, "{}", "application/json", HTTP_AUTHORIZATION=f"Bearer {text}")
            said = [one for one in (*SECRET.values(), *SHOWN.values(), *TOLD) if one.encode() in answer.content]
            is_shut = answer.status_code in {401, 403, 404, 405, 422} or method == "OPTIONS"
            is_open = (
                answer.json() in ([], {}) or "title_de" in answer.content.decode()
                if answer.status_code == 200
                else False
            )
            if said or not (is_shut or is_open):
                leaks.append(f"{method} {path}: {answer.status_code} {answer.content[:80]}")
    assert leaks == []
    assert state_of_everything() == before
