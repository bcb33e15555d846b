"""Ways to spoil what the plan was made for: rules, weights, edges."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from redistrict.domain.units import Contact, Edge
from redistrict.witness.claimed import Claimed
from tests.verify.anywhere.draw import Draw, kind


def _terms(draw: Draw, key: str, change: Callable[[Any], Any]) -> Claimed:
    problems = list(draw.claimed.problems)
    at = draw.dice.randrange(len(problems))
    statements = {**problems[at].statements, key: change(problems[at].statements[key])}
    problems[at] = replace(problems[at], statements=statements)
    return replace(draw.claimed, problems=tuple(problems))


@kind("PLAN_TERMS_DIFFER")
def band_tightened(draw: Draw) -> Claimed:
    return _terms(draw, "rules", lambda rules: rules | {"max": rules["max"] - 1})


@kind("PLAN_TERMS_DIFFER")
def weights_changed(draw: Draw) -> Claimed:
    return _terms(draw, "change", lambda weights: weights | {"moved": weights["moved"] + 1})


@kind("PLAN_TERMS_DIFFER")
def target_changed(draw: Draw) -> Claimed:
    return _terms(draw, "workload_target", lambda value: value + 1)


@kind("PLAN_TERMS_DIFFER")
def definition_changed(draw: Draw) -> Claimed:
    said = {**(draw.claimed.statement or {}), "households_definition": "flats"}
    return replace(draw.claimed, statement=said)


@kind("PLAN_TERMS_DIFFER")
def band_printed_wider(draw: Draw) -> Claimed:
    rules = {**(draw.claimed.rules or {})}
    return replace(draw.claimed, rules=rules | {"max": rules["max"] + 1})


def _edges(draw: Draw, change: Callable[[list[Edge]], Any]) -> Claimed:
    problems = list(draw.claimed.problems)
    at = max(range(len(problems)), key=lambda place: len(problems[place].edges))
    edges = list(problems[at].edges)
    change(edges)
    problems[at] = replace(problems[at], edges=tuple(edges))
    return replace(draw.claimed, problems=tuple(problems))


@kind("PLAN_EDGE_MISSING")
def edge_removed(draw: Draw) -> Claimed:
    def change(edges: list[Edge]) -> None:
        sure = [edge for edge in edges if (edge.a, edge.b) not in draw.witnessed.doubtful
                and edge.contact is not Contact.BARRIER]  # fmt: skip
        edges.remove(draw.dice.choice(sure))

    return _edges(draw, change)


@kind("PLAN_EDGE_INVENTED")
def edge_added(draw: Draw) -> Claimed:
    problem = draw.problem()
    ids = sorted(unit.id for unit in problem.units)
    apart = [(a, b) for a in draw.dice.sample(ids, 5) for b in ids
             if a < b and b not in problem.adjacent[a]]  # fmt: skip
    pairs = [pair for pair in apart if pair not in draw.witnessed.doubtful]
    a, b = draw.dice.choice(pairs)
    return _edges(draw, lambda edges: edges.append(Edge(a, b, Contact.BORDER, 100, 0)))


@kind("PLAN_EDGE_UNSOUND")
def edge_twice(draw: Draw) -> Claimed:
    return _edges(draw, lambda edges: edges.append(draw.dice.choice(edges)))


@kind("PLAN_EDGE_UNSOUND")
def edge_named_longer_than_it_is(draw: Draw) -> Claimed:
    def change(edges: list[Edge]) -> None:
        at = draw.dice.randrange(len(edges))
        edges[at] = replace(edges[at], named=edges[at].shared + 1)

    return _edges(draw, change)
