"""`aufwind user`: the first account of an installation, and the last day of a colleague."""

import getpass

import pytest

from aufwind.accounts.models import User
from aufwind.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _typed(monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: "korrekt-pferd-batterie")


def test_the_first_account_is_made_on_the_command_line(capsys):
    assert main(["user", "add", "Agentur@example.org", "--name", "Frau Demir"]) == 0

    user = User.objects.get()
    assert (user.email, user.name, user.role) == ("agentur@example.org", "Frau Demir", "agency")
    assert user.check_password("korrekt-pferd-batterie")
    assert "second factor" in capsys.readouterr().out


def test_without_a_password_she_chooses_one_herself():
    assert main(["user", "add", "v@example.org", "--name", "V", "--role", "organiser", "--no-password"]) == 0

    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(("typed", "email"), [("short", "a@example.org"), ("korrekt-pferd-batterie", "nobody")])
def test_what_will_not_do_is_said_and_nothing_made(monkeypatch, capsys, typed, email):
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed)

    assert main(["user", "add", email, "--name", "A"]) == 2

    assert capsys.readouterr().err.strip()
    assert not User.objects.exists()


def test_an_account_is_locked_out(capsys):
    main(["user", "add", "v@example.org", "--name", "V"])

    assert main(["user", "deactivate", "V@example.org"]) == 0
    assert not User.objects.get().is_active
    assert main(["user", "deactivate", "nobody@example.org"]) == 2
    assert capsys.readouterr().err == "There is no account of nobody@example.org.\n"
