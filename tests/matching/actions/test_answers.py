from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aufwind.core.models import AuditEntry
from aufwind.core.policy import NotAllowed, Role, Visitor
from aufwind.matching.actions import answer_suggestion, take_answer_back
from aufwind.matching.enums import DeclineReason, Verdict
from aufwind.matching.errors import AnswerIsIncomplete
from aufwind.matching.models import Answer
from tests.cast import AGENCY, EVE
from tests.matching.makers import computed, need, offer, topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words_alone(settings):
    settings.AUFWIND_ENCODER = "none"


def suggested(run, actor):
    """Names of whom a run suggests to an actor, the best first."""
    pairs = run.suggestions.order_by("-score")
    return [
        (pair.right if pair.left == actor else pair.left).name for pair in pairs if actor in (pair.left, pair.right)
    ]


def member(actor):
    return Visitor(key=f"entry:{actor.pk}", roles=frozenset({Role.MEMBER}), entry_id=actor.pk)


def test_an_answer_is_kept_with_the_two_fields_it_is_about_and_logged(register):
    kunsthaus, weberei, _bakery = register
    run = computed()
    strongest = run.suggestions.get(left=kunsthaus, right=weberei).reasons.first()

    answer = answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=member(kunsthaus))

    assert (answer.need, answer.offer, answer.given_by) == (strongest.need, strongest.offer, f"entry:{kunsthaus.pk}")
    entry = AuditEntry.objects.get(event="suggestion.answered")
    assert entry.facts == {"actor": kunsthaus.pk, "other": weberei.pk, "verdict": "accepted", "reason": ""}


def test_a_new_answer_replaces_the_one_before(register):
    kunsthaus, weberei, _bakery = register
    answer_suggestion(kunsthaus, weberei, Verdict.DECLINED, by=AGENCY, reason=DeclineReason.TOO_FAR)

    answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=AGENCY)

    assert [(one.verdict, one.reason) for one in Answer.objects.all()] == [("accepted", "")]


def test_later_is_three_months_where_no_day_is_said(register):
    kunsthaus, weberei, _bakery = register

    answer = answer_suggestion(kunsthaus, weberei, Verdict.POSTPONED, by=AGENCY)

    assert answer.until == timezone.localdate() + timedelta(days=90)


@pytest.mark.parametrize(
    ("verdict", "facts"),
    [
        (Verdict.DECLINED, {}),
        (Verdict.DECLINED, {"reason": "because"}),
        (Verdict.POSTPONED, {"until": date(2020, 1, 1)}),
    ],
)
def test_an_answer_that_says_too_little_is_refused_and_nothing_kept(register, verdict, facts):
    kunsthaus, weberei, _bakery = register

    with pytest.raises(AnswerIsIncomplete):
        answer_suggestion(kunsthaus, weberei, verdict, by=AGENCY, **facts)

    assert not Answer.objects.exists()


def test_nobody_answers_for_somebody_else(register):
    kunsthaus, weberei, _bakery = register

    for visitor in (EVE, member(weberei)):
        with pytest.raises(NotAllowed):
            answer_suggestion(kunsthaus, weberei, Verdict.ACCEPTED, by=visitor)
        with pytest.raises(NotAllowed):
            take_answer_back(kunsthaus, weberei, by=visitor)

    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "facts"),
    [
        (Verdict.ACCEPTED, {}),
        (Verdict.DECLINED, {"reason": DeclineReason.KNOWN}),
        (Verdict.POSTPONED, {}),
    ],
)
def test_the_next_run_leaves_an_answered_pair_out_and_an_undone_answer_brings_it_back(register, verdict, facts):
    kunsthaus, weberei, _bakery = register
    assert "Weberei Flöha" in suggested(computed(), kunsthaus)

    answer_suggestion(kunsthaus, weberei, verdict, by=AGENCY, **facts)
    assert "Weberei Flöha" not in suggested(computed(), kunsthaus)

    take_answer_back(kunsthaus, weberei, by=AGENCY)
    take_answer_back(kunsthaus, weberei, by=AGENCY)
    assert "Weberei Flöha" in suggested(computed(), kunsthaus)


def test_a_postponed_pair_comes_back_on_its_day(register):
    kunsthaus, weberei, _bakery = register
    answer_suggestion(kunsthaus, weberei, Verdict.POSTPONED, by=AGENCY)
    Answer.objects.update(until=timezone.localdate())

    assert "Weberei Flöha" in suggested(computed(), kunsthaus)


def test_a_wrong_topic_lowers_what_else_belongs_to_it(kunsthaus, weberei, leipzig):
    textile, wood = topic("textile", "Textil", "Textiles"), topic("wood", "Holz", "Wood")
    bakery, joiner = (entered("baeckerei", leipzig), entered("tischlerei", leipzig))
    need(kunsthaus, "Gestelle für Bilder", topics=[wood])
    offer(weberei, "Gestelle für Bilder, gewebt", topics=[textile])
    offer(bakery, "Gestelle für Bilder, gewebt und gestrickt", topics=[textile])
    offer(joiner, "Gestelle", topics=[])
    before = dict(scores(computed(), kunsthaus))

    answer_suggestion(kunsthaus, weberei, Verdict.DECLINED, by=AGENCY, reason=DeclineReason.WRONG_TOPIC)
    after = dict(scores(computed(), kunsthaus))

    assert after["baeckerei"] < before["baeckerei"]
    assert after["tischlerei"] == before["tischlerei"]


def entered(slug, place):
    from tests.matching.makers import enter

    return enter(slug, slug, place=place)


def scores(run, actor):
    return [((pair.right if pair.left == actor else pair.left).name, pair.score) for pair in run.suggestions.all()]
