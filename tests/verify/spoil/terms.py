"""Faults in what the plan was made for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from redistrict.domain.units import Contact, Edge
from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed
from tests.verify.corruption import corruption
from tests.verify.forge import edit


def _statement(claimed: Claimed, **changes: Any) -> Claimed:
    first = claimed.problems[0]
    changed = replace(first, statements={**first.statements, **changes})
    return replace(claimed, problems=(changed, *claimed.problems[1:]))


@corruption("PLAN_TERMS_DIFFER", "terms")
def band_widened(claimed: Claimed, _: Witnessed) -> Claimed:
    rules: Mapping[str, Any] = claimed.problems[0].statements["rules"]
    return _statement(claimed, rules={**rules, "max": rules["max"] + 500})


@corruption("PLAN_TERMS_DIFFER", "stated")
def definition_changed(claimed: Claimed, _: Witnessed) -> Claimed:
    stated: Mapping[str, Any] = claimed.statement or {}
    return replace(claimed, statement={**stated, "households_definition": "dwellings"})


@corruption("PLAN_TERMS_DIFFER", "stated")
def band_printed_wider(claimed: Claimed, _: Witnessed) -> Claimed:
    rules: Mapping[str, Any] = claimed.rules or {}
    return replace(claimed, rules={**rules, "max": 3500})


@corruption("SHEET_CELL_DIFFERS", "communities")
def called_filed(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[1], lambda items: items[0].update(filed="0"))
    return replace(claimed, communities=(claimed.communities[0], table))


@corruption("SHEET_CELL_DIFFERS", "communities")
def verdict_flattered(claimed: Claimed, _: Witnessed) -> Claimed:
    """In table and record alike."""
    both = tuple(
        edit(table, lambda items: items[0].update(verdict="split")) for table in claimed.communities
    )
    return replace(claimed, communities=both)


@corruption("SHEET_CELL_DIFFERS", "communities")
def verdict_for_another_reason(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[1], lambda items: items[0].update(reason="FITS"))
    return replace(claimed, communities=(claimed.communities[0], table))


@corruption("PLAN_TERMS_DIFFER", "terms")
def lock_forgotten(claimed: Claimed, _: Witnessed) -> Claimed:
    return _statement(claimed, locks=claimed.problems[0].statements["locks"][1:])


@corruption("PLAN_TERMS_DIFFER", "terms")
def anchor_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    items = [dict(item) for item in claimed.problems[0].statements["communities"]]
    items[0]["anchor"] = "a1"
    return _statement(claimed, communities=items)


@corruption("PLAN_TERMS_DIFFER", "terms")
def target_moved(claimed: Claimed, _: Witnessed) -> Claimed:
    return _statement(
        claimed, workload_target=claimed.problems[0].statements["workload_target"] + 1
    )


def _edges(claimed: Claimed, edges: tuple[Edge, ...]) -> Claimed:
    changed = replace(claimed.problems[0], edges=edges)
    return replace(claimed, problems=(changed, *claimed.problems[1:]))


@corruption("PLAN_EDGE_INVENTED", "edges")
def edge_added(claimed: Claimed, _: Witnessed) -> Claimed:
    return _edges(claimed, (*claimed.problems[0].edges, Edge("a1", "d5")))


@corruption("PLAN_EDGE_MISSING")
def edge_removed(claimed: Claimed, _: Witnessed) -> Claimed:
    return _edges(claimed, claimed.problems[0].edges[1:])


@corruption("PLAN_EDGE_INVENTED", "edges")
def barrier_forgotten(claimed: Claimed, _: Witnessed) -> Claimed:
    edges = tuple(
        replace(edge, contact=Contact.BORDER) if edge.contact is Contact.BARRIER else edge
        for edge in claimed.problems[0].edges
    )
    return _edges(claimed, edges)


@corruption("PLAN_EDGE_UNSOUND", "edges")
def barrier_without_reason(claimed: Claimed, _: Witnessed) -> Claimed:
    edges = tuple(replace(edge, reason="") for edge in claimed.problems[0].edges)
    return _edges(claimed, edges)


@corruption("PLAN_EDGE_UNSOUND", "edges")
def border_called_bridge(claimed: Claimed, _: Witnessed) -> Claimed:
    first = replace(claimed.problems[0].edges[0], contact=Contact.BRIDGE, reason="a bridge")
    return _edges(claimed, (first, *claimed.problems[0].edges[1:]))


@corruption("PLAN_EDGE_UNSOUND", "edges")
def edge_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    return _edges(claimed, (*claimed.problems[0].edges, claimed.problems[0].edges[0]))


@corruption("PLAN_EDGE_LINES", sole="edges")
def a_road_that_is_not_there(claimed: Claimed, _: Witnessed) -> Claimed:
    first, *others = claimed.problems[0].edges
    return _edges(claimed, (replace(first, lines=("Road",)), *others))


@corruption("PLAN_EDGE_LINES", sole="edges")
def a_barrier_with_a_line(claimed: Claimed, _: Witnessed) -> Claimed:
    edges = tuple(
        replace(edge, lines=("River",)) if edge.contact is Contact.BARRIER else edge
        for edge in claimed.problems[0].edges
    )
    return _edges(claimed, edges)
