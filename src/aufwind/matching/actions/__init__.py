"""What changes suggestions: one file per noun. Nothing here changes an actor."""

from aufwind.matching.actions.answers import answer_suggestion, take_answer_back
from aufwind.matching.actions.runs import fail_run, forget_pool, forget_runs, propose, start_run, store_run
from aufwind.matching.actions.vectors import encode_register, forget_vectors, place_listings, start_encoding

__all__ = [
    "answer_suggestion",
    "encode_register",
    "fail_run",
    "forget_pool",
    "forget_runs",
    "forget_vectors",
    "place_listings",
    "propose",
    "start_encoding",
    "start_run",
    "store_run",
    "take_answer_back",
]
