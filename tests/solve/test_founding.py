"""New communities in fine units: set up where those around have no room."""

from dataclasses import replace

import pytest

from redistrict.domain.rules import LEAST_CHANGE, Change, Tier
from redistrict.solve import fine, founding
from redistrict.solve.clock import Clock, Sets
from redistrict.solve.costs import Costs
from redistrict.solve.identify import total
from redistrict.solve.instance import Instance, instance
from redistrict.solve.limits import Limits
from tests.toys import toy

ROW = "D" * 5 + "B" * 7 + "A" * 11 + "C" * 7 + "E" * 5
FULL = toy(f"{ROW}\n{ROW}", 200)
"""4,400 households between two communities of 2,800 with 2,000 behind each."""
ROOMY = "BBB" + "A" * 11 + "CCC"


def clock() -> Clock:
    return Clock("Toy", LEAST_CHANGE, Limits())


def first(model: Instance) -> Sets:
    sets = fine._assign(model, 3, (), clock(), soft=False)
    assert sets is not None
    return sets


def values(model: Instance, sets: Sets) -> tuple[int, ...]:
    return total(model, Costs(model, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE)), sets)


def test_a_new_community_spares_those_beside_from_passing_on() -> None:
    model = instance(FULL)
    sets = first(model)
    assert values(model, sets) == (0, 0, 2400 + 4 * 100)
    sets = founding.found(model, sets, clock(), fine.NODES)
    assert len(sets) == 6
    assert values(model, sets) == (0, 0, 1400 + 100 + 200)


def test_none_where_those_beside_have_room() -> None:
    model = instance(toy(f"{ROOMY}\n{ROOMY}", 200, change=Change(new=500)))
    sets = first(model)
    assert founding.found(model, sets, clock(), fine.NODES) == sets


def test_no_model_where_nothing_would_fill_a_community(monkeypatch: pytest.MonkeyPatch) -> None:
    """A community of 3,960 gives away 960: too few for one of their own."""
    model = instance(toy(f"{ROOMY}\n{ROOMY}", {"A": 180, "B": 200, "C": 200}))
    sets = first(model)
    monkeypatch.setattr(founding, "_solve", None)
    assert founding.found(model, sets, clock(), fine.NODES) == sets


def test_a_limit_of_communities_touched_is_kept() -> None:
    """Splitting touches one; the limit already forbids passing on."""
    model = instance(replace(FULL, share=1))
    sets = fine.plan(model, Costs(model, (Tier.EXCEPTIONS, Tier.CHANGE)), clock(), {1: 10_000})
    assert sets is not None
    assert values(model, sets) == (0, 0, 1700)


def test_change_without_a_price_on_communities_touched() -> None:
    """With touched = 0 there is no column for a new community that stays as it is."""
    model = instance(replace(FULL, change=Change(touched=0)))
    sets = fine.plan(model, Costs(model, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE)), clock(), {})
    assert sets is not None
    assert values(model, sets) == (0, 0, 1600)


def test_a_part_that_nothing_joins_to_its_community_is_one_of_its_own() -> None:
    model = instance(toy("AAABBB B", [[500, 500, 500, 500, 500, 500, 0, 0]]))
    costs = Costs(model, (Tier.EXCEPTIONS, Tier.EXCESS, Tier.CHANGE))
    assert fine.plan(model, costs, clock(), {}) == ((0, 1, 2), (3, 4, 5), (6,))
