"""Published regionalisation libraries on the same districts (``benchmarks/requirements.txt``).

Neither knows today's communities: both draw new ones. ``moved`` is counted by the best matching of
their sets to today's names, as everywhere.
"""

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version

import geopandas
import networkx
import numpy as np
from gerrychain import Graph
from gerrychain.partition import recursive_tree_part
from libpysal.weights import W
from spopt.region import MaxPHeuristic

from redistrict.domain.goals import change_counts, out_of_band
from redistrict.domain.identity import name_sets
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES
from redistrict.domain.units import pieces
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits

Labels = dict[str, int]
USUAL = 2000
"""Households of a community in the middle of the band."""
MOST_S = 120
"""CPU seconds that a library may take on a district."""


def tree(problem: Problem) -> Labels:
    """Return communities cut off random spanning trees, all within half of the same size."""
    graph = networkx.Graph((edge.a, edge.b) for edge in problem.edges)
    networkx.set_node_attributes(
        graph, {unit.id: unit.households for unit in problem.units}, "households"
    )
    total = sum(unit.households for unit in problem.units)
    count = round(total / USUAL)
    return dict(
        recursive_tree_part(
            Graph.from_networkx(graph), range(count), total / count, "households", 0.5, rng=0
        )
    )


def max_p(problem: Problem) -> Labels:
    """Return the most communities of at least the minimum, near in place."""
    np.random.seed(0)  # noqa: NPY002 - spopt draws from it
    frame = geopandas.GeoDataFrame(
        {
            "easting": [unit.easting for unit in problem.units],
            "northing": [unit.northing for unit in problem.units],
            "households": [unit.households for unit in problem.units],
        },
        geometry=geopandas.points_from_xy(
            [unit.easting for unit in problem.units], [unit.northing for unit in problem.units]
        ),
    )
    rank = {unit.id: index for index, unit in enumerate(problem.units)}
    beside = {rank[item]: sorted(rank[other] for other in problem.adjacent[item]) for item in rank}
    model = MaxPHeuristic(
        frame, W(beside), ["easting", "northing"], "households", problem.rules.min, 2
    )
    model.solve()
    return {item: int(model.labels_[index]) for item, index in rank.items()}


def ours(problem: Problem) -> Plan:
    """Return the least-change plan."""
    plan = solve(problem, ALTERNATIVES["least-change"], Limits()).plan
    if plan is None:
        raise AssertionError(problem.subdistrict)
    return plan


def lines(districts: dict[str, Problem]) -> Iterator[str]:
    """Yield a table of every district under every peer."""
    yield (
        "\n## Published libraries on the same districts\n\n"
        f"spopt {version('spopt')} `MaxPHeuristic` (at least 1,000 households, seed 0), gerrychain "
        f"{version('gerrychain')} `recursive_tree_part` (half more or less than equal, seed 0), "
        f"each with {MOST_S} CPU seconds; neither knows today's communities. Border is that "
        "between communities against today's.\n\n"
        "| district | plan | communities | in band | in pieces | moved | of households | border "
        "| CPU s |\n" + "|---" * 9 + "|\n"
    )
    ways: dict[str, Callable[[Problem], Plan | None]] = {
        "today": lambda problem: Plan(problem.subdistrict, dict(problem.today)),
        "spopt": lambda problem: _named(problem, _ended(max_p, problem)),
        "gerrychain": lambda problem: _named(problem, _ended(tree, problem)),
        "redistrict": ours,
    }
    for name, problem in districts.items():
        for way, plan in ways.items():
            yield _line(problem, f"{name} | {way}", plan)


def _ended(way: Callable[[Problem], Labels], problem: Problem) -> Labels | None:
    """Return what a library finds in a process of its own, ``None`` where it takes too long."""
    receiver, sender = multiprocessing.Pipe(duplex=False)

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_S, MOST_S))
        sender.send(way(problem))

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    sender.close()
    try:
        found: Labels | None = receiver.recv()
    except EOFError:
        found = None
    process.join()
    return found


def _named(problem: Problem, labels: Labels | None) -> Plan | None:
    if labels is None:
        return None
    sets: dict[int, list[str]] = {}
    for unit, label in labels.items():
        sets.setdefault(label, []).append(unit)
    return name_sets(problem, sets.values())


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _line(problem: Problem, label: str, way: Callable[[Problem], Plan | None]) -> str:
    began = _cpu()
    plan = way(problem)
    spent = _cpu() - began
    if plan is None:
        return f"| {label} | not finished |" + " |" * 5 + f" {spent:.1f} |\n"
    moved = change_counts(problem, plan)["moved"]
    share = moved / sum(unit.households for unit in problem.units)
    fits = len(plan.sets) - len(out_of_band(problem, plan))
    torn = sum(len(pieces(units, problem.adjacent)) > 1 for units in plan.sets.values())
    border = _border(problem, plan.assignment) / _border(problem, problem.today)
    return (
        f"| {label} | {len(plan.sets)} | {fits} | {torn} | {moved:,} | {share:.1%} | "
        f"{border:.2f} | {spent:.1f} |\n"
    )


def _border(problem: Problem, community: dict[str, str]) -> int:
    return sum(edge.shared for edge in problem.edges if community[edge.a] != community[edge.b])
