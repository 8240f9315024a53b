"""Texts of the register get their vectors, and vectors nobody needs are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import SYSTEM, require
from aufwind.engine.matching.board import Post
from aufwind.engine.matching.texts import text_of
from aufwind.matching.models import Encoding, TextVector
from aufwind.matching.profiles import ANY_STAFF, pool_profiles
from aufwind.matching.vectors import encoded_in_chunks, encoder_in_use, hash_of, keep, missing_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from aufwind.core.policy import Visitor
    from aufwind.engine.matching.profile import Profile

BATCH = 500


@transaction.atomic
def start_encoding(*, by: Visitor) -> Encoding | None:
    """Have the texts that have no vector yet encoded in the background; None where none is missing.

    Raises:
        NotAllowed: `by` may not run the engine.
        ProblemError: The encoder's setting names nothing known.
    """
    require(by, "matching.run")
    encoder = encoder_in_use()
    if encoder is None or not missing_texts(texts_of(pool_profiles(ANY_STAFF)), encoder):
        return None
    encoding = Encoding.objects.create(encoder=encoder.id, started_by=by.key)
    start_job("matching.encode", encoding, by=by)
    record("vectors.started", encoding, by=by, facts={"encoder": encoder.id})
    return encoding


def encode_register(
    profiles: Sequence[Profile],
    *,
    recording: Callable[[], AbstractContextManager[None]] = transaction.atomic,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> int:
    """Give every text of these profiles a vector; how many were missing. Going on after a crash skips what is there.

    Args:
        profiles: Whose texts.
        recording: A transaction for each chunk; a job's own holds its lease.
        tell: Told how many of how many missing texts are done, after each chunk.

    Cost: 3 ms a missing text with the built-in encoder.
    """
    encoder = encoder_in_use()
    if encoder is None:
        return 0
    missing = missing_texts(texts_of(profiles), encoder)
    done = 0
    tell(done, len(missing))
    for rows in encoded_in_chunks(missing, encoder):
        with recording():
            keep(rows)
        done += len(rows)
        tell(done, len(missing))
    if missing:
        with recording():
            record("vectors.computed", None, by=SYSTEM, facts={"encoder": encoder.id, "vectors": len(missing)})
    return len(missing)


def forget_vectors() -> int:
    """Delete vectors of texts that stand in the register no more, and those of other encoders; how many went."""
    encoder = encoder_in_use()
    wanted = {hash_of(text) for text in texts_of(pool_profiles(ANY_STAFF))} if encoder else set()
    stored = TextVector.objects.values_list("pk", "encoder", "text_hash").iterator()
    gone = [pk for pk, by, text in stored if encoder is None or by != encoder.id or text not in wanted]
    for start in range(0, len(gone), BATCH):
        TextVector.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    if gone:
        record("vectors.forgotten", None, by=SYSTEM, facts={"vectors": len(gone)})
    return len(gone)


def texts_of(profiles: Sequence[Profile]) -> list[str]:
    """What is compared of these profiles' needs and offers, in order."""
    return [text_of(Post(profile, entry)) for profile in profiles for entry in (*profile.needs, *profile.offers)]
