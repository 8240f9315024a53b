import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from aufwind.accounts.actions import create_staff, deactivate_staff
from aufwind.accounts.models import User
from aufwind.core.models import AuditEntry
from aufwind.core.policy import SYSTEM, NotAllowed, Role
from tests.cast import AGENCY, EVE, HERR_VOGEL

pytestmark = pytest.mark.django_db


def test_the_agency_makes_an_account():
    user = create_staff(" Demir@Example.org", name="Frau Demir", role=Role.ORGANISER, by=AGENCY)

    assert (user.email, user.visitor.roles, user.is_active) == ("demir@example.org", {Role.ORGANISER}, True)
    assert not user.has_usable_password()
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.actor) == ("user.created", AGENCY.key)


@pytest.mark.parametrize("visitor", [EVE, HERR_VOGEL])
def test_nobody_else_does(visitor, vogel):
    with pytest.raises(NotAllowed):
        create_staff("a@example.org", name="A", role=Role.AGENCY, by=visitor)
    with pytest.raises(NotAllowed):
        deactivate_staff(vogel, by=visitor)


@pytest.mark.parametrize(
    "password",
    [
        "Kurz!-11car",
        "passwordpassword",
        "202611231904",
        "frau.demir@example",
        "Sommer2026!!!",
        "aufwind-aufwind",
        "aaaaaaaabbbbb",
    ],
)
def test_weak_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        create_staff("frau.demir@example.org", name="Frau Demir", role=Role.ORGANISER, by=SYSTEM, password=password)

    assert not User.objects.exists()


@pytest.mark.parametrize(("email", "name"), [("none", "A"), ("", "A"), ("a@example.org", "")])
def test_an_account_needs_address_and_name(email, name):
    with pytest.raises(ValidationError):
        create_staff(email, name=name, role=Role.ORGANISER, by=SYSTEM)


def test_one_address_has_one_account_whatever_its_case(vogel):
    with pytest.raises(ValidationError):
        create_staff("VOGEL@example.org", name="Another", role=Role.AGENCY, by=SYSTEM)
    with pytest.raises(IntegrityError):
        User.objects.create(email="VOGEL@EXAMPLE.ORG", name="Another", role=Role.AGENCY)


def test_deactivating_twice_is_logged_once(vogel):
    deactivate_staff(vogel, by=AGENCY)
    deactivate_staff(vogel, by=AGENCY)

    assert AuditEntry.objects.filter(event="user.deactivated").count() == 1
