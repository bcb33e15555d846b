"""Households expected in later years: as a rule, as a goal, in the tables, and verified."""

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.goals import deviations, tier_value
from redistrict.domain.outcome import Status
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Alternative, Tier
from redistrict.solve import fine
from redistrict.solve.clock import Clock
from redistrict.solve.costs import Costs
from redistrict.solve.engine import solve
from redistrict.solve.instance import instance
from redistrict.solve.limits import Limits
from redistrict.verify.case import Case, Ground
from redistrict.verify.figures import tier_value as witnessed_value
from tests.cli.test_commands import run
from tests.solve import by_definition
from tests.solve.test_generation import locked
from tests.toys import toy
from tests.verify.proposal import frame, write_inputs

LEAST, SPLIT_MERGE = ALTERNATIVES["least-change"], ALTERNATIVES["split-merge"]
EARLY = (*LEAST.order[:2], Tier.GROWTH, *LEAST.order[2:])
GROWING = Alternative("growing", LEAST.actions, EARLY)
YEARS = {"2028": "soon", "2031": "late"}


def growing(seed: int, *, rule: bool) -> Problem:
    """Return a random district whose units grow or shrink."""
    problem, draw = locked(seed), random.Random(seed)
    units = []
    for unit in problem.units:
        soon = unit.households * draw.choice((8, 10, 12)) // 10
        counts = (("late", soon * draw.choice((9, 10, 13)) // 10), ("soon", soon))
        units.append(replace(unit, counts=counts))
    rules = replace(problem.rules, forecast=YEARS, forecast_rule=rule)
    return replace(problem, units=tuple(units), rules=rules)


@pytest.mark.parametrize("batch", range(3))
def test_best_of_all_plans(batch: int) -> None:
    """As a rule and as a goal: the engine agrees with the listing of every plan."""
    for seed in range(batch * 15, (batch + 1) * 15):
        problem = growing(seed, rule=seed % 2 == 0)
        for alternative in (SPLIT_MERGE, LEAST if seed % 2 == 0 else GROWING):
            truth = by_definition.best(problem, alternative)
            solved = solve(problem, alternative, Limits())
            if truth is None:
                assert solved.plan is None, seed
                continue
            found = tuple(tier.value for tier in solved.outcome.tiers)
            if solved.outcome.status is Status.PROVEN:
                assert found == truth, seed
            for tier, true in zip(solved.outcome.tiers, truth, strict=True):
                assert tier.bound is None or tier.bound <= true, seed
                if tier.value != true:
                    break
            assert found[:2] == truth[:2], seed


def test_planner_and_verifier_count_alike() -> None:
    """Deviation and goal of any plan, by the definitions and by the verifier's own sums."""
    for seed in range(60):
        problem, draw = growing(seed, rule=seed % 2 == 0), random.Random(seed)
        names = [item.id for item in problem.communities] + ["NEW"]
        plan = Plan("Toy", {unit.id: draw.choice(names) for unit in problem.units})
        case = Case(Ground(problem), tuple(plan.assignment.items()))
        assert {name: case.deviation(name) for name in case.sets} == deviations(problem, plan)
        for tier in (Tier.GROWTH, Tier.TOUCHED):
            assert witnessed_value(case, tier) == tier_value(problem, plan, tier)


def test_fine_units_keep_the_rule() -> None:
    """Where communities are not listed the assignment has the rows of every year."""
    problem = grown(toy("AAAAAABBBB\nAAAAAABBBB", {"A": 280, "B": 150}), {"A": 1.0, "B": 2.0})
    rules = replace(problem.rules, forecast=YEARS, forecast_rule=True)
    problem = replace(problem, rules=rules)
    model = instance(problem)
    costs = Costs(model, LEAST.order)
    sets = fine.plan(model, costs, Clock("Toy", "x", Limits()), {})
    assert sets is not None
    assert fine.total(model, costs, sets)[:2] == (0, 0)


def grown(problem: Problem, factor: dict[str, float]) -> Problem:
    """Return a problem whose units grow by a factor per community."""
    units = []
    for unit in problem.units:
        late = int(unit.households * factor[unit.community])
        counts = (("late", late), ("soon", (unit.households + late) // 2))
        units.append(replace(unit, counts=counts))
    return replace(problem, units=tuple(units))


def inputs(folder: Path, problem: Problem, more: str) -> Path:
    """Write a toy with its columns of later years."""
    scenario = write_inputs(folder, [problem], more)
    table = frame([problem])
    for column in YEARS.values():
        table[column] = [dict(unit.counts)[column] for unit in problem.units]
    pyogrio.write_dataframe(table, folder / "units.gpkg", layer="units", driver="GPKG")
    return scenario


FORECAST = """
[forecast]
years = {{ 2028 = "soon", 2031 = "late" }}
rule = {rule}
[goals]
alternatives = ["least-change"]
"""


def test_a_rule_changes_the_plan_and_is_verified(tmp_path: Path) -> None:
    """B doubles: without the rule A gives it what it will not be able to hold."""
    problem = grown(toy("AAAAABB", {"A": 800, "B": 700}), {"A": 1.0, "B": 2.0})
    after = {}
    for rule in ("false", "true"):
        scenario = inputs(tmp_path / rule, problem, FORECAST.format(rule=rule))
        out = tmp_path / rule / "out"
        result = run("propose", scenario, "--out", out, "-q", "--lang", "en")
        assert result.exit_code == Exit.DONE, result.output
        assert run("verify", out).exit_code == Exit.DONE
        rows = list(csv.DictReader((out / "communities.csv").open(encoding="utf-8-sig")))
        after[rule] = {row["community"]: row["forecast_after"] for row in rows}
        text = (out / "summary.txt").read_text(encoding="utf-8")
        facts = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
        assert facts["exceptions"] == 0
        assert ("by the forecast for 2031: 1 (" in text) == (rule == "false"), text
        if rule == "false":
            spoilt = out / "communities.csv"
            text = spoilt.read_text(encoding="utf-8-sig").replace("2031:", "2031:1", 1)
            spoilt.write_text(text, encoding="utf-8-sig")
            assert run("verify", out).exit_code == Exit.CHECKSUM
    late = {
        rule: [int(years.split("2031:")[1]) for years in rows.values() if years]
        for rule, rows in after.items()
    }
    assert max(late["false"]) > 3000
    assert all(1000 <= total <= 3000 for total in late["true"])
    result = run("check", tmp_path / "true" / "scenario.toml", "--lang", "en", "-v")
    assert result.exit_code == Exit.DONE
    plan = tmp_path / "false" / "out" / "units.csv"
    tight = tmp_path / "true" / "scenario.toml"
    result = run("verify", "--plan", plan, "--scenario", tight, "--lang", "en")
    assert result.exit_code == Exit.REJECTED


@pytest.mark.parametrize("years", ['soon = "soon"', '2028 = "nowhere"'])
def test_wrong_years_are_refused(tmp_path: Path, years: str) -> None:
    problem = grown(toy("AAB", 900), {"A": 1.0, "B": 1.0})
    scenario = inputs(tmp_path, problem, f"[forecast]\nyears = {{ {years} }}\n")
    result = run("propose", scenario, "--out", tmp_path / "out", "-q", "--lang", "en")
    assert result.exit_code == Exit.SCENARIO, result.output
    assert not (tmp_path / "out").exists()
