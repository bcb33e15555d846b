"""What the plan was made for: rules, locks and edges as stated, beside what was witnessed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.domain.problem import Problem
from redistrict.domain.units import Contact, Edge

if TYPE_CHECKING:
    from redistrict.witness.claimed import ProblemClaim
    from redistrict.witness.facts import Witnessed


def same(first: Any, second: Any) -> bool:
    """Return whether two plain values are equal and of one type throughout: 5 is not 5.0."""
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(same(first[key], second[key]) for key in first)
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(same, first, second))
    return type(first) is type(second) and first == second


def stated(problem: Problem) -> dict[str, Any]:
    """Return rules, weights, target, communities and locks as plain values."""
    return {
        "rules": asdict(problem.rules),
        "change": asdict(problem.change),
        "workload_target": problem.workload_target,
        "communities": [
            {"id": item.id, "anchor": item.anchor, "overloaded": item.overloaded}
            for item in problem.communities
        ],
        "locks": [
            {
                "kind": lock.kind.value,
                "units": list(lock.units),
                "community": lock.community,
                "reason": lock.reason,
            }
            for lock in problem.locks
        ],
    }


def statements(problem: Problem, claim: "ProblemClaim") -> Iterator[Finding]:
    """Yield what was solved for and is not what the scenario and its files say."""
    expected = stated(problem)
    for key in sorted(expected.keys() | claim.statements.keys()):
        if not same(expected.get(key), claim.statements.get(key)):
            place = Place("problem.json", column=key, subdistrict=problem.subdistrict)
            yield Finding("PLAN_TERMS_DIFFER", place, {"key": key})


def _linked(edges: tuple[Edge, ...]) -> dict[tuple[str, str], Edge]:
    return {(edge.a, edge.b): edge for edge in edges if edge.contact is not Contact.BARRIER}


def edges(problem: Problem, claim: "ProblemClaim", witnessed: "Witnessed") -> Iterator[Finding]:
    """Yield pairs that are adjacent on one side only; pairs where rounding decides are free."""
    if witnessed.grounded:
        yield from _kinds(problem, claim, witnessed)
        if witnessed.lined:
            yield from _lines(problem, claim, witnessed)
    mine, theirs = _linked(problem.edges), _linked(claim.edges)
    for a, b in sorted(mine.keys() ^ theirs.keys()):
        if (a, b) not in witnessed.doubtful and witnessed.grounded:
            code = "PLAN_EDGE_MISSING" if (a, b) in mine else "PLAN_EDGE_INVENTED"
            place = Place("problem.json", subdistrict=problem.subdistrict, unit=a)
            yield Finding(code, place, {"a": a, "b": b})
    for edge in claim.edges:
        place = Place("problem.json", subdistrict=problem.subdistrict, unit=edge.a)
        given = edge.contact in (Contact.BARRIER, Contact.BRIDGE)
        sound = 0 <= edge.named <= edge.shared and (edge.reason or not given) and edge.a < edge.b
        if not sound or not {edge.a, edge.b} <= problem.unit.keys():
            yield Finding("PLAN_EDGE_UNSOUND", place, {"a": edge.a, "b": edge.b})
    pairs = Counter((edge.a, edge.b) for edge in claim.edges)
    for a, b in sorted(pair for pair, times in pairs.items() if times > 1):
        place = Place("problem.json", subdistrict=problem.subdistrict, unit=a)
        yield Finding("PLAN_EDGE_UNSOUND", place, {"a": a, "b": b})


def _lines(problem: Problem, claim: "ProblemClaim", witnessed: "Witnessed") -> Iterator[Finding]:
    """Yield pairs that other lines part than is said; a barrier parts by itself."""
    mine, theirs = _linked(problem.edges), _linked(claim.edges)
    for a, b in sorted(mine.keys() & theirs.keys()):
        claimed = theirs[a, b].lines
        differ = set(mine[a, b].lines) ^ set(claimed)
        if differ - witnessed.unsure.get((a, b), set()) or list(claimed) != sorted(set(claimed)):
            place = Place("problem.json", subdistrict=problem.subdistrict, unit=a)
            facts: dict[str, Fact] = {
                "a": a, "b": b, "claimed": claimed, "lines": mine[a, b].lines
            }  # fmt: skip
            yield Finding("PLAN_EDGE_LINES", place, facts)
    for edge in claim.edges:
        if edge.contact is Contact.BARRIER and edge.lines:
            place = Place("problem.json", subdistrict=problem.subdistrict, unit=edge.a)
            facts = {"a": edge.a, "b": edge.b, "claimed": edge.lines, "lines": ()}
            yield Finding("PLAN_EDGE_LINES", place, facts)


def _kinds(problem: Problem, claim: "ProblemClaim", witnessed: "Witnessed") -> Iterator[Finding]:
    """Yield pairs that meet in another way than is said, a barrier or bridge among them."""
    mine = {(edge.a, edge.b): edge.contact for edge in problem.edges}
    theirs = {(edge.a, edge.b): edge.contact for edge in claim.edges}
    for a, b in sorted(mine.keys() & theirs.keys()):
        if mine[a, b] is not theirs[a, b] and (a, b) not in witnessed.doubtful:
            place = Place("problem.json", subdistrict=problem.subdistrict, unit=a)
            yield Finding("PLAN_EDGE_UNSOUND", place, {"a": a, "b": b})


def settle(problem: Problem, claim: "ProblemClaim", witnessed: "Witnessed") -> Problem:
    """Return the witnessed problem with what only the folder knows: lengths, names of barriers.

    Where rounding decides whether two units meet, the folder's word is taken; where the witness
    could not place the shapes at all (``grounded`` is false, and said so), all edges are.
    """
    theirs = {(edge.a, edge.b): edge for edge in claim.edges}
    if not witnessed.grounded:
        return replace(problem, edges=claim.edges)
    found = []
    for edge in problem.edges:
        pair = (edge.a, edge.b)
        other, doubt = theirs.get(pair), pair in witnessed.doubtful
        if other is None:
            found.append(replace(edge, contact=Contact.BARRIER) if doubt else edge)
        else:
            contact = other.contact if doubt else edge.contact
            unsure = witnessed.unsure.get(pair, frozenset())
            lines = tuple(sorted({*edge.lines, *(unsure & set(other.lines))}))
            lines = lines if witnessed.lined else other.lines
            found.append(replace(other, contact=contact, lines=lines))
    return replace(problem, edges=tuple(found))
