"""Areas of others that a plan cuts; a collective economic body cut anew is a finding."""

import geopandas as gpd
import pytest
from shapely.geometry import Polygon, box

from redistrict.domain.findings import Severity
from redistrict.domain.words import sentence, severity
from redistrict.limits.areas import cut_areas, cut_collectives

CRS = "EPSG:4547"
UNITS = gpd.GeoSeries(
    {key: box(x, 0, x + 10, 10) for key, x in (("a", 0), ("b", 10), ("c", 20), ("d", 30))}, crs=CRS
)


def areas(*spans: tuple[str, float, float]) -> gpd.GeoDataFrame:
    names = [name for name, _, _ in spans]
    return gpd.GeoDataFrame(
        {"name": names}, geometry=[box(west, 0, east, 10) for _, west, east in spans], crs=CRS
    )


def rows(before: str, after: str) -> list[tuple[str, str, str]]:
    return list(zip("abcd", before, after, strict=True))


def test_an_area_is_cut_where_its_units_part() -> None:
    found = cut_areas(
        "police", areas(("一", 0, 20), ("二", 20, 40), ("三", 0, 40)), UNITS, "KKLL", "KLLL"
    )
    assert (found.areas, found.before, found.after) == (3, 1, 2)
    assert found.fresh == ("一",), "the third was cut today and is not cut more"


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("KKLL", "KKLL", ()),
        ("KKLL", "KLLL", ("东湖股份合作社",)),
        ("KLLL", "KKLL", ()),
        ("KLLL", "MLLL", ()),
    ],
)
def test_a_collective_cut_anew_is_a_finding(before: str, after: str, names: tuple[str]) -> None:
    context = {"collectives": areas(("东湖股份合作社", 0, 20), ("西岸股份合作社", 20, 40))}
    found = cut_collectives(context, UNITS, rows(before, after))
    assert [finding.facts["names"] for finding in found] == ([names] if names else [])
    for finding in found:
        assert severity(finding) is Severity.WARNING
        assert "东湖股份合作社" in sentence(finding, "zh")


def test_nothing_is_said_without_collectives_or_without_a_map() -> None:
    assert cut_collectives({"police": areas(("一", 0, 20))}, UNITS, rows("KKLL", "KLLL")) == ()
    assert cut_collectives({"collectives": areas(("一", 0, 20))}, None, []) == ()


def test_units_without_a_shape_count_for_nothing() -> None:
    holes = UNITS.copy()
    holes["a"] = None
    holes["d"] = Polygon()
    context = {"collectives": areas(("一", 0, 20))}
    assert cut_collectives(context, holes, rows("KKLL", "KLLL")) == ()
