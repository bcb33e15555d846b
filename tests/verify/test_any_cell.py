"""Whatever single cell or figure is changed, wherever, is told."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from redistrict import witness
from redistrict.domain.plan import Plan
from redistrict.verify import verify
from redistrict.witness import claims
from redistrict.witness.claimed import Claimed, Sheet
from redistrict.witness.facts import Witnessed
from tests.verify.proposal import base, outcome, proposal, read_by_planner

UNTOLD = {
    "name": "the label of a new community; names of today are told",
    "subdistrict": "of the layer's rows, where units.csv holds it too",
    "area": "of a unit in the layer; the sums are told",
    "sensitive": "of the layer",
    "counts": "of the layer",
    "fid": "number of the row in the file",
}
TABLES = ("communities", "changes", "copies")


def changed(sheet: Sheet, at: int, column: str) -> Sheet:
    lines = list(sheet.lines)
    cells = dict(lines[at].cells)
    cells[column] = f"{cells[column]}1"
    lines[at] = replace(lines[at], cells=cells)
    return replace(sheet, lines=tuple(lines))


def spoilt(claimed: Claimed) -> Iterator[tuple[str, Claimed]]:
    """Yield every claim that differs in one cell or in one figure."""
    for at, line in enumerate(claimed.units.lines):
        for column in line.cells:
            yield f"units {at} {column}", replace(claimed, units=changed(claimed.units, at, column))
    for name in TABLES:
        sheets = getattr(claimed, name)
        for number, sheet in enumerate(sheets):
            for at, line in enumerate(sheet.lines):
                for column in line.cells:
                    if column not in UNTOLD:
                        both = list(sheets)
                        both[number] = changed(sheet, at, column)
                        yield (
                            f"{name} {number} {at} {column}",
                            replace(claimed, **{name: tuple(both)}),
                        )
    for number, part in enumerate(claimed.parts):
        for key, value in part.totals.items():
            parts = list(claimed.parts)
            parts[number] = replace(part, totals={**part.totals, key: (value or 0) + 1})
            yield f"{part.subdistrict} {key}", replace(claimed, parts=tuple(parts))
    for key, value in claimed.whole.totals.items():
        whole = replace(claimed.whole, totals={**claimed.whole.totals, key: (value or 0) + 1})
        yield f"whole {key}", replace(claimed, whole=whole)


def untold(witnessed: Witnessed, claims_: list[tuple[str, Claimed]]) -> list[str]:
    return [name for name, claimed in claims_ if not verify(witnessed, claimed)]


def test_every_cell_of_a_toy(tmp_path: Path) -> None:
    witnessed = witness.read(base(tmp_path))
    every = list(spoilt(claims.read(tmp_path / "out")))
    assert len(every) > 700
    assert untold(witnessed, every) == []


@pytest.mark.acceptance
def test_cells_of_a_real_district(tmp_path: Path, shared_data: Path) -> None:
    """Taipei's 南港區 with 481 units: 1,000 of its cells, drawn with a seed, one after another."""
    scenario = Path(__file__).parents[2] / "scenarios" / "taipei.toml"
    assert shared_data.is_dir()
    (problem,) = (item for item in read_by_planner(scenario) if item.subdistrict == "南港區")
    plan = Plan(problem.subdistrict, problem.today)
    result = outcome(problem, plan, "least-change")
    title = "Taipei (open data, algorithm test)"
    proposal(tmp_path / "out", [(problem, plan, result)], title=title)
    witnessed = witness.read(scenario, ["南港區"])
    claimed = claims.read(tmp_path / "out")
    stated = replace(claimed, statement=witnessed.statement)
    assert verify(witnessed, stated) == ()
    every = list(spoilt(stated))
    assert untold(witnessed, random.Random(1).sample(every, 1000)) == []
