"""Whether a community could be split at all: a search over random spanning trees."""

from __future__ import annotations

import numpy as np

from redistrict.synth.blueprint import BAND
from redistrict.synth.nearness import Graph

TREES = 260


def largest_kept(
    members: list[int],
    households: dict[int, int],
    groups: dict[int, str],
    graph: Graph,
    parts: int,
    dice: np.random.Generator,
) -> tuple[int, set[int]] | None:
    """Return (households, units) of the largest part of a found split into `parts` in the band."""
    nodes, edges = _contract(members, groups, graph)
    load = [sum(households[u] for u in node) for node in nodes]
    best: tuple[int, set[int]] | None = None
    for _ in range(TREES):
        tree = _tree(len(nodes), edges, dice)
        if tree is None:
            return None
        for sets in _cuts(tree, parts):
            totals = [sum(load[n] for n in part) for part in sets]
            if min(totals) < BAND[0] or max(totals) > BAND[1]:
                continue
            if best is None or max(totals) > best[0]:
                kept = sets[int(np.argmax(totals))]
                best = max(totals), {unit for n in kept for unit in nodes[n]}
    return best


def _contract(
    members: list[int], groups: dict[int, str], graph: Graph
) -> tuple[list[list[int]], list[tuple[int, int]]]:
    nodes: dict[str, list[int]] = {}
    for unit in members:
        nodes.setdefault(groups.get(unit) or str(unit), []).append(unit)
    lists = list(nodes.values())
    home = {unit: index for index, node in enumerate(lists) for unit in node}
    edges = {
        (min(home[a], home[b]), max(home[a], home[b]))
        for a in members
        for b in graph[a]
        if b in home and home[a] != home[b]
    }
    return lists, sorted(edges)


def _tree(
    count: int, edges: list[tuple[int, int]], dice: np.random.Generator
) -> list[tuple[int, int]] | None:
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    tree = []
    for index in dice.permutation(len(edges)):
        a, b = edges[index]
        if root(a) != root(b):
            parent[root(a)] = root(b)
            tree.append((a, b))
    return tree if len(tree) == count - 1 else None


def _cuts(tree: list[tuple[int, int]], parts: int) -> list[list[set[int]]]:
    """Return the partitions that come from cutting one (or two) edges of the tree."""
    whole = {node for edge in tree for node in edge}
    if parts == 2:
        sides = [_side(tree, cut, whole) for cut in range(len(tree))]
        return [[side, whole - side] for side in sides]
    made = []
    sides = [_side(tree, cut, whole) for cut in range(len(tree))]
    for first in range(len(tree)):
        for second in range(first):
            a, b = sides[first], sides[second]
            if a & b and not (a <= b or b <= a):
                a = whole - a
            if a <= b:
                made.append([a, b - a, whole - b])
            elif b <= a:
                made.append([b, a - b, whole - a])
            elif not a & b:
                made.append([a, b, whole - a - b])
    return [sets for sets in made if all(sets)]


def _side(tree: list[tuple[int, int]], cut: int, whole: set[int]) -> set[int]:
    near: dict[int, list[int]] = {node: [] for node in whole}
    for index, (a, b) in enumerate(tree):
        if index != cut:
            near[a].append(b)
            near[b].append(a)
    seen = {tree[cut][0]}
    queue = list(seen)
    while queue:
        for other in near[queue.pop()]:
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen
