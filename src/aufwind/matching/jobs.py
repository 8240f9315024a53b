"""Work in the background: short doors into actions."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from aufwind.core.clock import DAY, MINUTE, every
from aufwind.core.jobs import JobHandle, findings_of, job
from aufwind.core.policy import SYSTEM, may
from aufwind.engine.errors import Finding, ProblemError, Text
from aufwind.engine.matching.match import match_profiles
from aufwind.matching import actions, halfvec
from aufwind.matching.enums import RunState
from aufwind.matching.models import Encoding, Run
from aufwind.matching.profiles import ANY_STAFF, READERS, answers_given, pool_profiles
from aufwind.matching.tables import STAGES
from aufwind.matching.vectors import encoder_in_use, stored_relevance

if TYPE_CHECKING:
    from aufwind.core.models import Job
    from aufwind.core.policy import Visitor
    from aufwind.engine.matching.profile import Profile
    from aufwind.engine.stop import Progress

CANCELLED = Finding(
    where=Text("Lauf", "Run"),
    what=Text("Die Berechnung wurde abgebrochen.", "The computation was cancelled."),
    repair=Text("Starten Sie sie neu, wann Sie mögen.", "Start it again whenever you like."),
)


def give_run_up(row: Job) -> None:
    """Say on the run that its job was given up, so that the next one can start."""
    actions.fail_run(Run.objects.get(pk=row.subject_id), findings_of(row) or [CANCELLED], by=SYSTEM)


def can_watch_runs(visitor: Visitor, _row: Job) -> bool:
    """Whoever may run the engine."""
    return may(visitor, "matching.run")


@job(
    "matching.run",
    title=_("Find out who should meet whom"),
    stages=STAGES,
    can_watch=can_watch_runs,
    when_given_up=give_run_up,
    result_url=lambda row: Run.objects.get(pk=row.subject_id).get_absolute_url(),
)
def compute_run(handle: JobHandle, *, run_id: int) -> None:
    """Encode what is missing, compare, keep. Run again after a crash it goes on with what is encoded."""
    run = Run.objects.get(pk=run_id)
    if run.state != RunState.RUNNING:
        return
    profiles, answers = pool_profiles(READERS[run.audience]), answers_given()
    needs = sum(len(profile.needs) for profile in profiles)

    def tell(progress: Progress) -> None:
        if progress.stage == "search":
            handle.report("search", done=progress.rounds, total=needs)
            handle.check()

    _encode(handle, profiles)
    asked = run.parameters
    try:
        matches = match_profiles(
            profiles,
            per_profile=asked["per_profile"],
            total=asked["total"],
            relevance=stored_relevance(),
            answers=answers,
            on=date.fromisoformat(asked["on"]),
            seed=asked["seed"],
            listener=tell,
        )
    except ProblemError as error:
        actions.fail_run(run, error.findings, by=SYSTEM)
        return
    handle.report("store")
    handle.check()
    with handle.recording():
        actions.store_run(run, matches, profiles, answers, by=SYSTEM)


@job("matching.encode", title=_("Read the register's texts"), stages=STAGES, can_watch=can_watch_runs)
def encode(handle: JobHandle, *, encoding_id: int) -> None:
    """Give every text its vector; begun again it skips what is there. Then say where each listing lies."""
    profiles = pool_profiles(ANY_STAFF)
    _encode(handle, profiles)
    encoding = Encoding.objects.get(pk=encoding_id)
    handle.report("store")
    with handle.recording():
        actions.place_listings(encoding, profiles, by=SYSTEM)
    if encoder := encoder_in_use():
        halfvec.bring_up_to_date(encoder.id, encoder.dim)


def _encode(handle: JobHandle, profiles: list[Profile]) -> None:
    def tell(done: int, total: int) -> None:
        handle.report("encode", done=done, total=total)
        handle.check()

    actions.encode_register(profiles, recording=handle.recording, tell=tell)


@every(10 * MINUTE, name="matching.encode")
def encode_what_is_new() -> None:
    """Have new texts encoded, so that a run and a page need not; a wrong setting is for a run to complain about."""
    with suppress(ProblemError):
        actions.start_encoding(by=SYSTEM)


@every(DAY, name="matching.forget")
def forget() -> None:
    """Delete old runs and vectors of texts that are gone."""
    actions.forget_runs()
    with suppress(ProblemError):
        actions.forget_vectors()
