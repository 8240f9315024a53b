"""The register's tables: one file per noun."""

from aufwind.actors.models.actor import Actor, ActorQuerySet, FormerSlug
from aufwind.actors.models.consent import Consent, ConsentWording, SignUp
from aufwind.actors.models.duplicates import DuplicateCase, DuplicateSearch, Merge
from aufwind.actors.models.imports import ImportRow, ImportRun, ImportSource
from aufwind.actors.models.index import IndexAlphabet, IndexPage, IndexPosting, IndexRow, IndexTerm, IndexValue
from aufwind.actors.models.listing import Listing, ListingQuerySet
from aufwind.actors.models.place import Code, Place, Shape
from aufwind.actors.models.tie import Affiliation, Tie

__all__ = [
    "Actor",
    "ActorQuerySet",
    "Affiliation",
    "Code",
    "Consent",
    "ConsentWording",
    "DuplicateCase",
    "DuplicateSearch",
    "FormerSlug",
    "ImportRow",
    "ImportRun",
    "ImportSource",
    "IndexAlphabet",
    "IndexPage",
    "IndexPosting",
    "IndexRow",
    "IndexTerm",
    "IndexValue",
    "Listing",
    "ListingQuerySet",
    "Merge",
    "Place",
    "Shape",
    "SignUp",
    "Tie",
]
