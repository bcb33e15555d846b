"""Band, weights, forecast and ways to plan as the witness reads them; cells and lines beside."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.rules import ALTERNATIVES, Action, Change, Duty, Tier
from redistrict.witness import cells, parting, rules, supply
from redistrict.witness.keys import Keys
from redistrict.witness.table import Table

PATH = Path("folder/plan of 2026.toml")
BAND = "[rules]\nmin = 1000\nmax = 3000\n"


def keys(text: str) -> Keys:
    return Keys(PATH, "", tomllib.loads(text))


def read(text: str, scale: int = 1) -> Any:
    return rules.rules(keys(text), Path(), scale)


def test_a_band_alone_gives_every_other_limit() -> None:
    found = read(BAND)
    assert (found.changed_min, found.changed_max, found.merge_under, found.split_over) == (
        1000, 3000, 1000, 3000,
    )  # fmt: skip
    assert (found.overload_over, found.communities, found.touched_max) == (None, None, None)
    assert (found.area_min, found.area_max, found.strict, found.tolerate) == (
        None,
        None,
        False,
        True,
    )


def test_every_limit_that_is_stated() -> None:
    found = read(
        f"{BAND}about_percent = 2.55\nmerge_under = 700\nsplit_over = 3300\noverload_over = 12.55\n"
        "strict = true\ncommunities = 4\narea_min_km2 = 0.015\narea_max_km2 = 2.345\n"
        "touched_max = 9\n[forecast]\nrule = true\n",
        10,
    )
    assert (found.changed_min, found.changed_max) == (975, 3076)
    assert (found.merge_under, found.split_over, found.overload_over) == (700, 3300, 125)
    assert (found.strict, found.communities, found.touched_max) == (True, 4, 9)
    assert (found.area_min, found.area_max, found.forecast_rule) == (2, 234, True)
    own = read(f"{BAND}about_percent = 10\nchanged_min = 999\nchanged_max = 3001\n")
    assert (own.changed_min, own.changed_max) == (999, 3001)


@pytest.mark.parametrize("lost", ["min", "max"])
def test_no_band(lost: str) -> None:
    with pytest.raises(Failure) as raised:
        read(BAND.replace(f"{lost} =", f"# {lost} ="))
    assert raised.value.exit_code is Exit.SCENARIO
    (finding,) = raised.value.findings
    assert (finding.code, finding.place.file) == ("WITNESS_NO_BAND", PATH.name)


def test_a_standard_beside_the_scenario(tmp_path: Path) -> None:
    """Its numbers count where the scenario has none; a level has a table of its own."""
    (tmp_path / "own.toml").write_text(
        'place = "Somewhere"\nsource = "notice 1"\n[staff]\na = 1\n[facilities]\nb = 2\n[money]\n'
        "c = 3\n[rules]\nmin = 10\nmax = 30\noverload_over = 7\n[levels.grid]\nmin = 1\nmax = 3\n",
        encoding="utf-8",
    )
    named = 'profile = "own.toml"\n'
    found = rules.rules(keys(f"{named}[rules]\nmax = 40\n"), tmp_path, 2)
    assert (found.min, found.max, found.overload_over) == (10, 40, 14)
    grid = rules.rules(keys(f'{named}level = "grid"\n'), tmp_path, 2)
    assert (grid.min, grid.max, grid.overload_over, grid.tolerate) == (1, 3, None, False)
    with pytest.raises(Failure):
        rules.level(keys('level = "planet"'))
    made = supply.read(keys(named), tmp_path, [], None, {"households": 10}, 10)
    assert (made.place, made.source) == ("Somewhere", "notice 1")
    assert (made.staff, made.facilities, made.money) == ({"a": 1}, {"b": 2}, {"c": 3})
    bare = supply.read(keys(""), tmp_path, [], None, {}, 1)
    assert (bare.place, bare.source, bare.staff, bare.paths) == ("", None, {}, None)


WORK = """
[workload]
households = 1
elderly = 0.25
[work_items]
items = { statutory = 16, assisted = 28 }
weight = 2.5
source = "list"
[visits]
small_under = 1500
small_per_year = 12
other_per_year = 6
weight = 0.1
source = "rule"
"""


def test_weights_are_whole_numbers() -> None:
    found, scale = rules.weights(keys(WORK))
    assert (found, scale) == ({"elderly": 25, "households": 100}, 100)
    assert rules.weights(keys("")) == ({"households": 1}, 1)
    assert rules.weights(keys("[workload]")) == ({}, 1)
    assert rules.weights(keys("[workload]\nhouseholds = 100")) == ({"households": 100}, 1)
    assert rules.duty(keys(WORK), 100) == Duty(
        items=44 * 250, small_under=1500, small=120, other=60
    )
    assert rules.duty(keys(""), 100) == Duty()
    made = supply.read(keys(WORK), Path(), [], None, found, scale)
    assert made.weights == (25, 100, 250, 10)
    assert (made.items, made.items_source) == ({"statutory": 16, "assisted": 28}, "list")
    assert (made.visits, made.visits_source) == ((1500, 12, 6), "rule")


def test_the_years_of_a_forecast() -> None:
    text = '[forecast]\nyear = 2030\nhouseholds = "h30"\nyears = { 2035 = "h35", 2028 = "h28" }\n'
    assert list(rules.forecast(keys(text)).items()) == [
        ("2028", "h28"), ("2030", "h30"), ("2035", "h35"),
    ]  # fmt: skip
    assert rules.forecast(
        keys('[forecast]\nyear = 2030\nhouseholds = "h"\nyears = {2030 = "x"}')
    ) == {"2030": "x"}
    assert rules.forecast(keys("[forecast]\nyear = 2030")) == {}
    assert rules.forecast(keys('[forecast]\nhouseholds = "h"')) == {}


def test_what_change_costs() -> None:
    assert rules.change(keys("")) == Change()
    text = "[goals.change]\nmoved = 2\ntouched = 3\nnew = 4\nabolished = 5\n"
    assert rules.change(keys(text)) == Change(moved=2, touched=3, new=4, abolished=5)


def test_what_the_scenario_states() -> None:
    text = (
        'title = "T"\nhouseholds_definition = "d"\nas_of = "2026-09"\nsource = "s"\n'
        'profile = "p"\nmade_up = true\nmade_up_note = "n"\nlevel = "grid"\n'
    )
    assert rules.statement(keys(text)) == {
        "title": "T", "households_definition": "d", "as_of": "2026-09", "source": "s",
        "profile": "p", "made_up": True, "made_up_note": "n", "level": "grid",
    }  # fmt: skip
    bare = rules.statement(keys("as_of = 2026-09-01"))
    assert (bare["title"], bare["as_of"]) == ("plan of 2026", date(2026, 9, 1).isoformat())
    assert (bare["made_up"], bare["level"], bare["source"]) == (False, "community", "")


def test_ways_to_plan() -> None:
    assert list(rules.alternatives(keys(""))) == ["today", "split-merge", "least-change"]
    asked = (
        '[goals]\nactions = ["split"]\nalternatives = ["least-change", "balanced"]\norder = ["2"]'
    )
    found = rules.alternatives(keys(asked))
    assert list(found) == ["today", "least-change", "balanced"]
    assert found["least-change"].actions == {Action.SPLIT}
    assert found["least-change"].order == (Tier.WORKLOAD,)
    assert found["balanced"].order == ALTERNATIVES["balanced"].order
    for wrong in ('actions = ["x"]', 'order = ["x"]', 'alternatives = ["x"]'):
        with pytest.raises(Failure) as raised:
            rules.alternatives(keys(f"[goals]\n{wrong}"))
        (finding,) = raised.value.findings
        assert (finding.code, finding.place.column) == ("WITNESS_KEY_WRONG", "goals")


def test_numbers_that_words_name(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('note = "700户、3000户"\n[community_ledger]\npath = "c.csv"\n'
                                     'overload_evidence = "why"\n', encoding="utf-8")  # fmt: skip
    (tmp_path / "c.csv").write_text("id,why\nA,两个网格超过450户\n", encoding="utf-8")
    path = tmp_path / "s.toml"
    found = rules.named(Keys(path, "", tomllib.loads(path.read_text("utf-8"))), tmp_path)
    assert found == {700, 3000, 450}


@pytest.mark.parametrize(("stated", "count"), [('missing_households = "zero"', 2), ("", None)])
def test_a_unit_that_the_ledger_leaves_out(tmp_path: Path, stated: str, count: int | None) -> None:
    """Refused, or without households where the scenario says so; a row too many likewise."""
    (tmp_path / "u.csv").write_text("id,p,n\na,S,5\nb,S,7\n", encoding="utf-8")
    (tmp_path / "l.geojson").write_text(
        '{"features": [' + ",".join(
            f'{{"type": "Feature", "properties": {{"id": "{key}", "p": "S", "out": "{out}"}}, '
            '"geometry": {"type": "Point", "coordinates": [1, 2]}}'
            for key, out in (("a", "0"), ("c", ""), ("b", "yes"))
        ) + "]}", encoding="utf-8",
    )  # fmt: skip
    asked = keys(
        f'[units]\npath = "l.geojson"\nid = "id"\nsubdistrict = "p"\noutside = "out"\n{stated}\n'
        '[ledger]\npath = "u.csv"\nid = "id"\nhouseholds = "n"\nunmatched = "drop"\n'
    )
    if count is None:
        with pytest.raises(Failure) as raised:
            cells.read(asked, tmp_path, ())
        assert [(item.code, item.place.unit) for item in raised.value.findings] == [
            ("WITNESS_UNIT_UNMATCHED", "c")
        ]
        return
    found = cells.read(asked, tmp_path, ())
    assert [(row.id, row.households, row.subdistrict) for row in found.rows] == [
        ("a", 5, "S"), ("c", 0, "S"),
    ]  # fmt: skip


def test_lines_and_their_widths() -> None:
    """Without a column of widths a line parts what it runs along within 15 m on either side."""
    made = Table("r", "", ("w",), (("12",), ("x",), ("-3",)), (1, 2, 3))
    assert parting._widths(keys('width = "w"'), made) == [12.0, 0.0, 0.0]
    assert parting._widths(keys(""), made) == [0.0, 0.0, 0.0]
    border = shapely.LineString([(0, 0), (0, 100)])
    for away, said in ((14.9, (True, True)), (15.2, (False, False))):
        line = parting._Line(shapely.LineString([(away, -50), (away, 150)]), 15.0)
        assert parting._parts(border, line, across=False) == said
    half = parting._Line(shapely.LineString([(0, -50), (0, 34)]), 15.0)
    assert parting._parts(border, half, across=False) == (False, False)
    more = parting._Line(shapely.LineString([(0, -50), (0, 37)]), 15.0)
    assert parting._parts(border, more, across=False) == (True, True)
    gap = shapely.LineString([(0, 0), (10, 0)])
    for at, said in ((10.9, (True, True)), (11.2, (False, False))):
        line = parting._Line(shapely.LineString([(at, -50), (at, 50)]), 15.0)
        assert parting._parts(gap, line, across=True) == said
