"""A made-up toy city as a finished folder: blocks of 100 m, streets between, two street offices.

Every letter below is one compound of 84 x 84 m; capital letters stand for today's community, the
second drawing for the plan: A is split along the street 槐安街, E joins F, one compound of B goes
to C.
"""

from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry import LineString, Point, box

from redistrict.domain.findings import Finding
from redistrict.domain.outcome import Outcome, Status, TierResult
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Move, Part, Record, Side, Totals, UnitRow
from redistrict.domain.rules import Rules, Tier
from redistrict.domain.scenario import Statement
from redistrict.domain.verdict import Verdict
from redistrict.store.folder import Folder

TODAY = """
AAAABBBCCC
AAAABBBCCC
AAAABBBCCC
AAAABBBCCC
DDDDEEFFFF
DDDDEEFFFF
DDDDGGGGFF
DDDDGGGGFF
"""
PLAN = """
AAAABBBCCC
AAAABBBCCC
NNNNBBCCCC
NNNNBBBCCC
DDDDFFFFFF
DDDDFFFFFF
DDDDGGGGFF
DDDDGGGGFF
"""
NAMES = {
    "A": "柳荫社区", "B": "望湖社区", "C": "长庚社区", "D": "晴川社区", "E": "竹里社区",
    "F": "栖霞社区", "G": "云岫社区", "N": "新设社区（柳荫二）",
}  # fmt: skip
SIZE = {"A": 290, "B": 230, "C": 190, "D": 200, "E": 150, "F": 170, "G": 350}
VERDICTS = {
    "A": Verdict.SPLIT, "B": Verdict.FITS, "C": Verdict.FITS, "D": Verdict.TOLERATED,
    "E": Verdict.MERGE, "F": Verdict.FITS, "G": Verdict.FITS,
}  # fmt: skip
KINDS = {
    "A": Kind.SPLIT, "B": Kind.RESHAPED, "C": Kind.RESHAPED, "D": Kind.UNTOUCHED,
    "E": Kind.ABOLISHED, "F": Kind.MERGED, "G": Kind.UNTOUCHED, "N": Kind.SET_UP,
}  # fmt: skip
PITCH, STREET = 100, 16
RULES = Rules(1000, 3000, 1000, 3000, 1000, 4000)
CRS = "EPSG:4547"
EAST, NORTH = 500_000, 4_500_000
NEW = "NEW-东关街道-1"


def _rows(drawing: str) -> list[str]:
    return drawing.strip().splitlines()


def _id(letter: str) -> str:
    return NEW if letter == "N" else letter


def _subdistrict(letter: str) -> str:
    return "东关街道" if letter in "ABCN" else "西营街道"


def units(names: dict[str, str] | None = None) -> tuple[UnitRow, ...]:
    """Return the compounds; ``names`` replaces names by unit id."""
    found = []
    plan = _rows(PLAN)
    for row, line in enumerate(_rows(TODAY)):
        for column, letter in enumerate(line):
            key = f"u{row:02d}{column:02d}"
            households = SIZE[letter] + 7 * ((row * 3 + column * 5) % 11) - 30
            name = f"{'槐桐榆楸椿楝桑柘'[row]}{'一二三四五六七八九十'[column]}小区"
            found.append(
                UnitRow(
                    id=key,
                    name=(names or {}).get(key, name),
                    subdistrict=_subdistrict(letter),
                    group="",
                    households=0 if (row, column) == (1, 1) else households,
                    population=0 if (row, column) == (1, 1) else int(households * 2.4),
                    workload=households,
                    area=(PITCH - STREET) ** 2,
                    before=letter,
                    after=_id(plan[row][column]),
                    sensitive=(row, column) == (6, 1),
                )
            )
    return tuple(found)


def _side(rows: list[UnitRow]) -> Side:
    return Side(
        sum(row.households for row in rows),
        sum(row.population or 0 for row in rows),
        sum(row.workload for row in rows),
        sum(row.area for row in rows),
        len(rows),
        len(rows),
    )


def communities(rows: tuple[UnitRow, ...], names: dict[str, str]) -> tuple[CommunityRow, ...]:
    """Return a row for every community of today and of the plan."""
    found = []
    for letter, name in NAMES.items():
        key = _id(letter)
        before = [row for row in rows if row.before == key]
        after = [row for row in rows if row.after == key]
        size = (_side(after) if after else _side(before)).households
        found.append(
            CommunityRow(
                id=key,
                name=names.get(key, name),
                subdistrict=_subdistrict(letter),
                kind=KINDS[letter],
                before=_side(before) if before else None,
                after=_side(after) if after else None,
                verdict=VERDICTS.get(letter),
                in_band=RULES.min <= size <= RULES.max,
                tolerated=letter == "D",
                filed=letter != "C",
                facts={"staff": "9", "staff_needed": "10", "office_area": "420"},
            )
        )
    return tuple(sorted(found, key=lambda row: row.id))


def _moves(rows: tuple[UnitRow, ...]) -> tuple[Move, ...]:
    pairs: dict[tuple[str, str], list[UnitRow]] = {}
    for row in rows:
        if row.moved:
            pairs.setdefault((row.before, row.after), []).append(row)
    return tuple(
        Move(
            subdistrict=members[0].subdistrict,
            before=before,
            after=after,
            units=tuple(row.id for row in members),
            compounds=len(members),
            households=sum(row.households for row in members),
            population=sum(row.population or 0 for row in members),
            to_new=after == NEW,
        )
        for (before, after), members in sorted(pairs.items())
    )


def _totals(rows: list[UnitRow], found: list[CommunityRow]) -> Totals:
    moved = [row for row in rows if row.moved]
    touched = [row for row in found if row.kind is not Kind.UNTOUCHED]
    return Totals(
        units=len(rows),
        households=sum(row.households for row in rows),
        communities_before=sum(row.before is not None for row in found),
        communities_after=sum(row.after is not None for row in found),
        set_up=sum(row.kind is Kind.SET_UP for row in found),
        abolished=sum(row.kind is Kind.ABOLISHED for row in found),
        touched_communities=len(touched),
        moved_units=len(moved),
        moved_compounds=len(moved),
        moved_households=sum(row.households for row in moved),
        moved_to_new=sum(row.households for row in moved if row.after == NEW),
        moved_to_existing=sum(row.households for row in moved if row.after != NEW),
        concerned_households=sum(row.before.households for row in touched if row.before),
        out_of_band_before=2,
        out_of_band=1,
        tolerated=1,
        exceptions=0,
        workload_deviation=1234,
        population=sum(row.population or 0 for row in rows),
        moved_population=sum(row.population or 0 for row in moved),
    )


PROVEN = Outcome(
    Status.PROVEN,
    (TierResult(Tier.EXCEPTIONS, 0, 0), TierResult(Tier.CHANGE, 5210, 5210)),
    "HiGHS 1.15.1",
    "columns",
)
OPEN = Outcome(Status.FEASIBLE, (TierResult(Tier.EXCEPTIONS, 1, 0),), "HiGHS 1.15.1", "compact")
TODAY_OUTCOME = Outcome(Status.STOPPED)


def record(
    names: dict[str, str] | None = None,
    *,
    statement: dict[str, object] | None = None,
    complete: bool = True,
    findings: tuple[Finding, ...] = (),
) -> Record:
    """Return the toy's record; ``names`` replaces names of units and communities by id."""
    names = names or {}
    rows = units(names)
    found = communities(rows, names)
    totals = _totals(list(rows), list(found))
    stated: dict[str, object] = {
        "title": "示例市云泉区社区规模调整（玩具）", "language": "zh",
        "households_definition": "常住户", "as_of": "2026-09", "source": "示例统计",
        "profile": "cn-2026", "made_up": True, "made_up_note": "示例数据，地名均为虚构",
    }  # fmt: skip
    parts = tuple(
        Part(
            name,
            PROVEN if complete else OPEN,
            _totals(
                [row for row in rows if row.subdistrict == name],
                [row for row in found if row.subdistrict == name],
            ),
            solved=complete or name == "东关街道",
        )
        for name in ("东关街道", "西营街道")
    )
    return Record(
        statement=Statement(**(stated | (statement or {}))),  # type: ignore[arg-type]
        alternative="split-merge",
        recommended="split-merge",
        rules=RULES,
        units=rows,
        communities=found,
        moves=_moves(rows),
        parts=parts,
        totals=totals,
        outcome=PROVEN if complete else OPEN,
        findings=findings,
        alternatives=(
            ("today", _totals([], []), TODAY_OUTCOME),
            ("split-merge", totals, PROVEN),
            ("least-change", totals, OPEN),
        ),
        complete=complete,
        check_code="7F3A-91C2",
    )


def _cell(row: int, column: int, inset: float) -> shapely.Polygon:
    x, y = EAST + column * PITCH, NORTH - row * PITCH
    return box(x + inset, y - PITCH + inset, x + PITCH - inset, y - inset)


def _layer(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)


def _tiles(drawing: str, names: dict[str, str], extra: str) -> gpd.GeoDataFrame:
    cells: dict[str, list[shapely.Polygon]] = {}
    for row, line in enumerate(_rows(drawing)):
        for column, letter in enumerate(line):
            cells.setdefault(letter, []).append(_cell(row, column, 0))
    return _layer(
        [
            {
                "community": _id(letter),
                "name": names.get(_id(letter), NAMES[letter]),
                "subdistrict": _subdistrict(letter),
                "households": 0,
                extra: "",
                "geometry": shapely.union_all(polygons),
            }
            for letter, polygons in sorted(cells.items())
        ]
    )


def layers(rows: tuple[UnitRow, ...], names: dict[str, str]) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of ``plan.gpkg``."""
    width, height = 10 * PITCH, 4 * PITCH
    return {
        "units": _layer(
            [
                {
                    "unit_id": row.id,
                    "name": row.name,
                    "subdistrict": row.subdistrict,
                    "group": row.group,
                    "households": row.households,
                    "population": row.population,
                    "community_before": row.before,
                    "community_after": row.after,
                    "moved": int(row.moved),
                    "sensitive": int(row.sensitive),
                    "geometry": _cell(int(row.id[1:3]), int(row.id[3:5]), STREET / 2),
                }
                for row in rows
            ]
        ),
        "communities_before": _tiles(TODAY, names, "verdict"),
        "communities_after": _tiles(PLAN, names, "kind"),
        "subdistricts": _layer(
            [
                {
                    "subdistrict": name,
                    "geometry": box(EAST, NORTH - top - height, EAST + width, NORTH - top),
                }
                for name, top in (("东关街道", 0), ("西营街道", height))
            ]
        ),
        "outside": _layer(
            [
                {
                    "name": names.get("outside", "桑园村"),
                    "geometry": box(EAST + width, NORTH - 2 * height, EAST + width + 150, NORTH),
                }
            ]
        ),
    }


def _line(x1: float, y1: float, x2: float, y2: float) -> LineString:
    return LineString([(EAST + x1, NORTH + y1), (EAST + x2, NORTH + y2)])


def context(names: dict[str, str]) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of ``context.gpkg``."""
    roads = [
        ("槐安街", "主干路", 16, "", _line(-30, -200, 1150, -200)),
        ("中兴大街", "主干路", 40, "", _line(-30, -400, 1150, -400)),
        ("永宁路", "次干路", 16, "", _line(400, 30, 400, -830)),
        ("翠微路", "支路", 12, "在建", _line(700, 30, 700, -430)),
    ]
    return {
        "roads": _layer(
            [
                {
                    "name": names.get("road", name) if name == "槐安街" else name,
                    "kind": kind,
                    "width_m": width,
                    "state": state,
                    "geometry": line,
                }
                for name, kind, width, state, line in roads
            ]
        ),
        "rivers": _layer(
            [
                {
                    "name": "清浅河",
                    "kind": "",
                    "width_m": 30.0,
                    "state": "",
                    "geometry": _line(-20, 30, -20, -830),
                }
            ]
        ),
        "railways": _layer(
            [
                {
                    "name": "示例铁路",
                    "kind": "",
                    "width_m": 8.0,
                    "state": "",
                    "geometry": _line(1000, 30, 1000, -830),
                }
            ]
        ),
        "offices": _layer(
            [
                {
                    "community": key,
                    "name": names.get("office", f"{name}党群服务中心"),
                    "address": "槐安街1号",
                    "area_m2": 420.0,
                    "state": "已具备办公条件",
                    "date": "2026-12",
                    "geometry": Point(EAST + x, NORTH + y),
                }
                for key, name, x, y in (
                    ("A", "柳荫", 150, -150),
                    (NEW, "柳荫二", 250, -250),
                    ("F", "栖霞", 850, -550),
                )
            ]
        ),
    }


def folder(
    names: dict[str, str] | None = None,
    *,
    statement: dict[str, object] | None = None,
    complete: bool = True,
    findings: tuple[Finding, ...] = (),
) -> Folder:
    """Return the toy city as ``store`` would read it back."""
    made = record(names, statement=statement, complete=complete, findings=findings)
    return Folder(
        path=Path("toy"),
        record=made,
        layers=layers(made.units, names or {}),
        context=context(names or {}),
        manifest={"versions": {"redistrict": "0.1.0"}},
    )


def edges() -> list[tuple[str, str]]:
    """Return the pairs of compounds that face each other across one street."""
    rows = _rows(TODAY)
    found = []
    for row in range(len(rows)):
        for column in range(len(rows[0])):
            if column + 1 < len(rows[0]):
                found.append((f"u{row:02d}{column:02d}", f"u{row:02d}{column + 1:02d}"))
            if row + 1 < len(rows) and (row != 3):
                found.append((f"u{row:02d}{column:02d}", f"u{row + 1:02d}{column:02d}"))
    return found
