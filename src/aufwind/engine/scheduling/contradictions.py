"""Musts that no plan can keep together, found without a search and proven by counting."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aufwind.engine.errors import Finding, Text
from aufwind.engine.scheduling.delegates import places_of
from aufwind.engine.scheduling.grid import domain_of, everyone_meant, fixed_tables, limits_of, needed_kind
from aufwind.engine.scheduling.spot import Spot, found_at
from aufwind.engine.scheduling.why import contradiction, explained, times_in
from aufwind.engine.scheduling.words import listed, name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aufwind.engine.problem import Wish
    from aufwind.engine.scheduling.grid import Grid

Musts = list[tuple["Wish", int]]
"""Musts with the slots each can take, whoever an organisation sends."""


def contradictions_in(grid: Grid) -> list[Finding]:
    """Why some musts cannot all take place; empty proves nothing.

    Looked at: each must alone, each person's and each fixed table's musts together (by matching them to
    slots), tables per slot and kind, and chains of precedence.

    Cost: O(musts · slots) and for each person a bipartite matching of her musts.
    """
    musts: Musts = []
    findings: list[Finding] = []
    for wish in grid.problem.wishes:
        if wish.must:
            musts.append((wish, _domain(wish, grid)))
            if not musts[-1][1]:
                findings.append(_no_slot(wish, grid))
    if findings:
        return findings
    checks = (_people(musts, grid), _fixed(musts, grid), _tables(musts, grid), _chains(musts))
    return [finding for check in checks for finding in check]


def _domain(wish: Wish, grid: Grid) -> int:
    domain = 0
    groups = everyone_meant(wish.people, grid.people, grid.members)
    for people in groups:
        domain |= domain_of(limits_of(wish, people, grid), grid)
    return domain


def _no_slot(wish: Wish, grid: Grid) -> Finding:
    groups = everyone_meant(wish.people, grid.people, grid.members)
    if not groups:
        why = Text("Die Organisation hat niemanden dafür.", "The organisation has nobody for it.")
    else:
        ordered = sorted(groups[0], key=list(grid.people).index)
        why = explained(contradiction(limits_of(wish, ordered, grid), grid), grid)
    return found_at(
        Spot("wishes", wish.id),
        Text(f"Er muss stattfinden, kann aber nie: {why.de}", f"It has to take place but never can: {why.en}"),
        Text("Lockern Sie eines davon oder das «muss».", "Relax one of these or the “must”."),
    )


def _people(musts: Musts, grid: Grid) -> Iterator[Finding]:
    """Each person's musts need different slots, and not more than she takes."""
    by_person: dict[str, Musts] = defaultdict(list)
    for wish, domain in musts:
        for who in wish.people:
            if who in grid.people:
                by_person[who].append((wish, domain))
    for who, own in by_person.items():
        name, places = name_of(grid.people[who]), places_of(grid.people[who], grid)
        where = Spot("participants", who)
        if len(own) > places:
            yield found_at(
                where,
                Text(
                    f"{name} muss {len(own)} Termine haben, kann aber nur {places}.",
                    f"{name} must have {len(own)} meetings but can only have {places}.",
                ),
                Text("Lockern Sie ein «muss» oder geben Sie Zeit frei.", "Relax a “must” or free some time."),
            )
        elif crowded := _crowded(own):
            yield _too_few_slots(where, crowded, grid)


def _fixed(musts: Musts, grid: Grid) -> Iterator[Finding]:
    """The musts of one table need different slots."""
    by_table: dict[str, Musts] = defaultdict(list)
    for wish, domain in musts:
        attendees = [grid.people[who] for who in wish.people if who in grid.people]
        for table in fixed_tables(wish, attendees):
            by_table[table].append((wish, domain))
    for table, own in by_table.items():
        if crowded := _crowded(own):
            yield _too_few_slots(Spot("tables", table), crowded, grid)


def _too_few_slots(where: Spot, crowded: Musts, grid: Grid) -> Finding:
    names = listed(wish.id for wish, _ in crowded)
    slots = 0
    for _, domain in crowded:
        slots |= domain
    times = times_in(slots, grid)
    return found_at(
        where,
        Text(
            f"{len(crowded)} «muss» ({names.de}) können {times.de} liegen.",
            f"{len(crowded)} “must” ({names.en}) can be {times.en}.",
        ),
        Text("Lockern Sie ein «muss» oder geben Sie Zeit frei.", "Relax a “must” or free some time."),
    )


def _crowded(own: Musts) -> Musts:
    """Wishes that have fewer slots between them than they are (Hall); empty where all fit side by side.

    Method: augmenting paths (Kuhn 1955); a wish that finds none has reached such a set.
    """
    if all(domain.bit_count() >= len(own) for _, domain in own):
        return []
    holder: dict[int, int] = {}
    for i in range(len(own)):
        reached: set[int] = set()
        if not _place(i, own, holder, reached):
            crowd = {i, *(holder[slot] for slot in reached)}
            return [own[j] for j in sorted(crowd)]
    return []


def _place(i: int, own: Musts, holder: dict[int, int], reached: set[int]) -> bool:
    domain = own[i][1]
    while domain:
        slot = (domain & -domain).bit_length() - 1
        domain &= domain - 1
        if slot in reached:
            continue
        reached.add(slot)
        if slot not in holder or _place(holder[slot], own, holder, reached):
            holder[slot] = i
            return True
    return False


def _tables(musts: Musts, grid: Grid) -> Iterator[Finding]:
    """Per slot and in all, musts need no more tables than there are, of each kind and of any."""
    for kind in grid.kind_free:
        free = [grid.table_free[table.id] for table in grid.problem.tables if kind is None or table.kind == kind]
        own = [(wish, domain) for wish, domain in musts if kind is None or kind in _kinds(wish, grid)]
        noun = Text("Tische", "Tables") if kind is None else Text(f"Tische «{kind}»", f"Tables “{kind}”")
        if len(own) > (places := sum(mask.bit_count() for mask in free)):
            yield _too_many(noun, len(own), places, Text("insgesamt", "in all"))
            continue
        bound = Counter(domain for _, domain in own if domain.bit_count() == 1)
        for slot, count in bound.items():
            if count > (there := sum(mask & slot != 0 for mask in free)):
                yield _too_many(noun, count, there, times_in(slot, grid))


def _too_many(noun: Text, needed: int, there: int, when: Text) -> Finding:
    return Finding(
        noun,
        Text(
            f"{needed} «muss» {when.de}, Platz ist für {there}.",
            f"{needed} “must” {when.en}, room for {there}.",
        ),
        Text("Stellen Sie Tische dazu oder lockern Sie ein «muss».", "Add tables or relax a “must”."),
    )


def _kinds(wish: Wish, grid: Grid) -> set[str]:
    return needed_kind(wish, (grid.people[who] for who in wish.people if who in grid.people))


def _chains(musts: Musts) -> Iterator[Finding]:
    """Musts that come after one another need slots after one another. The order has no circle here."""
    slots = {wish.id: domain for wish, domain in musts}
    wishes = {wish.id: wish for wish, _ in musts}
    first: dict[str, int] = {}
    for name in _in_order(wishes):
        earliest = max((first[w] + 1 for w in wishes[name].after if w in first), default=0)
        left = slots[name] >> earliest << earliest
        if not left:
            firsts = listed(w for w in wishes[name].after if w in first)
            yield found_at(
                Spot("wishes", name),
                Text(
                    f"Er muss nach {firsts.de} kommen; dann ist keine Zeit mehr.",
                    f"It has to come after {firsts.en}; no time is left then.",
                ),
                Text("Lockern Sie ein «nach» oder ein «muss».", "Relax an “after” or a “must”."),
            )
            return
        first[name] = (left & -left).bit_length() - 1


def _in_order(wishes: dict[str, Wish]) -> Iterable[str]:
    """Every wish after those it has to come after. No recursion: a chain may be long."""
    done: dict[str, None] = {}
    for start in wishes:
        stack = [start]
        while stack:
            name = stack[-1]
            waits = [w for w in wishes[name].after if w in wishes and w not in done]
            if waits:
                stack.extend(waits)
            else:
                done.setdefault(stack.pop())
    return done
