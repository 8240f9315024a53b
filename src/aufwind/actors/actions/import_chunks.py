"""Rows of a list, a chunk at a time: each is judged against the register and what the file brought before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aufwind.actors.actions.import_entries import EntryBook, organisation_facts
from aufwind.actors.actions.import_facts import FactBook
from aufwind.actors.enums import Audience, RowOutcome
from aufwind.actors.index.terms import TermBook
from aufwind.actors.index.write import refresh_rows
from aufwind.actors.intake import verdicts
from aufwind.actors.intake.entry_rows import EntryRow, organisation_record
from aufwind.actors.intake.known import Known
from aufwind.actors.intake.references import References
from aufwind.actors.intake.rows import FactRow, RowIsRefused, RowReader
from aufwind.actors.intake.verdicts import Verdict
from aufwind.actors.models import Actor, ConsentWording, DuplicateCase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from aufwind.actors.intake.cells import Remark
    from aufwind.engine.resolution import Match, Record

    Numbered = tuple[int, dict[str, str]]


@dataclass(slots=True)
class Planned:
    """An entry's row, and who it is about: the key of `Known`, whether that is new, why, and who it is like."""

    row: EntryRow
    key: str
    is_new: bool
    match: Match | None = None
    like: tuple[Match, ...] = ()
    organisation: str = ""
    organisation_is_new: bool = False
    fault: Remark | None = None


class Intake:
    """One file on its way into the register.

    Knows everybody in memory (about half a kilobyte each); asks the register a fixed number of statements a chunk.
    """

    def __init__(self, mapping: Mapping[str, str], *, by: str) -> None:
        self._references = References.loaded()
        self._reader = RowReader(mapping, self._references, by=by)
        self._known = Known.of_register()
        self._pks: dict[str, int] = {}
        self._keys: dict[str, str] = {}
        self._slug_of: dict[str, str] = {}
        self._terms = TermBook()

    def pass_over(self, rows: Iterable[Numbered], actors: Mapping[int, int]) -> None:
        """Rows that were taken over before a stop: `actors` says which entry each became."""
        for number, row in rows:
            slug, pk = self._reader.slug(row), actors.get(number)
            if slug and pk:
                self._keys.setdefault(slug, str(pk))
                self._slug_of.setdefault(str(pk), slug)

    def take(self, rows: Sequence[Numbered], *, is_dry_run: bool) -> list[Verdict]:
        """Judge a chunk and, unless it is a trial, write it, in the caller's transaction; a verdict for each row."""
        found, planned, facts = {}, [], []
        in_register = self.by_slug({slug for _number, row in rows if (slug := self._reader.slug(row))})
        for number, row in rows:
            try:
                read = self._reader.read(number, row)
            except RowIsRefused as refusal:
                name = next(iter(row.values()), "")[:300]
                found[number] = Verdict(number, RowOutcome.REFUSED, name, remarks=refusal.remarks)
                continue
            if isinstance(read, EntryRow):
                planned.append(self._plan(read, in_register))
            elif read.record == "wording":  # at once: the next row may name it
                found[number] = self._wording(read, is_dry_run=is_dry_run)
            else:
                facts.append(read)
        chunk = _Chunk(self, is_dry_run=is_dry_run)
        for verdict in chunk.take(planned, facts):
            found[verdict.number] = verdict
        return [found[number] for number, _row in rows]

    def by_slug(self, slugs: Collection[str]) -> dict[str, tuple[int, str]]:
        """Entries of the register at these addresses: key and sort. One statement at most."""
        if not slugs:
            return {}
        rows = Actor.objects.living().filter(slug__in=slugs).values_list("slug", "pk", "sort")
        return {slug: (pk, sort) for slug, pk, sort in rows}

    def _plan(self, row: EntryRow, in_register: Mapping[str, tuple[int, str]]) -> Planned:
        planned = self._who(row, in_register)
        if planned.fault is None:
            if planned.is_new:
                self._known.add(row.record)
            if row.slug:
                self._keys.setdefault(row.slug, planned.key)
                self._slug_of.setdefault(planned.key, row.slug)
            if row.organisation:
                self._plan_organisation(planned)
        return planned

    def _who(self, row: EntryRow, in_register: Mapping[str, tuple[int, str]]) -> Planned:
        """Who a row is about: by its key, by being known in all it says, by likeness."""
        record = row.record
        if row.slug in self._keys:
            return Planned(row, self._keys[row.slug], is_new=False)
        if row.slug in in_register:
            pk, sort = in_register[row.slug]
            fault = verdicts.OTHER_SORT if sort != row.facts["sort"] else None
            return Planned(row, str(pk), is_new=False, fault=fault)
        exact = self._known.exactly(record)
        if exact is not None and not self._is_another(row, exact):
            return Planned(row, exact, is_new=False)
        same, like = self._known.find(record)
        if same is not None and not self._is_another(row, same.id):
            return Planned(row, same.id, is_new=False, match=same)
        like = tuple(match for match in like if not self._is_another(row, match.id))
        return Planned(row, record.id, is_new=True, like=like)

    def _is_another(self, row: EntryRow, key: str) -> bool:
        """Whether the file itself gives the two different keys, so that they are two."""
        return bool(row.slug) and self._slug_of.get(key, row.slug) != row.slug

    def _plan_organisation(self, planned: Planned) -> None:
        record = organisation_record(planned.row)
        key = self._same_organisation(record)
        planned.organisation_is_new = key is None
        if key is None:
            self._known.add(record)
        planned.organisation = key or record.id

    def _same_organisation(self, record: Record) -> str | None:
        exact = self._known.exactly(record)
        if exact:
            return exact
        same = self._known.find(record).same
        return same.id if same else None

    def pk_of(self, key: str) -> int | None:
        """The primary key of somebody known; None while not written."""
        return self._pks.get(key) or (int(key) if key.isdecimal() else None)

    def key_at(self, slug: str) -> str | None:
        """The key of whom the file calls so."""
        return self._keys.get(slug)

    def note_written(self, actors: Mapping[str, Actor]) -> None:
        """Remember the primary keys of those entered."""
        self._pks |= {key: actor.pk for key, actor in actors.items() if not key.isdecimal()}

    def _wording(self, row: FactRow, *, is_dry_run: bool) -> Verdict:
        """Words of a consent, entered unless they are known."""
        version = row.facts["version"]
        is_new = version not in self._references.wordings
        if is_new:
            wording = ConsentWording(**row.facts)
            if not is_dry_run:
                wording.save()
            self._references.wordings[version] = wording
        return Verdict(row.number, _outcome(is_new=is_new), version, remarks=row.remarks)

    def refresh(self, keys: Collection[int]) -> None:
        """Bring the search index up to date, in the caller's transaction."""
        if keys:
            refresh_rows(keys, self._terms)


class _Chunk:
    """A chunk being judged and written."""

    def __init__(self, intake: Intake, *, is_dry_run: bool) -> None:
        self._intake, self._is_dry_run = intake, is_dry_run
        self._book = EntryBook()
        self._facts = FactBook(())
        self._cases: list[tuple[str, Match]] = []

    def take(self, planned: list[Planned], facts: list[FactRow]) -> list[Verdict]:
        self._load(planned, facts)
        found = [self._entry(one) for one in planned]
        found += [self._fact(row) for row in facts]
        if not self._is_dry_run:
            self._save()
        return found

    def _load(self, planned: list[Planned], facts: list[FactRow]) -> None:
        keys = {one.key for one in planned if not one.is_new} | {match.id for one in planned for match in one.like}
        keys |= {one.organisation for one in planned if one.organisation and not one.organisation_is_new}
        slugs = {slug for row in facts for slug in (row.slug, row.other) if slug}
        named = {slug: key for slug in slugs if (key := self._intake.key_at(slug))}
        keys |= set(named.values())
        pks = {key: pk for key in keys if (pk := self._intake.pk_of(key))}
        others = {f"slug:{slug}": pk for slug, (pk, _sort) in self._intake.by_slug(slugs - set(named)).items()}
        self._book.load(pks | others)
        self._facts = FactBook({*pks.values(), *others.values()})

    def _entry(self, one: Planned) -> Verdict:
        row = one.row
        if one.fault:
            return Verdict(row.number, RowOutcome.REFUSED, row.facts["name"], remarks=[one.fault])
        remarks = list(row.remarks)
        is_gone = not one.is_new and not self._is_dry_run and one.key not in self._book.actors
        if one.is_new or is_gone:  # deleted since the import began
            actor: Actor | None = self._book.enter(one.key, row.facts, row.slug)
            outcome = RowOutcome.ACCEPTED
            for match in one.like:
                self._cases.append((one.key, match))
                remarks.append(verdicts.like(self._name(match.id), match))
        else:
            actor = self._book.actors.get(one.key)
            remarks.insert(0, verdicts.same_as(self._name(one.key), one.match))
            outcome = RowOutcome.MERGED
        if actor is not None:
            is_news = self._additions(one, actor, remarks)
            if not one.is_new and not is_news:
                outcome = RowOutcome.UNCHANGED
        return Verdict(row.number, outcome, row.facts["name"], actor, remarks)

    def _additions(self, one: Planned, actor: Actor, remarks: list[Remark]) -> bool:
        """What a row says besides who it is about; whether anything of it is new."""
        row = one.row
        news: list[object] = []
        if not one.is_new:
            gained, otherwise = self._book.fill(actor, row.facts)
            if gained:
                news.append("facts")
                remarks.append(verdicts.filled(gained))
            if otherwise:
                remarks.append(verdicts.kept(otherwise))
        news += [draft for draft in row.listings if self._facts.add_listing(actor, draft)]
        if row.consent and self._consent(one, actor, remarks):
            news.append("consent")
        if one.organisation and self._place_in(one, actor, remarks):
            news.append("organisation")
        return bool(news)

    def _consent(self, one: Planned, actor: Actor, remarks: list[Remark]) -> bool:
        draft = one.row.consent
        if draft is None:
            return False
        if self._facts.is_withdrawn(actor, draft.given_on):
            remarks.append(verdicts.CONSENT_WITHDRAWN)
            return False
        facts = {"wording": draft.wording, "given_on": draft.given_on, "recorded_by": draft.recorded_by}
        is_new = self._facts.add_consent(actor, facts)
        if is_new and not one.is_new and actor.is_person and actor.audience == Audience.AGENCY:
            actor.audience = one.row.facts["audience"]
            self._book.note(actor, ["audience"])
        return is_new

    def _place_in(self, one: Planned, person: Actor, remarks: list[Remark]) -> bool:
        organisation = self._book.actors.get(one.organisation)
        if organisation is None:
            if not one.organisation_is_new:
                return True  # a trial: the file's own organisation, not written yet
            organisation = self._book.enter(one.organisation, organisation_facts(one.row.organisation))
            remarks.append(verdicts.organisation_entered(one.row.organisation))
        if not person.is_person or organisation.is_person:
            return False
        return self._facts.add_affiliation(person, organisation, one.row.place_in)

    def _name(self, key: str) -> str:
        """What somebody is called; of the file's own rows, in a trial, which row it is."""
        actor = self._book.actors.get(key)
        if actor:
            return actor.name
        return key.removesuffix(":organisation").replace("row:", "Zeile/row ")

    def _fact(self, row: FactRow) -> Verdict:
        ends = [self._actor_at(slug) for slug in (row.slug, row.other) if slug]
        missing = [slug for slug in (row.slug, row.other) if slug and self._actor_at(slug) is None]
        if missing:
            return self._unseen(row, missing[0])
        actors = [end for end in ends if end is not None]
        fault = _fault(row, actors)
        if fault:
            return Verdict(row.number, RowOutcome.REFUSED, actors[0].name, remarks=[fault])
        return self._said(row, actors)

    def _actor_at(self, slug: str) -> Actor | None:
        key = self._intake.key_at(slug)
        return self._book.actors.get(key) if key else self._book.actors.get(f"slug:{slug}")

    def _unseen(self, row: FactRow, slug: str) -> Verdict:
        """An entry that is not here: the file's own in a trial, else nobody's."""
        if self._is_dry_run and self._intake.key_at(slug):
            return Verdict(row.number, RowOutcome.ACCEPTED, row.slug, remarks=row.remarks)
        return Verdict(row.number, RowOutcome.REFUSED, row.slug, remarks=[verdicts.unknown_key(slug)])

    def _said(self, row: FactRow, actors: list[Actor]) -> Verdict:
        remarks = list(row.remarks)
        if row.listing:
            is_new = self._facts.add_listing(actors[0], row.listing)
        elif row.record == "tie":
            is_new = self._facts.add_tie(actors[0], actors[1], row.facts)
        elif row.record == "affiliation":
            is_new = self._facts.add_affiliation(actors[0], actors[1], row.facts)
        elif not row.facts["withdrawn_at"] and self._facts.is_withdrawn(actors[0], row.facts["given_on"]):
            is_new = False
            remarks.append(verdicts.CONSENT_WITHDRAWN)
        else:
            is_new = self._facts.add_consent(actors[0], row.facts)
        return Verdict(row.number, _outcome(is_new=is_new), actors[0].name, actors[0], remarks)

    def _save(self) -> None:
        self._book.save()
        self._intake.note_written(self._book.actors)
        self._facts.save()
        pairs = {}
        for key, match in self._cases:
            one, other = self._book.actors[key].pk, self._intake.pk_of(match.id)
            if other:
                pairs[min(one, other), max(one, other)] = match
        DuplicateCase.objects.bulk_create(
            [
                DuplicateCase(left_id=left, right_id=right, probability=match.probability,
                              reasons=[list(reason) for reason in match.reasons])
                for (left, right), match in pairs.items()
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        changed = {actor.pk for actor, _slug in self._book.new} | set(self._book.filled) | self._facts.changed
        self._intake.refresh(changed)


def _outcome(*, is_new: bool) -> RowOutcome:
    return RowOutcome.ACCEPTED if is_new else RowOutcome.UNCHANGED


def _fault(row: FactRow, actors: list[Actor]) -> Remark | None:
    """Why a fact cannot be about these actors."""
    if row.record == "affiliation" and (not actors[0].is_person or actors[1].is_person):
        return verdicts.NO_PLACE_IN
    if row.record == "tie" and actors[0] is actors[1]:
        return verdicts.ITSELF
    return None
