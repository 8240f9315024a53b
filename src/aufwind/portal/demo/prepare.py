"""Sets the demo up: database, static files, the region, the invented event with a computed plan, the logins."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

import aufwind
from aufwind.accounts.models import User
from aufwind.core.jobs import run_until_idle
from aufwind.core.policy import SYSTEM, Role
from aufwind.events.actions import start_plan
from aufwind.matching.actions import start_encoding, start_run
from aufwind.portal.demo.floeha import enter_matching_event
from aufwind.portal.demo.members import enter_members
from aufwind.portal.demo.oschatz import enter_open_event
from aufwind.portal.demo.region import enter_region
from aufwind.portal.demo.ties import enter_ties

if TYPE_CHECKING:
    from collections.abc import Callable

PASSWORD = "aufwind-demo-2027"  # noqa: S105 -- invented, only ever valid on one's own machine
STAFF = {
    "vogel@example.org": ("Herr Vogel (erfunden)", Role.ORGANISER),
    "agentur@example.org": ("Agentur (erfunden)", Role.AGENCY),
    "beratung@example.org": ("Frau Beraterin (erfunden)", Role.ADVISER),
    "datenschutz@example.org": ("Datenschutz (erfunden)", Role.AUDITOR),
}


def prepare(*, say: Callable[[str], None]) -> list[str]:
    """Make the demo ready; quick when it is already. Returns the lines that tell the logins."""
    stamp = Path(settings.HOME) / "demo-is-ready"
    version = _version_of_the_code()
    if not (stamp.exists() and stamp.read_text() == version):
        _set_up(say)
        stamp.write_text(version)
    return [
        "Demo logins (invented, password «" + PASSWORD + "»):",
        *(f"  {email:<26} {name}, {role}" for email, (name, role) in STAFF.items()),
    ]


def _version_of_the_code() -> str:
    """Changes when any file of the package does, so that the demo is set up anew then."""
    package = Path(aufwind.__file__).parent
    seen = sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix not in {".pyc", ""} and path.is_file():
            seen.update(f"{path.relative_to(package)} {path.stat().st_mtime_ns}\n".encode())
    return seen.hexdigest()


def _set_up(say: Callable[[str], None]) -> None:
    say("Database and static files …")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    say("Leipzig region …")
    with transaction.atomic():
        enter_region(by=SYSTEM)
        enter_members(by=SYSTEM)
        enter_ties(by=SYSTEM)
        for email, (name, role) in STAFF.items():
            _enter_staff(email, name, role)
        event = enter_matching_event(by=SYSTEM)
        start_plan(event, by=SYSTEM, seconds=5)
        enter_open_event(by=SYSTEM)
        start_encoding(by=SYSTEM)
        start_run(by=SYSTEM)
    say("A plan for 52 invented guests in Flöha, and who else should meet whom …")
    run_until_idle()


def _enter_staff(email: str, name: str, role: Role) -> None:
    user, _is_new = User.objects.get_or_create(email=email, defaults={"name": name, "role": role})
    user.set_password(PASSWORD)
    user.save()
