"""Regions of a plan solved anew: never worse, always connected, and better where moves stop."""

from dataclasses import replace

import pytest

from redistrict.domain.rules import ALTERNATIVES, LEAST_CHANGE, Change, Tier
from redistrict.solve import fine, regions
from redistrict.solve.candidates import Candidates
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import Costs
from redistrict.solve.identify import labels_of, total
from redistrict.solve.instance import Instance, instance
from redistrict.solve.limits import Limits
from redistrict.solve.polish import polish
from tests.solve import by_definition
from tests.solve.test_generation import locked
from tests.toys import toy

LEAST = (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE)


def clock() -> Clock:
    return Clock("Toy", LEAST_CHANGE, Limits())


def values(model: Instance, sets: Sets) -> tuple[int, ...]:
    return total(model, Costs(model, LEAST), sets)


def sets_of(model: Instance, drawing: str) -> Sets:
    """Return a plan drawn over the places in their order."""
    found: dict[str, list[int]] = {}
    for node, letter in enumerate(drawing.replace("\n", "")):
        found.setdefault(letter, []).append(node)
    return tuple(sorted(tuple(nodes) for nodes in found.values()))


def row(drawing: str, counts: list[int], share: int | None = None) -> Instance:
    return instance(replace(toy(drawing, [counts], change=Change(touched=0)), share=share))


def test_what_single_moves_cannot_mend() -> None:
    """A is short and took 500 from B; 300 from C do, but each move alone makes it worse."""
    model = row("CCABB", [1000, 300, 800, 500, 1200])
    sets = sets_of(model, "CCAAB")
    costs = Costs(model, LEAST)
    assert polish(model, costs, sets, labels_of(model, sets), clock(), {}) == sets
    assert values(model, sets) == (0, 0, 500)
    assert regions.refine(model, sets, clock()) == sets_of(model, "CAABB")


def test_a_place_beyond_another_is_no_way_out() -> None:
    """The 250 of B would do, but they lie behind the 500."""
    model = row("CCABBB", [1000, 600, 800, 500, 250, 1000])
    other = regions.refine(model, sets_of(model, "CAABBB"), clock())
    assert other == sets_of(model, "CCAABB")


def test_an_exception_is_left_alone() -> None:
    """A region that holds one would let it grow."""
    model = row("CAB", [1000, 800, 1000])
    sets = sets_of(model, "CAB")
    assert values(model, sets) == (1, 200, 0)
    assert regions.refine(model, sets, clock()) == sets


@pytest.mark.parametrize(("share", "moved"), [(None, 210), (3, 210), (2, 600)])
def test_a_limit_of_communities_touched(share: int | None, moved: int) -> None:
    """From both sides 210 do, which touches three; from one side 600."""
    model = row("CCABBB", [1000, 110, 800, 100, 500, 1000], share)
    other = regions.refine(model, sets_of(model, "CCAAAB"), clock())
    assert values(model, other) == (0, 0, moved)


def test_a_community_elsewhere_counts_in_the_limit() -> None:
    """F stays as it is, so that all three others may change."""
    model = row("CCABBBF", [1000, 110, 800, 100, 500, 1000, 1000], 3)
    other = regions.refine(model, sets_of(model, "CCAAABF"), clock())
    assert values(model, other) == (0, 0, 210)


@pytest.mark.parametrize(("enough", "moved"), [(499, 300), (500, 500)])
def test_no_search_once_the_plan_is_good_enough(enough: int, moved: int) -> None:
    model = row("CCABB", [1000, 300, 800, 500, 1200])
    other = regions.refine(model, sets_of(model, "CCAAB"), clock(), enough)
    assert values(model, other) == (0, 0, moved)


def test_a_better_plan_is_kept_at_once() -> None:
    """Whoever stops the search then has it."""
    model = row("CCABB", [1000, 300, 800, 500, 1200])
    watch, kept = clock(), []
    watch.offer = kept.append
    found = regions.refine(model, sets_of(model, "CCAAB"), watch)
    assert kept == [found]


@pytest.mark.parametrize("limit", ["ALL_STEPS", "PATIENCE"])
def test_the_work_is_limited(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = row("CCABB", [1000, 300, 800, 500, 1200])
    sets = sets_of(model, "CCAAB")
    monkeypatch.setattr(regions, limit, 0)
    assert regions.refine(model, sets, clock()) == sets


@pytest.mark.parametrize(
    ("steps", "success", "done"),
    [(24_999, 0, False), (25_000, 0, True), (50_000, 25_001, False), (60_000, 59_999, True)],
)
def test_patience_begins_anew_with_every_better_plan(steps: int, success: int, done: bool) -> None:
    model = row("AB", [1000, 1000])
    assert regions.Work(model, Costs(model, LEAST), clock(), steps, success).done is done


@pytest.mark.parametrize("batch", range(4))
def test_lawful_connected_and_never_worse(batch: int) -> None:
    """From any first plan of random districts with locks; never below the best of all plans."""
    for seed in range(batch * 15, (batch + 1) * 15):
        problem = locked(seed)
        model, costs = instance(problem), Costs(instance(problem), LEAST)
        best = by_definition.best(problem, replace(ALTERNATIVES[LEAST_CHANGE], order=LEAST))
        for hops in fine.HOPS:
            sets = fine._assign(model, hops, fine.seeds(model), clock(), soft=False)
            if sets is None or best is None:
                continue
            other = regions.refine(model, sets, clock())
            assert values(model, other) <= values(model, sets), seed
            assert best <= values(model, other), seed
            assert all(len(model.pieces(nodes)) == 1 for nodes in other), seed
            assert sorted(node for nodes in other for node in nodes) == list(range(model.size))
            judge = Candidates(model, costs, exact=False, ceiling=0)
            for nodes, label in zip(other, labels_of(model, other), strict=True):
                assert judge.lawful(frozenset(nodes)), seed
                assert label in judge.labels(frozenset(nodes)), seed
