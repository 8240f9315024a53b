"""Who belongs to which circle: as profiles say, else communities found from ties.

Communities: greedy modularity, level by level (Blondel, Guillaume, Lambiotte, Lefebvre 2008), with circles that are
given standing still: those without a circle join them or each other. Ids in order, so that the result is the same
whatever the order of the profiles.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aufwind.engine.matching.profile import Profile

Weights = dict[int, dict[int, float]]
"""Weight of the ties of each node to each other node; a node's tie to itself counts both ends."""

MOST_SWEEPS = 50
LEAST_GAIN = 1e-12
"""Less is rounding, and would let two nodes change places for ever."""


def circles_of(profiles: Sequence[Profile]) -> dict[str, str]:
    """Circle by id of each profile that has one: given, or found from ties and called after its first member.

    Whoever has neither a circle nor a tie to another profile has none, and crosses none.

    Cost: about 20 µs a tie.
    """
    ordered = sorted(profiles, key=lambda profile: profile.id)
    given = {profile.id: profile.circle for profile in ordered if profile.circle is not None}
    if len(given) == len(ordered):
        return given
    neighbours = _neighbours(ordered)
    tied = [profile.id for profile in ordered if profile.id in given or neighbours[profile.id]]
    named = sorted(set(given.values()))
    start = {circle: node for node, circle in enumerate(named)}
    nodes = {who: start[given[who]] if who in given else len(named) + i for i, who in enumerate(tied)}
    found = _communities(_merged(neighbours, nodes), frozenset(range(len(named))))
    first: dict[int, str] = dict(enumerate(named))
    for who in tied:
        first.setdefault(found[nodes[who]], who)
    return {who: first[found[nodes[who]]] for who in tied}


def _neighbours(profiles: Sequence[Profile]) -> dict[str, set[str]]:
    """Ids each profile is tied to; a tie that one of two names holds for both."""
    neighbours: dict[str, set[str]] = {profile.id: set() for profile in profiles}
    for profile in profiles:
        for other in profile.ties:
            if other in neighbours and other != profile.id:
                neighbours[profile.id].add(other)
                neighbours[other].add(profile.id)
    return neighbours


def _merged(neighbours: Mapping[str, set[str]], nodes: Mapping[str, int]) -> Weights:
    weights: Weights = {node: {} for node in sorted(set(nodes.values()))}
    for who, others in neighbours.items():
        for other in sorted(others):
            row = weights[nodes[who]]
            row[nodes[other]] = row.get(nodes[other], 0.0) + 1.0
    return weights


def _communities(weights: Weights, fixed: frozenset[int]) -> dict[int, int]:
    """Community by node; each is called after a node in it, after the fixed one where it holds one."""
    home = {node: node for node in weights}
    while True:
        moved = _moved(weights, fixed)
        name = _names(moved, fixed)
        merged = {node: name[moved[node]] for node in weights}
        if len(set(merged.values())) == len(weights):
            return home
        home = {node: merged[at] for node, at in home.items()}
        weights = _aggregated(weights, merged)


def _moved(weights: Weights, fixed: frozenset[int]) -> dict[int, int]:
    """Community by node after moving single nodes as long as modularity rises."""
    degree = {node: sum(row.values()) for node, row in weights.items()}
    total = sum(degree.values()) or 1.0
    community = {node: node for node in weights}
    held = defaultdict(float, degree)
    for _ in range(MOST_SWEEPS):
        changed = False
        for node, row in weights.items():
            if node in fixed:
                continue
            best = _best_home(node, row, community, held, degree[node] / total)
            if best != community[node]:
                held[community[node]] -= degree[node]
                held[best] += degree[node]
                community[node] = best
                changed = True
        if not changed:
            break
    return community


def _best_home(
    node: int, row: Mapping[int, float], community: Mapping[int, int], held: Mapping[int, float], share: float
) -> int:
    """The community a node gains most in; its own where nothing is better."""
    own = community[node]
    towards: dict[int, float] = {own: 0.0}
    for other, weight in row.items():
        if other != node:
            towards[community[other]] = towards.get(community[other], 0.0) + weight
    degree = sum(row.values())
    gain = {home: to - share * (held[home] - (degree if home == own else 0.0)) for home, to in towards.items()}
    best = max(sorted(gain), key=lambda home: gain[home])
    return best if gain[best] > gain[own] + LEAST_GAIN else own


def _names(community: Mapping[int, int], fixed: frozenset[int]) -> dict[int, int]:
    """The node each community is called after: its fixed one, else its first."""
    members: dict[int, list[int]] = defaultdict(list)
    for node, home in community.items():
        members[home].append(node)
    return {home: min(nodes, key=lambda node: (node not in fixed, node)) for home, nodes in members.items()}


def _aggregated(weights: Weights, merged: Mapping[int, int]) -> Weights:
    whole: Weights = {node: {} for node in sorted(set(merged.values()))}
    for node, row in weights.items():
        into = whole[merged[node]]
        for other, weight in row.items():
            into[merged[other]] = into.get(merged[other], 0.0) + weight
    return whole
