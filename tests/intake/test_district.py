"""What a district is made of: communities, offices, ledgers, context, ledger-only."""

from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.rules import LockKind
from redistrict.domain.tolerance import deviation
from redistrict.intake import scenario
from redistrict.intake.problem import problems
from tests.intake.town import codes, district, ledger, lines, refused, square, write


def test_problems_per_subdistrict(tmp_path: Path) -> None:
    """Edges inside the subdistrict only; T is the mean workload of a possible number."""
    path = write(tmp_path)
    stated = scenario.read(path)
    east, west = problems(district(path), stated, stated.standard())
    assert (east.subdistrict, west.subdistrict) == ("East", "West")
    assert [(edge.a, edge.b, edge.shared) for edge in west.edges] == [
        ("001", "002", 1000), ("001", "003", 1000), ("002", "004", 1000), ("003", "004", 1000),
    ]  # fmt: skip
    assert west.community["A"].units == ("001", "002")
    assert west.workload_target == 1300
    assert (west.unit["001"].area, west.unit["001"].workload) == (10_000, 500)


@pytest.mark.parametrize(("count", "excess"), [(999, 1), (1000, 0), (3000, 0), (3001, 1)])
def test_band_limits_survive_reading(count: int, excess: int, tmp_path: Path) -> None:
    """A count on the limit of the band is read as it stands and judged to the household."""
    path = write(tmp_path, lambda frame: frame.assign(households=count))
    stated = scenario.read(path)
    found = district(path)
    assert {unit.households for unit in found.units} == {count}
    rules = stated.rules(None)
    assert deviation(found.units[0].households, rules, touched=True, tolerated=False) == excess


def test_stray_units_have_no_community(tmp_path: Path) -> None:
    """Units of a community outside its home subdistrict join the free ones, with a warning."""

    def change(frame):
        frame.loc[7, ["community", "households"]] = ["A", 1]

    path = write(tmp_path, change, units="community_unique = true")
    found = district(path)
    assert codes(found.findings) == {"COMMUNITY_STRAYS", "UNITS_WITHOUT_COMMUNITY"}
    assert next(item for item in found.communities if item.id == "A").units == ("001", "002")
    assert found.units[7].community == ""


def test_homonyms_by_subdistrict(tmp_path: Path) -> None:
    """Two communities of one name are told apart by their subdistrict where so stated."""

    def change(frame):
        frame["community"] = ["A", "A", "B", "B", "A", "A", "B", "B"]

    assert "COMMUNITY_TWO_HOMES" in codes(refused(write(tmp_path, change))[1])
    found = district(write(tmp_path, change, units="community_unique = false"))
    assert [item.id for item in found.communities] == ["East/A", "East/B", "West/A", "West/B"]
    assert {item.name for item in found.communities} == {"A", "B"}


def test_offices_anchor_communities(tmp_path: Path) -> None:
    """The office unit anchors its community unless it stands elsewhere."""

    def change(frame):
        frame["office"] = ["", "A", "", "C", "", "", "", ""]

    found = district(write(tmp_path, change, units='office = "office"'))
    anchors = {item.id: item.anchor for item in found.communities}
    assert anchors == {"A": "002", "B": "", "C": "", "D": ""}
    assert codes(found.findings) == {"OFFICE_OUTSIDE"}
    assert found.units[3].office_of == "C"


@pytest.mark.parametrize(
    ("offices", "code"), [("AA------", "OFFICE_TWICE"), ("Z-------", "OFFICE_UNKNOWN")]
)
def test_wrong_offices(offices: str, code: str, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        lambda frame: frame.assign(o=[x.strip("-") for x in offices]),
        units='office = "o"',
    )
    assert code in codes(refused(path)[1])


def test_ledger_of_communities(tmp_path: Path) -> None:
    """Filed, overloaded with evidence, staff and office come from the ledger of communities."""
    ledger(
        tmp_path, "c.csv", name=["A", "B", "C", "D"], filed=["是", "否", "", "是"],
        over=["是", "", "否", ""], why=["12 cases a day", "", "", ""], staff=["9", "7", "8", "6"],
    )  # fmt: skip
    more = (
        '[community_ledger]\npath = "c.csv"\nname = "name"\nfiled = "filed"\noverloaded = "over"\n'
        'overload_evidence = "why"\nstaff = "staff"\n'
    )
    found = district(write(tmp_path, more=more))
    a, b, c, _ = found.communities
    assert (a.filed, a.overloaded, a.overload_evidence) == (True, True, "12 cases a day")
    assert (b.filed, b.overloaded, c.overloaded) == (False, None, False)
    assert dict(a.facts) == {"staff": "9"}
    assert codes(found.findings) == {"OVERLOAD_WITHOUT_EVIDENCE"}
    assert set(found.inputs) == {"units.gpkg", "c.csv"}


@pytest.mark.parametrize(
    ("names", "over", "code"),
    [
        (["A", "A", "C", "D"], "是", "LEDGER_COMMUNITY_TWICE"),
        (["A", "B", "C", "D社区"], "是", "LEDGER_COMMUNITY_UNKNOWN"),
        (["A", "B", "C", "D"], "maybe", "ANSWER_UNKNOWN"),
    ],
)
def test_wrong_ledger_of_communities(
    names: list[str], over: str, code: str, tmp_path: Path
) -> None:
    ledger(tmp_path, "c.csv", name=names, over=[over] * 4)
    more = '[community_ledger]\npath = "c.csv"\nname = "name"\noverloaded = "over"\n'
    assert code in codes(refused(write(tmp_path, more=more))[1])


def test_ledger_without_map(tmp_path: Path) -> None:
    """A table with neighbours gives units, communities and edges, and no geometry."""
    ledger(
        tmp_path, id=["001", "002", "003"], hh=["10", "20", "30"], street=["W"] * 3,
        community=["A", "A", "B"], next=["002", "001、003", "002"],
    )  # fmt: skip
    text = (
        'households_definition = "x"\nas_of = "2026-09"\nsource = "s"\n[rules]\nmin=1\nmax=9\n'
        '[ledger]\npath = "ledger.csv"\nid = "id"\nhouseholds = "hh"\nsubdistrict = "street"\n'
        'community = "community"\nneighbours = "next"\n'
    )
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    found = district(path)
    assert found.geometry is None
    assert [(edge.a, edge.b, edge.reason) for edge in found.edges] == [
        ("001", "002", "next"), ("002", "003", "next"),
    ]  # fmt: skip
    assert found.findings == ()
    ledger(
        tmp_path, id=["001", "002", "003"], hh=["10", "20", "30"], street=["W"] * 3,
        community=["A", "A", "B"], next=["002", "003", "zz"],
    )  # fmt: skip
    assert codes(refused(path)[1]) == {"NEIGHBOUR_UNKNOWN", "NEIGHBOUR_ONE_SIDED"}


def test_outside_and_context(tmp_path: Path) -> None:
    """Land outside the plan is no unit; context layers get the names of the store."""
    lines(
        tmp_path, "roads.gpkg", [square(0, 0).boundary], 名称=["中山路"], 等级=["主干路"], 宽=[40.0]
    )

    def change(frame):
        frame["village"] = ["", "", "", "", "", "", "", "1"]
        frame["name"] = [f"n{number}" for number in range(8)]

    more = '[context.roads]\npath = "roads.gpkg"\nname = "名称"\nkind = "等级"\nwidth = "宽"\n'
    found = district(write(tmp_path, change, units='outside = "village"\nname = "name"', more=more))
    assert len(found.units) == 7
    assert found.outside is not None
    assert found.outside["name"].tolist() == ["n7"]
    roads = found.context["roads"]
    assert roads[["name", "kind", "width_m"]].to_numpy().tolist() == [["中山路", "主干路", 40.0]]


def test_degrees_are_brought_to_metres(tmp_path: Path) -> None:
    """A layer in degrees is worked on in its CGCS2000 zone; borders keep their length."""
    found = district(write(tmp_path, lambda frame: frame.to_crs("EPSG:4490")))
    assert found.geometry is not None
    assert found.geometry.crs.is_projected
    assert {edge.shared for edge in found.edges} == {1000}
    assert len(found.edges) == 10


def test_groups_and_locks(tmp_path: Path) -> None:
    """Locks reach the problem with ids; groups across subdistricts are refused."""
    more = (
        '[[locks]]\nkind = "frozen"\ncommunity = "A"\nreason = "enclave"\n'
        '[[locks]]\nkind = "apart"\nunits = ["005", "006"]\nreason = "r"\n'
    )
    path = write(tmp_path, more=more)
    stated = scenario.read(path)
    east, west = problems(district(path), stated, None)
    assert [(lock.kind, lock.community) for lock in west.locks] == [(LockKind.FROZEN, "A")]
    assert [lock.units for lock in east.locks] == [("005", "006")]
    wrong = '[[locks]]\nkind = "together"\nunits = ["001", "005"]\nreason = "r"\n'
    exit_code, findings = refused(write(tmp_path, more=wrong))
    assert (exit_code, codes(findings)) == (Exit.SCENARIO, {"LOCK_ACROSS"})
    wrong = '[[locks]]\nkind = "frozen"\ncommunity = "Q"\nreason = "r"\n'
    assert codes(refused(write(tmp_path, more=wrong))[1]) == {"LOCK_COMMUNITY_UNKNOWN"}
    grouped = write(tmp_path, lambda frame: frame.assign(g="one"), units='group = "g"')
    assert codes(refused(grouped)[1]) == {"GROUP_ACROSS"}


def test_workload_is_scaled_once(tmp_path: Path) -> None:
    """Weights become whole numbers; an unknown column of weights is refused."""

    def change(frame):
        frame["old"] = [10] * 8

    more = "[workload]\nhouseholds = 1\nold = 0.25\n"
    found = district(write(tmp_path, change, more=more))
    assert found.units[0].workload == 100 * 500 + 25 * 10
    assert codes(refused(write(tmp_path, more=more))[1]) == {"COLUMN_MISSING"}
