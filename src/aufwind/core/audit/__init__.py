"""The audit log: who did what to which thing, who read what is confidential, and proof that nobody edited it.

Entries are numbered 1…n without a gap and chained: each holds the SHA-256 of itself and of the one before.
The head row says where the chain ends; anchors, kept outside the database, say what it was at a moment.

    record("plan.published", plan, by=visitor, facts={"meetings": 412})
    record_read("case.opened", case, by=visitor)
    verify_chain().whole
"""

from aufwind.core.audit.anchors import Anchor, read_anchors, write_anchor
from aufwind.core.audit.chain import JSON
from aufwind.core.audit.record import record, record_read
from aufwind.core.audit.seal import install_seal, remove_seal
from aufwind.core.audit.verify import Verdict, verify_chain

__all__ = [
    "JSON",
    "Anchor",
    "Verdict",
    "install_seal",
    "read_anchors",
    "record",
    "record_read",
    "remove_seal",
    "verify_chain",
    "write_anchor",
]
