"""The best split of one community by a program, against the listing of every split."""

import random
import time
from dataclasses import replace

import pytest

from redistrict.domain.goals import tier_value
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, DEFAULT_ORDER, EVEN_ORDER, Lock, LockKind, Tier
from redistrict.solve import halves, split, splitmerge
from redistrict.solve.aims import Aims
from redistrict.solve.candidates import Candidates, stages
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import Costs
from redistrict.solve.engine import solve
from redistrict.solve.identify import labels_of
from redistrict.solve.instance import Instance, instance
from redistrict.solve.limits import Limits
from redistrict.solve.parts import Parts
from tests.solve import by_definition
from tests.solve.test_random import district
from tests.toys import BAND, toy

FORTY = "\n".join("A" * 8 for _ in range(5))
CUTS = (Tier.EXCEPTIONS, Tier.EXCESS, Tier.TOUCHED, Tier.CUT_EDGES)


def community(seed: int) -> Problem:
    """Return one community drawn at random, some cells without households or community."""
    draw = random.Random(seed)
    rows, columns = draw.choice(((2, 3), (3, 2), (1, 6), (1, 7)))
    cells = [(row, column) for row in range(rows) for column in range(columns)]
    loose = {draw.choice(cells)} if draw.random() < 0.3 else set()
    drawing = "\n".join(
        "".join("." if (row, column) in loose else "A" for column in range(columns))
        for row in range(rows)
    )
    sizes = (0, 0, 300, 600, 900, 1100)
    counts = [[draw.choice(sizes) for _ in range(columns)] for _ in range(rows)]
    names = {cell: f"{chr(97 + cell[0])}{cell[1] + 1}" for cell in cells}
    office = names[draw.choice([cell for cell in cells if cell not in loose])]
    pair = draw.sample(sorted(names.values()), 2)
    groups = dict.fromkeys(pair, "g") if draw.random() < 0.3 else {}
    anchors = {"A": office} if draw.random() < 0.6 else {}
    return toy(drawing, counts, anchors=anchors, groups=groups)


def every_split(candidates: Candidates) -> list[tuple[Sets, tuple[int, ...]]]:
    """Return every split that is allowed, named part first, with its costs as they are due.

    Today's community as it is, beside what has none, is no split.
    """
    model = candidates.instance
    found = []
    for parts in by_definition.partitions([str(node) for node in range(model.size)]):
        sets = tuple(sorted(tuple(sorted(map(int, part))) for part in parts))
        if len(sets) < 2 or any(len(model.pieces(nodes)) > 1 for nodes in sets):
            continue
        due = labels_of(model, sets)
        columns = [
            [item for item in candidates.columns([nodes])
             if item.labels == (() if label < 0 else (label,))]
            for nodes, label in zip(sets, due, strict=True)
        ]  # fmt: skip
        same = model.whole[0] and model.core[0] in sets
        if all(columns) and 0 in due and not same:
            rows = [items[0].costs for items in columns]
            ordered = sorted(zip(due, sets, strict=True), key=lambda item: (item[0] < 0, item[1]))
            costs = tuple(sum(row) for row in zip(*rows, strict=True))
            found.append((tuple(nodes for _, nodes in ordered), costs))
    return found


def kept(parts: Parts, point: list[float]) -> bool:
    """Return whether a point is in all rows."""
    return all(
        low <= sum(factor * point[at] for at, factor in terms.items()) <= high
        for terms, low, high in parts.program.rows
    )


def at_work(problem: Problem, order: tuple[Tier, ...], stage: int) -> tuple[Instance, Candidates]:
    """Return the instance and the first or second choice of sets."""
    model = instance(problem)
    return model, list(stages(model, Costs(model, order)))[stage]


@pytest.mark.parametrize("order", [DEFAULT_ORDER, EVEN_ORDER, CUTS])
@pytest.mark.parametrize("stage", [0, 1])
def test_as_good_as_any(
    order: tuple[Tier, ...], stage: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The split is the lexicographic least of all, whatever the order, or there is none."""
    for seed in range(8):
        model, candidates = at_work(community(seed), order, stage)
        nodes = tuple(range(model.size))
        known = every_split(candidates)
        monkeypatch.setattr(halves, "STEPS", 1 if seed % 2 else 100_000)
        for number in (None, 2, 3):
            found = split.best(candidates, nodes, 0, Clock("Toy", "", Limits()), number)
            mine = [costs for sets, costs in known if number in (None, len(sets))]
            if found.column is not None:
                assert found.column.costs in mine, (seed, number)
            if found.proven:
                costs = None if found.column is None else found.column.costs
                assert costs == min(mine, default=None), (seed, number)
            assert found.proven or order == CUTS or not candidates.exact, (seed, number)


@pytest.mark.parametrize("order", [DEFAULT_ORDER, CUTS])
@pytest.mark.parametrize("stage", [0, 1])
def test_every_split_is_a_point_of_its_cost(order: tuple[Tier, ...], stage: int) -> None:
    """No row forbids a split there is, and every tier counts what the definitions count."""
    met = 0
    for seed in range(12):
        model, candidates = at_work(community(seed), order, stage)
        for sets, costs in every_split(candidates)[::5]:
            parts = Parts(candidates, tuple(range(model.size)), 0, len(sets))
            aims = [Aims(parts).one(tier, None) for tier in order]
            assert parts.connected([sets])
            point = parts.point(sets)
            assert kept(parts, point), (seed, sets)
            for at, value in enumerate(point):
                assert parts.program.lower[at] <= value <= parts.program.upper[at]
            for tier, aim, cost in zip(order, aims, costs, strict=True):
                counted = aim.base + sum(factor * point[at] for at, factor in aim.terms.items())
                assert counted == cost, (seed, sets, tier)
            met += 1
    assert met >= 10


def test_separators_spare_every_split() -> None:
    """Rows that part what is not connected forbid that, and leave every split in."""
    model, candidates = at_work(toy("AAAA\nAAAA", 500, anchors={"A": "a1"}), DEFAULT_ORDER, 0)
    parts = Parts(candidates, tuple(range(model.size)), 0, 2)
    torn = [
        ((0, 1, 6, 7), (2, 3, 4, 5)),
        ((0, 3, 4, 7), (1, 2, 5, 6)),
        ((0, 2, 5, 7), (1, 3, 4, 6)),
    ]
    for sets in torn:
        assert not parts.connected([sets])
        assert not kept(parts, parts.point(sets))
    fitting = [sets for sets, _ in every_split(candidates) if len(sets) == 2]
    assert fitting
    assert all(kept(parts, parts.point(sets)) for sets in fitting)


def test_what_the_program_cannot_count_is_not_claimed() -> None:
    """Later years, limits of area and moments of inertia are left to others."""
    order = (Tier.EXCEPTIONS, Tier.EXCESS)
    for change, tiers in (
        ({"forecast_rule": True}, DEFAULT_ORDER), ({"area_max": 1}, DEFAULT_ORDER),
        ({}, (*order, Tier.INERTIA)), ({}, (*order, Tier.GROWTH)),
    ):  # fmt: skip
        problem = toy("AAAA\nAAAA", 500, rules=replace(BAND, **change))
        model, candidates = at_work(problem, tiers, 0)
        nodes = tuple(range(model.size))
        found = split.best(candidates, nodes, 0, Clock("Toy", "", Limits()))
        assert found == split.Found(None, proven=False)


def test_whole_districts(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every split by a program, split-merge still finds the best plan and claims no more."""
    monkeypatch.setattr(splitmerge, "PIECES", 0)
    alternative = ALTERNATIVES["split-merge"]
    for seed in range(24):
        problem = district(seed)
        best = by_definition.best(problem, alternative)
        solved = solve(problem, alternative, Limits())
        values = tuple(tier.value for tier in solved.outcome.tiers)
        if solved.outcome.status == "proven":
            assert values == best, seed
        for tier, value, truth in zip(solved.outcome.tiers, values, best or (), strict=False):
            assert tier.bound is None or tier.bound <= truth, seed
            if value != truth:
                break


def test_a_community_of_forty_units_is_proven() -> None:
    """More sets than can be listed, equal households: values by hand."""
    problem = toy(FORTY, 100, anchors={"A": "a1"})
    solved = solve(problem, ALTERNATIVES["split-merge"], Limits(effort=4))
    assert solved.outcome.status == "proven"
    by_tier = {tier.tier: tier.value for tier in solved.outcome.tiers}
    # 4,000 households: 1,000 in 10 units go, one community is touched and one is new.
    assert by_tier[Tier.CHANGE] == 1000 + 100 + 200
    assert by_tier[Tier.UNITS] == 10
    sizes = sorted(len(units) for units in solved.plan.sets.values())
    assert sizes == [10, 30]


def test_out_of_work_what_is_proven_stays_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the work ends within a tier, the better ones keep their bound, and no other has one."""
    monkeypatch.setattr(split, "WORK", 2_000)
    problem = toy(FORTY, 100, anchors={"A": "a1"})
    solved = solve(problem, ALTERNATIVES["split-merge"], Limits())
    assert solved.outcome.status == "feasible"
    assert solved.outcome.stopped_by == "nodes"
    told = {tier.tier: (tier.value, tier.bound) for tier in solved.outcome.tiers}
    assert told[Tier.CHANGE] == (1300, 1300)
    assert told[Tier.UNITS] == (10, 10)
    assert told[Tier.PLACE][1] is None
    monkeypatch.setattr(split, "WORK", 0)
    none = solve(problem, ALTERNATIVES["split-merge"], Limits())
    assert none.outcome.status == "feasible"
    assert all(tier.bound is None for tier in none.outcome.tiers[2:])


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("pieces", [60_000, 0])
def test_a_fixed_number_of_communities(
    count: int, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The best split into as many parts as the fixed number leaves, not the best of any number."""
    monkeypatch.setattr(splitmerge, "PIECES", pieces)
    problem = toy("AAAAAA", 900, rules=replace(BAND, communities=count))
    alternative = ALTERNATIVES["split-merge"]
    found = [
        tuple(tier_value(problem, plan, tier) for tier in alternative.order)
        for plan in by_definition.plans(problem, alternative)
        if len(plan.sets) == count
    ]
    solved = solve(problem, alternative, Limits())
    assert tuple(tier.value for tier in solved.outcome.tiers) == min(found)
    assert solved.outcome.status == "proven" or pieces == 0


@pytest.mark.parametrize(
    ("drawing", "households"),
    [
        ("AABBA", [[300, 211, 800, 700, 236]]),
        ("AAABB|A|BAA|".replace("|", "\n"), [[900, 800, 700, 900, 900], [1200], [600, 300, 100]]),
        ("ABABA", [[400, 800, 400, 700, 400]]),
        ("AABBBBBBA", [[300, 211, 900, 900, 900, 900, 900, 900, 236]]),
    ],
)
def test_a_community_in_pieces_is_split_into_them(
    drawing: str, households: list[list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where parts are too many to list, a community that does not hold together has a split."""
    problem = toy(drawing, households)
    alternative = ALTERNATIVES["split-merge"]
    listed = solve(problem, alternative, Limits())
    monkeypatch.setattr(splitmerge, "PIECES", 0)
    found = solve(problem, alternative, Limits())
    assert found.outcome.status == listed.outcome.status == "proven"
    assert found.plan is not None
    assert [tier.value for tier in found.outcome.tiers] == [
        tier.value for tier in listed.outcome.tiers
    ]


def test_a_time_limit_leaves_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that uses up its time takes neither the quick split nor the plan made of it."""

    def endless(*given: object) -> split.Found:
        clock = next(item for item in given if isinstance(item, Clock))
        while not clock.over:
            time.sleep(0.01)
        return split.Found(None, proven=False)

    monkeypatch.setattr(splitmerge, "PIECES", 0)
    monkeypatch.setattr(split, "best", endless)
    problem = toy("AAAAAA", 900)
    solved = solve(problem, ALTERNATIVES["split-merge"], Limits(time_limit_s=4.0))
    assert solved.plan is not None
    assert solved.outcome.status == "feasible"
    assert not solved.outcome.exemptions
    assert len(solved.plan.sets) == 2


def test_merges_that_are_too_many_to_price_in_time_leave_a_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Under a time limit only pairs are priced to the end; what is left out claims no bound."""
    real, priced = Candidates.columns, []

    def slow(self, sets):
        for nodes in sets:
            priced.append(nodes)
            time.sleep(0.02)
            yield from real(self, [nodes])

    monkeypatch.setattr(Candidates, "columns", slow)
    problem = toy("ABCDEFGH\nIJKLMNOP", 500)
    began = time.monotonic()
    solved = solve(problem, ALTERNATIVES["split-merge"], Limits(time_limit_s=3.0))
    assert time.monotonic() - began < 6
    assert solved.plan is not None
    assert solved.outcome.status == "feasible"
    assert solved.outcome.stopped_by == "time"
    assert not solved.outcome.exemptions
    assert all(len(units) == 2 for units in solved.plan.sets.values())
    assert len(priced) > 8


def test_a_lock_outweighs_the_split_into_pieces() -> None:
    """A piece with a unit that a lock gives to the community is not set up as a new one."""
    lock = Lock(LockKind.FIXED, "so", ("a6",), "A")
    problem = toy(
        "AAAAAA", 700, anchors={"A": "a1"}, cut=[("a3", "a4")], locks=[lock],
        rules=replace(BAND, max=2200, changed_max=2200),
    )  # fmt: skip
    _, candidates = at_work(problem, DEFAULT_ORDER, 0)
    found = split.best(candidates, (0, 1, 2, 3, 4, 5), 0, Clock("Toy", "", Limits()))
    assert found.column is None
    assert every_split(candidates) == []
