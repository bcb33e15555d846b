"""Map layers exactly at the tolerance."""

from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.verify import verify_drawn
from redistrict.witness.drawn import Drawn
from tests.toys import toy


def told(units: int = 5, area: int = 10_000, **drawn: Any) -> list[str]:
    """Return the codes for layers of which one thing is as given."""
    problem = toy("A" * units)
    items = tuple(SimpleNamespace(id=unit.id, area=area) for unit in problem.units)
    witnessed: Any = SimpleNamespace(
        problems=(SimpleNamespace(units=items, subdistrict="Toy"),), grounded=True, shaped=True
    )
    areas = {unit.id: area for unit in problem.units} | drawn.pop("areas", {})
    found = verify_drawn(witnessed, Drawn("plan.gpkg", areas=areas, **drawn), "plan.gpkg")
    assert all(item.place.file == "plan.gpkg" for item in found)
    return [item.code for item in found]


@pytest.mark.parametrize(
    ("area", "drawn", "wrong"),
    [(10_000, 10_010, 0), (10_000, 10_011, 1), (10_000, 9_990, 0), (10_000, 9_989, 1),
     (100, 102, 0), (100, 103, 1), (2_999, 3_001, 0), (2_999, 3_002, 1), (3_000, 3_003, 0)],
)  # fmt: skip
def test_a_unit_is_as_large_as_the_raw_one(area: int, drawn: int, wrong: int) -> None:
    """Within two square metres or a thousandth, whichever is more."""
    assert told(area=area, areas={"a1": drawn}) == ["DRAWN_UNIT_DIFFERS"] * wrong


def test_a_unit_in_its_place_is_no_metre_away() -> None:
    unit = SimpleNamespace(id="a1", area=100)
    witnessed: Any = SimpleNamespace(
        problems=(SimpleNamespace(units=(unit,), subdistrict="Toy"),), grounded=True, shaped=True
    )
    for area, shown in ({"a1": 50}, "50"), ({}, "None"):
        (found,) = verify_drawn(witnessed, Drawn("plan.gpkg", areas=area), "plan.gpkg")
        assert found.facts == {"area": shown, "expected": 100, "metres": 0}


def test_a_unit_lies_where_the_raw_one_does() -> None:
    assert told(away={"a1": 1}) == []
    assert told(away={"a1": 2}) == ["DRAWN_UNIT_DIFFERS"]


def test_a_community_holds_its_units() -> None:
    assert told(uncovered={"A": 2}) == []
    assert told(uncovered={"A": 3}) == ["DRAWN_COMMUNITY_SHORT"]


@pytest.mark.parametrize(("units", "most"), [(1, 2), (2, 2), (3, 3), (5, 5)])
def test_communities_neither_overlap_nor_leave_gaps(units: int, most: int) -> None:
    """Rounding may leave a square metre a unit."""
    assert told(units, overlap=most, beyond=most) == []
    assert told(units, overlap=most + 1) == ["DRAWN_OVERLAP"]
    assert told(units, beyond=most + 1) == ["DRAWN_LIMITS_DIFFER"]
