"""The layers of the map file on disk, each spoilt in its shapes."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely

from redistrict import witness
from redistrict.verify import verify_drawn
from redistrict.verify.drawn import CHECKS
from redistrict.witness import drawn
from redistrict.witness.facts import Witnessed
from tests.verify.papers import Spoil
from tests.verify.papers.folder import copied, kept_or_made


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept_or_made(tmp_path_factory.mktemp("shapes"))


@pytest.fixture(scope="module")
def facts(sound: Path) -> Witnessed:
    return witness.read(sound.parent / "scenario.toml")


def layer(folder: Path, name: str, change: Callable[[Any], Any]) -> None:
    """Write one layer of the map file again."""
    path = folder / "plan.gpkg"
    frame = pyogrio.read_dataframe(path, layer=name)
    change(frame)
    pyogrio.write_dataframe(frame, path, layer=name)


def unit_elsewhere(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = shapely.transform(frame.geometry[0], lambda xy: xy + 60)

    layer(folder, "units", change)


def unit_smaller(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = frame.geometry[0].buffer(-1)

    layer(folder, "units", change)


def unit_not_drawn(folder: Path) -> None:
    path = folder / "plan.gpkg"
    frame = pyogrio.read_dataframe(path, layer="units")
    pyogrio.write_dataframe(frame.drop(index=0), path, layer="units")


def community_short(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = frame.geometry[0].buffer(-5)

    layer(folder, "communities_after", change)


def communities_overlap(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[1, "geometry"] = frame.geometry[1].union(frame.geometry[0])

    layer(folder, "communities_after", change)


def limits_differ(folder: Path) -> None:
    def change(frame: Any) -> None:
        frame.loc[0, "geometry"] = frame.geometry[0].buffer(3)

    layer(folder, "subdistricts", change)


def shapes_missing(folder: Path) -> None:
    path = folder / "plan.gpkg"
    units = pyogrio.read_dataframe(path, layer="units")
    path.unlink()
    pyogrio.write_dataframe(units.drop(columns="geometry"), path, layer="units")


def drawn_codes(facts: Witnessed, folder: Path, without: str = "") -> set[str]:
    points = {unit.id: (unit.easting, unit.northing)
              for problem in facts.problems for unit in problem.units}  # fmt: skip
    checks = tuple(check for check in CHECKS if check.__name__ != without)
    found = verify_drawn(facts, drawn.read(folder, points, "plan.gpkg"), "plan.gpkg", checks)
    return {item.code for item in found}


@pytest.mark.parametrize(
    ("how", "code", "sole"),
    [
        (unit_elsewhere, "DRAWN_UNIT_DIFFERS", "shapes"),
        (unit_smaller, "DRAWN_UNIT_DIFFERS", "shapes"),
        (unit_not_drawn, "DRAWN_UNIT_DIFFERS", "shapes"),
        (community_short, "DRAWN_COMMUNITY_SHORT", "covered"),
        (communities_overlap, "DRAWN_OVERLAP", "apart"),
        (limits_differ, "DRAWN_LIMITS_DIFFER", "apart"),
        (shapes_missing, "DRAWN_MISSING", ""),
    ],
)
def test_shapes_that_contradict_the_plan(
    sound: Path, facts: Witnessed, tmp_path: Path, how: Spoil, code: str, sole: str
) -> None:
    folder = copied(sound, tmp_path, how)
    assert code in drawn_codes(facts, folder)
    assert not sole or code not in drawn_codes(facts, folder, sole)


def test_shapes_that_agree(sound: Path, facts: Witnessed) -> None:
    for folder in (sound, sound / "today", sound / "least-change"):
        assert drawn_codes(facts, folder) == set()
    unplaced = dataclasses.replace(facts, grounded=False)
    assert verify_drawn(unplaced, None, "plan.gpkg") == ()
    listed = dataclasses.replace(facts, shaped=False)
    assert verify_drawn(listed, None, "plan.gpkg") == ()
