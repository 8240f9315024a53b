"""What rows say about entries: offers and needs, ties, places in organisations, consents. A chunk at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from aufwind.actors.actions.listings import USUAL_VALIDITY
from aufwind.actors.models import Affiliation, Consent, Listing, Tie

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from aufwind.actors.intake.entry_rows import ListingDraft
    from aufwind.actors.models import Actor

Identity = tuple[object, ...]


class FactBook:
    """Collects new facts of a chunk, each once; what the register has already is not new."""

    def __init__(self, keys: Collection[int]) -> None:
        """Four statements for the facts of the actors `keys`."""
        self.changed: set[int] = set()
        self._listings: list[Listing] = []
        self._topics: list[tuple[Listing, list[int]]] = []
        self._affiliations: list[Affiliation] = []
        self._ties: list[Tie] = []
        self._consents: list[Consent] = []
        self._known: set[Identity] = set()
        self._withdrawn: dict[int, datetime] = {}
        if keys:
            self._load(keys)

    def _load(self, keys: Collection[int]) -> None:
        for actor, *titles in Listing.objects.filter(actor__in=keys).values_list(
            "actor_id", "side", "title_de", "title_en"
        ):
            self._known.add(("listing", actor, *titles))
        for actor, key in Listing.objects.filter(actor__in=keys).exclude(key="").values_list("actor_id", "key"):
            self._known.add(("key", actor, key))
        for ends in Affiliation.objects.filter(person__in=keys).values_list(
            "person_id", "organisation_id", "starts_on"
        ):
            self._known.add(("affiliation", *ends))
        for tie in Tie.objects.filter(left__in=keys).values_list("left_id", "right_id", "kind", "starts_on"):
            self._known.add(("tie", *tie))
        for actor, wording, given_on, withdrawn in Consent.objects.filter(actor__in=keys).values_list(
            "actor_id", "wording_id", "given_on", "withdrawn_at"
        ):
            self._known.add(("consent", actor, wording, given_on, withdrawn))
            if withdrawn:
                self._withdrawn[actor] = max(withdrawn, self._withdrawn.get(actor, withdrawn))

    def _is_new(self, identity: Identity) -> bool:
        if identity in self._known:
            return False
        self._known.add(identity)
        return True

    def add_listing(self, actor: Actor, draft: ListingDraft) -> bool:
        """An offer or a need; whether it is new."""
        facts = {"title_de": "", "title_en": "", "valid_until": timezone.localdate() + USUAL_VALIDITY, **draft.facts}
        key = facts.get("key", "")
        if key and not self._is_new(("key", _who(actor), key)):
            return False
        titles = ("listing", _who(actor), str(facts["side"]), facts["title_de"], facts["title_en"])
        if not self._is_new(titles) and not key:
            return False
        listing = Listing(actor=actor, **facts)
        self._listings.append(listing)
        self._topics.append((listing, [topic.pk for topic in draft.topics]))
        return True

    def add_affiliation(self, person: Actor, organisation: Actor, facts: dict[str, Any]) -> bool:
        """A person's place in an organisation; whether it is new."""
        is_new = self._is_new(("affiliation", _who(person), _who(organisation), facts.get("starts_on")))
        if is_new:
            self._affiliations.append(Affiliation(person=person, organisation=organisation, **facts))
        return is_new

    def add_tie(self, left: Actor, right: Actor, facts: dict[str, Any]) -> bool:
        """A tie; whether it is new."""
        is_new = self._is_new(("tie", _who(left), _who(right), facts["kind"], facts.get("starts_on")))
        if is_new:
            self._ties.append(Tie(left=left, right=right, **facts))
        return is_new

    def is_withdrawn(self, actor: Actor, given_on: date) -> bool:
        """Whether somebody took her consent back after that day: an old list must not bring it again."""
        withdrawn = self._withdrawn.get(actor.pk or 0)
        return withdrawn is not None and withdrawn.date() >= given_on

    def add_consent(self, actor: Actor, facts: dict[str, Any]) -> bool:
        """A consent; whether it is new."""
        identity = ("consent", _who(actor), facts["wording"].pk, facts["given_on"], facts.get("withdrawn_at"))
        is_new = self._is_new(identity)
        if is_new:
            self._consents.append(Consent(actor=actor, **facts))
        return is_new

    def save(self) -> None:
        """Write them, in the caller's transaction; the actors are written. Five statements per some hundred rows."""
        Listing.objects.bulk_create(self._listings, batch_size=400)
        through = Listing.topics.through
        through._base_manager.bulk_create(
            [
                through(listing_id=listing.pk, code_id=pk)
                for listing, keys in self._topics
                for pk in dict.fromkeys(keys)
            ],
            batch_size=400,
        )
        Affiliation.objects.bulk_create(self._affiliations, batch_size=400)
        Tie.objects.bulk_create(self._ties, batch_size=400)
        Consent.objects.bulk_create(self._consents, batch_size=400)
        self.changed |= {listing.actor_id for listing in self._listings}


def _who(actor: Actor) -> int:
    """An actor's key, or a number of its own while it has none."""
    return actor.pk or -id(actor)
