"""What is searched: brought up to date in the transaction that changes an entry.

An entry is kept as one row per run of tiers that see the same of it (`content`), written only through `entry_for`,
so the index of a tier holds nothing its readers do not see. Rows have terms (`postings`) and numbers to count and
order by (`columns`); both are plain tables, so SQLite and PostgreSQL answer alike.
"""

from aufwind.actors.index.rebuild import keep_index, rebuild_index, refresh_ended
from aufwind.actors.index.write import refresh_index

__all__ = ["keep_index", "rebuild_index", "refresh_ended", "refresh_index"]
