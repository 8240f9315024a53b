"""After weeks and months in the browser: a phone without JavaScript answers, and every page passes the check."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.core.policy import Visitor
from aufwind.engine.scheduling.plan import plan_meetings
from aufwind.engine.stop import after_rounds
from aufwind.events.actions import enter_event, publish_plan, replace_roster, start_plan, store_plan
from aufwind.events.actions.collaborations import answer_stage, ask_how_far
from aufwind.events.actions.outcomes import answer_outcome
from aufwind.events.actions.stories import agree_to_story, ask_partners, publish_story, write_story
from aufwind.events.links import PURPOSE
from aufwind.events.models import Collaboration, Slot, StageAnswer
from aufwind.events.queries.stories import fingerprint_of
from tests.cast import HERR_VOGEL, small_roster

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TEXT = {"title_de": "Leinen für Flöha", "title_en": "Linen for Flöha", "text_de": "Es war gut.", "text_en": "Good."}


def by(guest) -> Visitor:
    return Visitor(key=f"participation:{guest.pk}")


@pytest.fixture
def grown():
    """A collaboration 15 days after its event; everybody has been asked."""
    event = enter_event(
        "floeha", by=HERR_VOGEL, title_de="Treffen", title_en="Meeting", kind="matching event", starts="2027-02-11"
    )
    event = replace_roster(event, small_roster(), by=HERR_VOGEL)
    facts = {"value": 3.0, "gaps": 0, "meetings": 1, "musts_met": 1}
    started = start_plan(event, by=HERR_VOGEL)
    publish_plan(
        store_plan(started, plan_meetings(small_roster(), stop=after_rounds(20)), facts, by=HERR_VOGEL), by=HERR_VOGEL
    )
    for position, slot in enumerate(Slot.objects.order_by("position")):
        begun = timezone.now() - timedelta(days=15, minutes=-20 * position)
        Slot.objects.filter(pk=slot.pk).update(starts_at=begun)
    guest = event.participations.get(key="kunsthaus")
    answer_outcome(event.wishes.get(key="k-w"), guest, by=by(guest), was_held=True, verdict="fits", note="Proben")
    ask_how_far(event)
    return Collaboration.objects.get()


@pytest.fixture
def told(grown):
    """Its story is public."""
    story = ask_partners(write_story(grown, by=HERR_VOGEL, **TEXT), by=HERR_VOGEL)
    for guest in (grown.left, grown.right):
        agree_to_story(story, guest, fingerprint=fingerprint_of(story), by=by(guest))
    return publish_story(story, by=HERR_VOGEL)


def my(guest, language, page) -> str:
    return f"/{language}/events/my/{personal_link(PURPOSE, str(guest.pk))}/{page}"


def test_a_phone_without_javascript_says_how_far_it_is(visit, violations, grown):
    page = visit.open(my(grown.left, "de", "collaborations/"), size="phone", java_script_enabled=False)

    page.check("text=vereinbart")
    page.fill("input[name$=why]", "Stoffe für die Ausstellung")
    page.fill("input[name$=amount]", "1.200")
    page.click("button:has-text('Senden')")

    answer = StageAnswer.objects.get()
    assert (answer.stage, answer.amount_cents, answer.wave) == ("agreed", 120_000, "days_14")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_every_page_of_a_guest_and_of_the_public_passes(visit, violations, told, language, size):
    grown = told.collaboration
    answer_stage(grown, grown.right, stage="nothing", by=by(grown.right))
    page = visit.open(f"/{language}/events/stories/{told.slug}/", size=size)
    paths = [my(guest, language, "collaborations/") for guest in (grown.left, grown.right)]
    paths += [my(grown.left, language, f"stories/{told.slug}/"), my(grown.left, language, "outcome/")]
    paths += [f"/{language}/events/stories/{told.slug}/", f"/{language}/events/floeha/"]

    for path in paths:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert visit.complaints == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_every_page_of_the_organiser_passes(signed_in, violations, told, language, size):
    grown = told.collaboration
    answer_stage(grown, grown.left, stage="running", why="Stoffe", amount_cents=50_000, by=HERR_VOGEL)
    page = signed_in(size=size)
    base = f"/{language}/events/floeha/outcome"
    lists = ("meetings", "verdicts", "guests", "collaborations", "waves", "ratings", "open")
    paths = [f"{base}/", *(f"{base}/{of}/" for of in lists), f"{base}/meetings/?q=nobody"]
    paths += [f"{base}/stories/{grown.pk}/", f"/{language}/events/clients/answers/"]
    paths += [f"/{language}/events/for/{grown.left_id}/{end}" for end in ("collaborations/", f"stories/{told.slug}/")]

    for path in paths:
        page.goto(path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
