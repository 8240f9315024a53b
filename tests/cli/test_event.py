"""An event from the command line, from nothing to its outcome; what is wrong is said in a sentence."""

from __future__ import annotations

import json

import pytest

from aufwind.cli import main
from aufwind.core.models import OutgoingMail
from aufwind.events.models import Event

pytestmark = pytest.mark.django_db

CREATE = ["create", "--title-de", "Treffen", "--title-en", "Meeting", "--day", "2099-05-04", "--venue", "Saal"]


@pytest.fixture
def aufwind(capsys, monkeypatch):
    monkeypatch.setattr("aufwind.cli.event.set_up_django", lambda: None)

    def said(*words: object, code: int = 0):
        assert main(["event", "--json", *map(str, words)]) == code
        out = capsys.readouterr()
        return json.loads(out.out) if code == 0 else out.err

    return said


@pytest.fixture
def evening(aufwind) -> Event:
    slug = aufwind(*CREATE)["event"]
    aufwind("change", slug, "summary_de=Text", "summary_en=Text")
    Event.objects.update(sides=[], pairings=[])
    aufwind("announce", slug)
    return Event.objects.get(slug=slug)


def test_from_nothing_to_the_outcome(aufwind, evening, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("Name;E-Mail\nAda;ada@example.org\nBo;bo@example.org\n;leer@example.org\n")
    assert aufwind("invite", evening.slug, people)["new"] == 2
    assert aufwind("remind", evening.slug, "unopened") == {"reminded": 2}
    keys = [aufwind("register", evening.slug, "--name", name)["guest"] for name in ("Cy", "Di")]
    assert [row["name"] for row in aufwind("guests", evening.slug, "--group", "registered")] == ["Cy", "Di"]
    evening.preferences.create(giver=evening.participations.get(key=keys[0]),
                               about=evening.participations.get(key=keys[1]), kind="must")  # fmt: skip
    plan = aufwind("plan", evening.slug, "--seconds", 1, "--title", "Erste")
    assert (plan["plan"], plan["meetings"], plan["proven"]) == (1, 1, True)
    assert aufwind("publish", evening.slug, 1)["state"] == "published"
    done = tmp_path / "desk.jsonl"
    done.write_text(json.dumps({"key": "k", "kind": "check_in", "payload": {"guest": keys[0]}}) + "\n")
    assert aufwind("desk", evening.slug, done) == aufwind("desk", evening.slug, done)
    assert aufwind("outcome", evening.slug)["here"] == 1
    for what in ("guests", "outcome", "badges", "pack"):
        assert aufwind("export", evening.slug, what, "-o", tmp_path / what)["bytes"] > 1000
    assert aufwind("show", evening.slug)["guests"] == 2
    assert OutgoingMail.objects.count() == 4
    assert aufwind("call-off", evening.slug)["state"] == "called_off"


def test_a_copy_is_made_and_listed(aufwind, evening):
    aufwind(*CREATE[:-2], "--copy-of", evening.slug)

    assert len(aufwind("list")) == 2


def test_what_is_wrong_is_said_and_nothing_is_written(aufwind, evening, tmp_path):
    assert "There is no event" in aufwind("show", "nowhere", code=2)
    assert "There is no field" in aufwind("change", evening.slug, "colour=red", code=2)
    assert "cannot be read" in aufwind("invite", evening.slug, tmp_path / "missing.csv", code=2)
    bad = tmp_path / "bad.jsonl"
    bad.write_text("no json\n")
    assert aufwind("desk", evening.slug, bad, code=2)
    assert "no such plan" in aufwind("publish", evening.slug, 9, code=2)
    draft = aufwind(*CREATE)["event"]
    assert aufwind("announce", draft, code=2)
    people = tmp_path / "people.csv"
    people.write_text("Name;E-Mail\nAda;ada@example.org\n")
    assert aufwind("invite", draft, people, code=2)
    assert not Event.objects.get(slug=draft).participations.exists()


def test_lines_are_for_reading(capsys, monkeypatch, evening):
    monkeypatch.setattr("aufwind.cli.event.set_up_django", lambda: None)

    assert main(["event", "list"]) == 0

    assert capsys.readouterr().out.strip() == f"{evening.slug}\tannounced\tMeeting\t2099-05-04"
