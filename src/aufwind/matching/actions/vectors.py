"""Texts of the register get their vectors, and vectors nobody needs are forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from aufwind.actors.enums import tier_of
from aufwind.actors.models import Listing
from aufwind.core.audit import record
from aufwind.core.jobs import start_job
from aufwind.core.policy import SYSTEM, require
from aufwind.engine.matching.board import Post
from aufwind.engine.matching.texts import text_of
from aufwind.matching.changes import register_changed
from aufwind.matching.models import Encoding, ListingVector, TextVector
from aufwind.matching.profiles import ANY_STAFF, pool_profiles
from aufwind.matching.vectors import encoded_in_chunks, encoder_in_use, hash_of, keep, missing_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from aufwind.core.policy import Visitor
    from aufwind.engine.matching.profile import Entry, Profile

BATCH = 500


@transaction.atomic
def start_encoding(*, by: Visitor) -> Encoding | None:
    """Have the register's texts read in the background, if anything concerns them since the last time; else None.

    Raises:
        NotAllowed: `by` may not run the engine.
        ProblemError: The encoder's setting names nothing known.
    """
    require(by, "matching.run")
    encoder = encoder_in_use()
    if encoder is None:
        return None
    last = Encoding.objects.filter(encoder=encoder.id).first()
    if last is not None and not register_changed(since=last.created_at):
        return None
    encoding = Encoding.objects.create(encoder=encoder.id, started_by=by.key)
    start_job("matching.encode", encoding, by=by, args={"encoding_id": encoding.pk})
    record("vectors.started", encoding, by=by, facts={"encoder": encoder.id})
    return encoding


@transaction.atomic
def place_listings(encoding: Encoding, profiles: Sequence[Profile], *, by: Visitor) -> int:
    """Say of every current listing where it lies and who may find it; how many have a place.

    Args:
        encoding: The pass that is finished with this.
        profiles: The register as the agency sees it, every text encoded.
        by: The job.

    Raises:
        NotAllowed: `by` may not run the engine.

    Four statements, and one for each 1,000 changed rows.
    """
    require(by, "matching.run")
    stored = TextVector.objects.filter(encoder=encoding.encoder)
    vector_of = {text: key for key, text in stored.values_list("pk", "text_hash")}
    hash_of_listing = {
        int(entry.id): hash_of(text) for entry, text in zip(_entries_of(profiles), texts_of(profiles), strict=True)
    }
    wanted = {row.listing_id: row for row in _placed(hash_of_listing, vector_of)}
    known = ListingVector.objects.in_bulk()
    ListingVector.objects.filter(pk__in=known.keys() - wanted.keys()).delete()
    changed = [row for key, row in wanted.items() if key not in known or _facts(known[key]) != _facts(row)]
    ListingVector.objects.bulk_create(
        changed, batch_size=1000, update_conflicts=True, unique_fields=["listing"],
        update_fields=["vector", "side", "tier", "valid_until"],
    )  # fmt: skip
    encoding.finished_at = timezone.now()
    encoding.save(update_fields=["finished_at"])
    record("vectors.placed", encoding, by=by, facts={"listings": len(wanted), "changed": len(changed)})
    return len(wanted)


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


def _placed(hash_of_listing: Mapping[int, str], vector_of: Mapping[str, int]) -> Iterator[ListingVector]:
    rows = Listing.objects.current().values_list("pk", "side", "valid_until", "audience", "actor__audience")
    for key, side, until, audience, owner_audience in rows.iterator():
        vector = vector_of.get(hash_of_listing.get(key, ""))
        if vector is not None:
            tier = max(tier_of(audience), tier_of(owner_audience))
            yield ListingVector(listing_id=key, vector_id=vector, side=side, tier=tier, valid_until=until)


def _facts(row: ListingVector) -> tuple[object, ...]:
    return (row.vector_id, row.side, row.tier, row.valid_until)


def _entries_of(profiles: Sequence[Profile]) -> list[Entry]:
    return [entry for profile in profiles for entry in (*profile.needs, *profile.offers)]


def texts_of(profiles: Sequence[Profile]) -> list[str]:
    """What is compared of these profiles' needs and offers, in order."""
    return [text_of(Post(profile, entry)) for profile in profiles for entry in (*profile.needs, *profile.offers)]
