"""The nearest listings in PostgreSQL: half-precision vectors under a graph index, in a table beside ours.

Asked of the server at run time: without PostgreSQL, or without the extension pgvector, nothing here is used and
nothing is missing. The table belongs to no migration, because its width and its name depend on the encoder; whatever
is in it can be made anew at any time.

Graph index (HNSW): Malkov and Yashunin, «Efficient and robust approximate nearest neighbor search using hierarchical
navigable small world graphs», 2018.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from django.db import DatabaseError, connection, transaction

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from aufwind.actors.enums import Side, Tier

PREFIX = "matching_nearest_"

LOOKED_AT = 200
"""Candidates the graph is searched for; more takes longer and finds more of the true nearest."""

AT_ONCE = 2_000
"""Vectors sent in one statement: some ten megabytes."""


def is_available(encoder: str) -> bool:
    """Whether this database can be asked for vectors of this encoder: one quick question to PostgreSQL alone."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [_table(encoder)])
        return bool(cursor.fetchone()[0])


def bring_up_to_date(encoder: str, dim: int) -> bool:
    """Put into the database's own table what `ListingVector` has, where the server can; whether it can.

    Cost: some 2 ms a new listing, most of it for the index.
    """
    if connection.vendor != "postgresql" or not _has_extension():
        return False
    table = _table(encoder)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {table} (listing_id bigint PRIMARY KEY, vector_id bigint NOT NULL,"
            f" vector halfvec({int(dim)}) NOT NULL)"
        )
        cursor.execute(
            f"DELETE FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM matching_listingvector l"  # noqa: S608 -- our own name
            " WHERE l.listing_id = t.listing_id AND l.vector_id = t.vector_id)"
        )
        _insert_missing(table, encoder)
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_graph ON {table} USING hnsw (vector halfvec_ip_ops)")
        for other in _tables():
            if other != table:
                cursor.execute(f"DROP TABLE {other}")
    return True


def nearest(vector: NDArray[np.float32], side: Side, *, tier: Tier, on: date, encoder: str, depth: int) -> list[int]:
    """Keys of the listings most like the vector, as `nearest.nearest_listings` says; most of the true ones."""
    table = _table(encoder)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL hnsw.ef_search = {LOOKED_AT}")
        cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")  # goes on while conditions take candidates away
        cursor.execute(
            f"SELECT t.listing_id FROM {table} t JOIN matching_listingvector l USING (listing_id)"  # noqa: S608 -- ours
            " WHERE l.side = %s AND l.tier <= %s AND l.valid_until >= %s ORDER BY t.vector <#> %s::halfvec LIMIT %s",
            [str(side), int(tier), on, _text(vector), depth],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def _insert_missing(table: str, encoder: str) -> None:
    with connection.cursor() as reading, connection.cursor() as writing:
        while True:
            reading.execute(
                "SELECT l.listing_id, l.vector_id, v.vector FROM matching_listingvector l"  # noqa: S608 -- our own name
                " JOIN matching_textvector v ON v.id = l.vector_id"
                f" WHERE v.encoder = %s AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.listing_id = l.listing_id)"
                " ORDER BY l.listing_id LIMIT %s",
                [encoder, AT_ONCE],
            )
            rows = [(key, place, _text(np.frombuffer(stored, "<f2"))) for key, place, stored in reading.fetchall()]
            if not rows:
                return
            writing.executemany(f"INSERT INTO {table} VALUES (%s, %s, %s::halfvec)", rows)  # noqa: S608 -- our own name


def _has_extension() -> bool:
    """Whether pgvector is there, made now where the server has it and lets us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
        if cursor.fetchone() is None:
            return False
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except DatabaseError:
        return False
    return True


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith(PREFIX)]


def _table(encoder: str) -> str:
    return PREFIX + sha256(encoder.encode()).hexdigest()[:12]


def _text(vector: NDArray[np.floating]) -> str:
    """A vector as the server reads it."""
    return "[" + ",".join(f"{number:.5g}" for number in vector.tolist()) + "]"
