"""Runs of the engine begin, end and are forgotten."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import require
from aufwind.engine.files.match_json import matches_to_json, profiles_to_json
from aufwind.engine.matching.match import match_profiles
from aufwind.engine.matching.relevance import TextRelevance
from aufwind.matching.enums import RunAudience, RunState
from aufwind.matching.models import REGISTER, USUAL_PER_PROFILE, Reason, Run, Suggestion
from aufwind.matching.vectors import encoder_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aufwind.core.policy import Visitor
    from aufwind.engine.errors import Finding
    from aufwind.engine.matching.matches import Match, Matches
    from aufwind.engine.matching.profile import Answer, Profile

MOST_PER_PROFILE = 50
KEPT = 10
"""Runs of a pool that are kept; their inputs are what takes room."""


@transaction.atomic
def start_run(
    *,
    by: Visitor,
    audience: str = RunAudience.MEMBERS,
    per_profile: int = USUAL_PER_PROFILE,
    total: int | None = None,
    seed: int = 0,
) -> Run:
    """Begin to compute who in the register should meet whom. While this is being computed, that run is returned.

    Args:
        by: Who wants it.
        audience: Whose eyes it is made for; members' inboxes show runs for members.
        per_profile: How often everybody appears at most who says nothing else, 1 … 50.
        total: How many pairs at most; None: as many as there is room for.
        seed: Decides between choices of equal worth.

    Raises:
        NotAllowed: `by` may not run the engine.
    """
    require(by, "matching.run")
    parameters = {"per_profile": min(max(per_profile, 1), MOST_PER_PROFILE), "total": total, "seed": seed,
                  "on": timezone.localdate().isoformat()}  # fmt: skip
    run, is_new = Run.objects.get_or_create(
        pool=REGISTER,
        audience=audience,
        state=RunState.RUNNING,
        defaults={"parameters": parameters, "started_by": by.key},
    )
    if is_new:
        start_job("matching.run", run, by=by, args={"run_id": run.pk})
        record("run.started", run, by=by, facts={"audience": str(audience), **parameters})
    return run


@transaction.atomic
def store_run(
    run: Run, matches: Matches, profiles: Sequence[Profile], answers: Sequence[Answer] = (), *, by: Visitor
) -> Run:
    """Keep what the engine found for the register. Storing twice is harmless: the second call changes nothing.

    Args:
        run: Being computed.
        matches: What was found.
        profiles: What the engine was given, `answers` too: kept, so that the run can be repeated.
        by: The job.

    Raises:
        NotAllowed: `by` may not run the engine.
    """
    require(by, "matching.run")
    if not Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(state=RunState.DONE):
        return Run.objects.get(pk=run.pk)
    _fill_in(run, matches, profiles, answers)
    run.save()
    suggestions = Suggestion.objects.bulk_create(
        [_suggestion(run, position, match) for position, match in enumerate(matches.pairs, start=1)], batch_size=1000
    )
    Reason.objects.bulk_create(
        [
            reason
            for suggestion, match in zip(suggestions, matches.pairs, strict=True)
            for reason in _reasons(suggestion, match)
        ],
        batch_size=1000,
    )
    record("run.computed", run, by=by, facts={"profiles": run.profiles, "suggestions": len(suggestions)})
    return run


@transaction.atomic
def fail_run(run: Run, findings: Sequence[Finding], *, by: Visitor) -> Run:
    """Say that nothing could be computed, and why. A run that is computed stays so.

    Raises:
        NotAllowed: `by` may not run the engine.
    """
    require(by, "matching.run")
    said = [{"de": finding.text("de"), "en": finding.text("en")} for finding in findings]
    won = Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.FAILED, findings=said, finished_at=timezone.now()
    )
    if won:
        record("run.failed", run, by=by)
    run.refresh_from_db()
    return run


@transaction.atomic
def propose(
    profiles: Iterable[Profile],
    *,
    pool: str,
    by: Visitor,
    per_profile: int = USUAL_PER_PROFILE,
    answers: Sequence[Answer] = (),
    seed: int = 0,
) -> Run:
    """Compute who of these profiles should meet whom, at once, and keep the run under the name of their pool.

    For contexts above: they hand over profiles that name nobody and find the pairs in `run.proposals`. Nothing is
    stored about actors, and no vectors of these texts; the profiles themselves are kept as the run's inputs.

    Args:
        profiles: Anonymous; ids are the caller's own.
        pool: A name of the caller's, «event:floeha-2022»; not «register».
        by: Who wants it.
        per_profile: How often everybody appears at most who says nothing else, 1 … 50.
        answers: What became of earlier proposals.
        seed: Decides between choices of equal worth.

    Raises:
        NotAllowed: `by` may not run the engine.
        ProblemError: Two profiles, or two entries of one, share an id.
        ValueError: The pool is the register.

    Cost: 3 ms a text.
    """
    require(by, "matching.run")
    if pool == REGISTER:
        raise ValueError("the register's own pool is computed by start_run")
    given = list(profiles)
    today = timezone.localdate()
    relevance = TextRelevance(encoder_in_use())
    matches = match_profiles(
        given, per_profile=min(max(per_profile, 1), MOST_PER_PROFILE), relevance=relevance, answers=answers,
        on=today, seed=seed,
    )  # fmt: skip
    run = Run(pool=pool, state=RunState.DONE, started_by=by.key)
    _fill_in(run, matches, given, answers)
    run.proposals = json.loads(matches_to_json(matches))["pairs"]
    run.save()
    record("run.computed", run, by=by, facts={"pool": pool, "profiles": run.profiles, "pairs": len(run.proposals)})
    return run


def forget_runs() -> int:
    """Delete all but the newest runs of each pool and audience; how many went. Answers stay."""
    gone = 0
    for pool, audience in Run.objects.order_by().values_list("pool", "audience").distinct():
        finished = Run.objects.filter(pool=pool, audience=audience).exclude(state=RunState.RUNNING)
        old = list(finished.values_list("pk", flat=True)[KEPT:])
        Run.objects.filter(pk__in=old).delete()
        gone += len(old)
    return gone


def _fill_in(run: Run, matches: Matches, profiles: Sequence[Profile], answers: Sequence[Answer]) -> None:
    encoder = encoder_in_use()
    run.state, run.finished_at = RunState.DONE, timezone.now()
    run.version, run.encoder = matches.version[:120], encoder.id if encoder else "none"
    run.parameters = {**matches.parameters, "seed": matches.seed, "bound": matches.bound,
                      "unmatched": len(matches.unmatched)}  # fmt: skip
    run.inputs = zlib.compress(profiles_to_json(profiles, answers).encode())
    run.inputs_hash, run.profiles = matches.inputs, len(profiles)


def _suggestion(run: Run, position: int, match: Match) -> Suggestion:
    left, right = sorted((int(match.a), int(match.b)))
    needs = (match.parts.a_needs, match.parts.b_needs)
    left_needs, right_needs = needs if left == int(match.a) else needs[::-1]
    parts = {"left_needs": left_needs, "right_needs": right_needs, "bridge": match.parts.bridge}
    return Suggestion(run=run, left_id=left, right_id=right, position=position, score=match.score, parts=parts)


def _reasons(suggestion: Suggestion, match: Match) -> Iterator[Reason]:
    """Pairs of fields that met; what else counted stands among the parts of the score."""
    for reason in match.reasons:
        need, offer = reason.met
        if (need.side, offer.side) == ("need", "offer"):
            yield Reason(
                suggestion=suggestion,
                need_id=int(need.entry),
                offer_id=int(offer.entry),
                voices=list(reason.voices),
                fit=reason.fit,
            )


@transaction.atomic
def forget_pool(pool: str) -> int:
    """Delete the runs of a caller's pool with the texts that went into them; how many. For the caller's own actions.

    Raises:
        ValueError: The pool is the register.
    """
    if pool == REGISTER:
        raise ValueError("the register's own runs are kept")
    gone, _rows = Run.objects.filter(pool=pool).delete()
    return gone
