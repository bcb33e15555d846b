"""A second goal under ever higher ceilings on change: every point is the best of all plans."""

from pathlib import Path

import pytest

from redistrict.domain.goals import tier_value
from redistrict.domain.outcome import Status
from redistrict.domain.rules import ALTERNATIVES, Tier
from redistrict.domain.sweep import Point, Sweep
from redistrict.run.compare import write_overview
from redistrict.run.prepare import prepare
from redistrict.run.propose import Wish, limits, propose, solve
from redistrict.run.sweep import CEILINGS, sweep
from redistrict.store.sweep import read_sweep
from tests.solve import by_definition
from tests.toys import toy
from tests.verify.proposal import write_inputs

LEAST = ALTERNATIVES["least-change"]
TOY = toy("AAAA\nABBB", [[700, 500, 800, 300], [900, 400, 600, 200]])
GOALS = '[goals]\nalternatives = ["{}"]\n'


def swept(folder: Path, goals: str, known: str = "least-change") -> Sweep:
    prepared = prepare(write_inputs(folder, [TOY], GOALS.format(known)))
    wish = Wish(workers=1)
    solutions = solve(prepared, limits(prepared, wish))
    return sweep(prepared, solutions, goals, limits(prepared, wish))


def front(tier: Tier) -> list[tuple[int, int]]:
    """Return change and goal of the plans that a listing of all finds under the ceilings."""
    plans = by_definition.without_giants(TOY, by_definition.plans(TOY, LEAST))
    rows = [
        tuple(tier_value(TOY, plan, item) for item in (*LEAST.order[:3], tier)) for plan in plans
    ]
    band, least = min(row[:2] for row in rows), min(rows)[2]
    found: list[tuple[int, int]] = []
    for ceiling in CEILINGS:
        value, change = min(
            (row[3], row[2])
            for row in rows
            if row[:2] == band and row[2] <= least * ceiling // 100
        )  # fmt: skip
        if not found or value < found[-1][1]:
            found.append((change, value))
    return found


@pytest.mark.parametrize(
    ("goals", "tier"), [("change,balance", Tier.WORKLOAD), ("change,place", Tier.PLACE)]
)
def test_every_point_is_the_best(tmp_path: Path, goals: str, tier: Tier) -> None:
    found = swept(tmp_path, goals)
    assert found.goal is tier
    if tier is Tier.WORKLOAD:
        assert [(point.change, point.value) for point in found.points] == front(tier)
        assert len(found.points) > 1
        assert {point.status for point in found.points} == {Status.PROVEN}
    assert {point.gap for point in found.points} == {0.0}
    assert found.points[0].change == found.least


def test_least_change_is_sought_where_it_is_not_known(tmp_path: Path) -> None:
    """The same points when only whole splits and merges were planned."""
    assert swept(tmp_path / "a", "change,balance", "split-merge") == swept(
        tmp_path / "b", "change,balance"
    )


def test_the_folder_and_the_overview_show_it(tmp_path: Path) -> None:
    """The file is read back as it was; summary and page show its points, twice alike."""
    scenario = write_inputs(tmp_path, [TOY], GOALS.format("least-change"))
    for name in ("one", "two"):
        propose(scenario, tmp_path / name, Wish(workers=1, sweep="change,balance"))
    first, second = (tmp_path / name / "sweep.json" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    found = read_sweep(tmp_path / "one")
    assert found is not None
    text = (tmp_path / "one" / "summary.txt").read_text(encoding="utf-8")
    assert f"{found.points[-1].value:,}" in text
    pages = []
    for at in range(2):
        page, _ = write_overview([tmp_path / "one"], tmp_path / str(at) / "overview.html", "en")
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]
    assert pages[0].count(b"<img") == 2
    assert f"{found.points[-1].value:,}".encode() in pages[0]


def test_a_gap_is_what_value_and_bound_say() -> None:
    point = Point(110, 100, 200, 150, Status.FEASIBLE, 1, 1, 0)
    assert point.gap == 0.25
