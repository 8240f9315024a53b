"""Suggestions as the components that pages are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from aufwind.core.components.lists import Fact
from aufwind.core.components.numbers import written
from aufwind.core.components.suggestions import Reason, ScorePart, Suggestion
from aufwind.core.components.tables import Cell, Column
from aufwind.matching.enums import DeclineReason, RunAudience, RunState, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.actors.models import Listing
    from aufwind.matching.models import Answer, Run
    from aufwind.matching.queries import Answered, Met, Pair, Partner

Rows = list[list[Cell | str]]

ANSWERS = {Verdict.ACCEPTED: "accepted", Verdict.POSTPONED: "later", Verdict.DECLINED: "declined"}
"""Our verdicts in the words of the card."""

ANSWER_BADGES = {Verdict.ACCEPTED: "ok", Verdict.POSTPONED: "neutral", Verdict.DECLINED: "closed"}

VOICES = {"topic": "topic", "concept": "esco", "words": "words", "meaning": "meaning"}
"""What the engine says spoke, in the words of the list of reasons."""


STAGES = {
    "encode": gettext_lazy("Reading the texts"),
    "search": gettext_lazy("Comparing needs with offers"),
    "store": gettext_lazy("Writing it down"),
}
"""What a job is doing, in words."""


def suggestion(partner: Partner, actor_key: int) -> Suggestion:
    """A partner as a card for the actor with this key."""
    return Suggestion(
        key=str(partner.entry.pk),
        name=partner.entry.name,
        href=partner.entry.href,
        organisation=partner.entry.kind_word,
        place=str(partner.entry.place or ""),
        reasons=tuple(own_reason(met, actor_key) for met in partner.met),
        parts=score_parts(partner),
        answer=ANSWERS[Verdict(partner.answer.verdict)] if partner.answer else "open",
        answer_note=answer_note(partner.answer),
    )


def score_parts(partner: Partner) -> tuple[ScorePart, ...]:
    """How strongly each part of the score spoke."""
    return (
        ScorePart(_("Their offers meet your needs"), partner.needs_met),
        ScorePart(_("Your offers meet their needs"), partner.offers_met),
        ScorePart(_("You come from different circles"), float(partner.is_bridge)),
    )


def own_reason(met: Met, actor_key: int) -> Reason:
    """The two fields that met, hers first."""
    if met.need.actor_id == actor_key:
        fields = (_("Your need"), met.need.title, _("Their offer"), met.offer.title)
    else:
        fields = (_("Your offer"), met.offer.title, _("Their need"), met.need.title)
    return Reason(loudest(met), *fields, note=topics_in_common(met))


def loudest(met: Met) -> str:
    """What spoke most for the two fields."""
    return VOICES[met.voices[0]] if met.voices else "meaning"


def topics_in_common(met: Met) -> str:
    """Topics that stand at both, in the reader's language."""
    of_offer = {topic.pk for topic in met.offer.topics.all()}
    return ", ".join(str(topic) for topic in met.need.topics.all() if topic.pk in of_offer)


def met_sentence(met: Met) -> str:
    """Which need met which offer, as one sentence."""
    return _("Need «%(need)s» meets offer «%(offer)s»") % {"need": met.need.title, "offer": met.offer.title}


FIRST = 1
"""Reasons on a card that is one of ten about the same need."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody who fits a need, as a page shows her.

    Attributes:
        first: Which fields met, the asked need first.
        others: What is read on request.
        parts: How strongly each part of the score spoke.
    """

    name: str
    href: str
    kind: str
    place: str
    first: list[Reason]
    others: list[Reason]
    parts: list[ScorePart]


def fits(partners: Iterable[Partner], need: Listing) -> list[Fit]:
    """Who fits a need, read from the side of the need."""
    return [
        Fit(
            partner.entry.name,
            partner.entry.href,
            partner.entry.kind_word,
            str(partner.entry.place or ""),
            [_reason(met, need) for met in partner.met[:FIRST]],
            [_reason(met, need) for met in partner.met[FIRST:]],
            [
                ScorePart(_("The offer meets the need"), partner.needs_met),
                ScorePart(_("The other way round"), partner.offers_met),
                ScorePart(_("From different circles"), float(partner.is_bridge)),
            ],
        )
        for partner in partners
    ]


def _reason(met: Met, need: Listing) -> Reason:
    """The two fields that met, the one of the need's owner first."""
    if met.need.actor_id == need.actor_id:
        fields = (_("Need"), met.need.title, _("Their offer"), met.offer.title)
    else:
        fields = (_("Offer in return"), met.offer.title, _("Their need"), met.need.title)
    return Reason(loudest(met), *fields, note=topics_in_common(met))


def answer_note(answer: Answer | None) -> str:
    """Until when, or because of what."""
    if answer is None:
        return ""
    if answer.until:
        return pgettext("suggestion", "again from %(day)s") % {"day": formats.date_format(answer.until)}
    return str(DeclineReason(answer.reason).label) if answer.reason else ""


def refusals() -> list[tuple[str, str]]:
    """The reasons to decline, as a list to choose from."""
    return [(value, str(label)) for value, label in DeclineReason.choices]


def run_table(runs: Iterable[Run]) -> tuple[list[Column], Rows]:
    """Runs with when, for whom, and how much came of them."""
    columns = [
        Column(_("Computed")),
        Column(_("Made for")),
        Column(_("State")),
        Column(_("Profiles"), is_number=True),
        Column(_("Suggestions"), is_number=True),
    ]
    return columns, [
        [
            Cell(moment(run), href=run.get_absolute_url()),
            str(RunAudience(run.audience).label),
            Cell(run.get_state_display(), badge_kind=BADGES[RunState(run.state)]),
            written(run.profiles),
            written(getattr(run, "pairs", 0)),
        ]
        for run in runs
    ]


BADGES = {RunState.RUNNING: "neutral", RunState.DONE: "ok", RunState.FAILED: "loss"}


def moment(run: Run) -> str:
    """When a run was begun."""
    return formats.date_format(timezone.localtime(run.created_at), "SHORT_DATETIME_FORMAT")


def run_facts(run: Run, pairs: int) -> list[Fact]:
    """What a run was asked and what it used; whatever repeats it."""
    asked = run.parameters
    facts = [
        Fact(_("Made for"), str(RunAudience(run.audience).label)),
        Fact(_("Profiles"), written(run.profiles)),
        Fact(_("Suggestions"), written(pairs)),
        Fact(_("Without a suggestion"), written(asked["unmatched"]) if "unmatched" in asked else ""),
        Fact(_("At most per entry"), written(asked["per_profile"])),
        Fact(_("Seed"), str(asked["seed"])),
        Fact(_("Method"), run.version),
        Fact(_("Encoder"), run.encoder),
        Fact(_("Inputs (SHA-256)"), run.inputs_hash[:16] + "…" if run.inputs_hash else ""),
    ]
    return [fact for fact in facts if fact.value]


def pair_table(pairs: Sequence[Pair]) -> tuple[list[Column], Rows]:
    """Who should meet whom, why, and how strongly."""
    columns = [Column(_("Who")), Column(_("Whom")), Column(_("Why")), Column(_("Score"), is_number=True)]
    return columns, [
        [
            Cell(pair.left.name, href=reverse("matching:for-actor", args=[pair.left.slug])),
            Cell(pair.right.name, href=reverse("matching:for-actor", args=[pair.right.slug])),
            Cell(met_sentence(pair.met[0]), note=pair_note(pair)),
            written(pair.score, decimals=2),
        ]
        for pair in pairs
    ]


def pair_note(pair: Pair) -> str:
    """What else there is to say of a pair."""
    more = len(pair.met) - 1
    words = [_("%(number)s more") % {"number": more}] if more else []
    return " · ".join([*words, *([_("different circles")] if pair.is_bridge else [])])


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """An answer to a suggestion of an earlier run, as a line."""

    key: int
    name: str
    href: str
    organisation: str
    answer: str
    word: str
    kind: str
    note: str


def answered_rows(answered: Iterable[Answered]) -> list[AnsweredRow]:
    """Answers to earlier suggestions, the newest first."""
    return [
        AnsweredRow(
            one.entry.pk,
            one.entry.name,
            one.entry.href,
            one.entry.kind_word,
            ANSWERS[Verdict(one.answer.verdict)],
            str(Verdict(one.answer.verdict).label),
            ANSWER_BADGES[Verdict(one.answer.verdict)],
            answer_note(one.answer),
        )
        for one in answered
    ]
