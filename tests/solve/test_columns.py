"""Prices, and the search for communities that undercut them, against listing."""

import random

import numpy as np
import pytest

from benchmarks.cities import generated
from redistrict.domain.outcome import Status
from redistrict.domain.rules import ALTERNATIVES, Tier
from redistrict.solve.candidates import Candidates
from redistrict.solve.costs import NEW, Costs
from redistrict.solve.engine import solve
from redistrict.solve.instance import instance
from redistrict.solve.limits import Limits
from redistrict.solve.master import Column
from redistrict.solve.pricing import Pricer, Prices
from redistrict.solve.reach import between
from redistrict.solve.restricted import Restricted
from redistrict.solve.subsets import TooMany, connected_sets
from tests.solve.test_random import district

TIERS = (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE, Tier.PLACE, Tier.WORKLOAD)
FAR = 1 << 59


@pytest.mark.parametrize("seed", range(12))
def test_every_set_within_the_limit_is_listed_once(seed: int) -> None:
    """Also where the office is not known: a set is cheapest at its best place."""
    model, draw = instance(district(seed)), random.Random(seed)
    costs = Costs(model, TIERS)
    judge = Candidates(model, costs, exact=False, ceiling=sum(model.households))
    prices = Prices(
        (50, 1, 2, draw.choice((0, 1)), 1),
        tuple(draw.randrange(-500, 3000) for _ in range(model.size)),
        tuple(-draw.randrange(300) for _ in model.names),
    )
    pricer = Pricer(judge)
    for label in (*range(len(model.names)), NEW):
        found = pricer.find(label, prices, 10**9, best=False, slots=10**5, steps=10**6)
        wanted = {}
        for column in judge.columns(
            connected_sets(model.adjacent, model.households, judge.ceiling, 10**5)
        ):
            if column.labels == (() if label == NEW else (label,)):
                nodes = column.sets[0]
                value = sum(f * c for f, c in zip(prices.factors, column.costs, strict=True))
                value -= sum(prices.nodes[node] for node in nodes)
                value -= sum(prices.labels[name] for name in column.labels)
                if not costs.untouched(frozenset(nodes), label):
                    wanted[nodes] = value
        assert dict(found.sets) == wanted
        if wanted:
            # Not one slot more is taken than there are sets.
            pricer.find(label, prices, 10**9, best=False, slots=len(wanted), steps=10**6)
            with pytest.raises(TooMany):
                pricer.find(label, prices, 10**9, best=False, slots=len(wanted) - 1, steps=10**6)
            least = pricer.find(label, prices, 10**9, best=True, slots=9, steps=10**6).least
            assert least == min(wanted.values())


def test_ways_are_the_fewest_households_between() -> None:
    """By Floyd's method, on a path with a refused node and a ring."""
    start = np.array([0, 2, 4, 6, 8, 9])
    near = np.array([1, 3, 0, 2, 1, 3, 0, 2, 4])[: start[-1]]
    households, state = np.array([5, 7, 1, 2, 9]), np.array([0, 0, 0, 0, 2])
    ways = between(start, near, households, state, 100)
    edges = {(a, int(b)) for a in range(5) for b in near[start[a] : start[a + 1]]}
    fewest = [[0 if a == b else FAR for b in range(4)] for a in range(4)]
    for a, b in edges:
        if a < 4 and b < 4:
            fewest[a][b] = int(households[b])
    for over in range(4):
        for a in range(4):
            for b in range(4):
                fewest[a][b] = min(fewest[a][b], fewest[a][over] + fewest[over][b])
    assert ways[:4, :4].tolist() == fewest
    assert (ways[:, 4] > FAR).all()


def test_prices_are_inside_and_bounded() -> None:
    """Two nodes that always go together have prices without end: what counts is their sum."""
    master = Restricted(3, 0, (0,), frozenset(), None)
    master.add([Column(((0, 1),), (), (10,)), Column(((2,),), (), (4,)),
                Column(((0, 1, 2),), (), (20,))])  # fmt: skip
    master.aim(0)
    master.close()
    for _ in range(2):
        solved = master.solve()
        assert solved is not None
        value, prices = solved
        assert value == pytest.approx(14)
        assert prices[0] + prices[1] == pytest.approx(10, abs=1e-4)
        assert prices[2] == pytest.approx(4, abs=1e-4)
        assert max(map(abs, prices)) <= 10 + 1e-4


def test_a_unit_behind_another_does_not_spoil_the_prices() -> None:
    """A unit with one neighbour that alone is too small: their prices were without end."""
    solved = solve(generated(60, 0), ALTERNATIVES["least-change"], Limits())
    assert solved.outcome.status is Status.PROVEN
    assert [tier.value for tier in solved.outcome.tiers[:4]] == [0, 0, 2529, 5]
