"""The cells of every unit, from the layer and the ledger beside it; nothing stands in for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from redistrict.domain.findings import Finding
from redistrict.witness import opening
from redistrict.witness.keys import Keys
from redistrict.witness.table import Table, all_or_refuse, text, whole

MEANINGS = (
    "id", "households", "subdistrict", "community", "community_name", "name", "population",
    "office", "group", "phase", "area", "outside", "sensitive", "neighbours", "plan_unit",
)  # fmt: skip
BUILT_IN = frozenset({"households", "population", "area"})
NO = frozenset({"", "0", "false", "f", "no", "n", "否", "无"})
_SEPARATORS = re.compile(r"[;,、，；|\n]+")


@dataclass(frozen=True)
class Row:
    """One unit as its cells describe it; ``position`` finds its shape in the layer."""

    id: str
    position: int
    households: int
    subdistrict: str
    texts: dict[str, str]
    population: int | None = None
    area: int | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def neighbours(self) -> tuple[str, ...]:
        """Return the words of its column of neighbours."""
        words = (word.strip() for word in _SEPARATORS.split(self.texts["neighbours"]))
        return tuple(word for word in words if word)


@dataclass(frozen=True)
class Source:
    """A table with the column of every meaning, and its cells as text."""

    table: Table
    columns: dict[str, str]

    def __post_init__(self) -> None:
        """Refuse columns that are stated and not there."""
        lost = sorted(set(self.columns.values()) - set(self.table.columns))
        known = self.table.columns
        all_or_refuse(
            Finding("WITNESS_COLUMN_MISSING", self.table.place(column=name),
                    {"wanted": name, "columns": known})
            for name in lost
        )  # fmt: skip

    def cell(self, column: str, position: int) -> str:
        """Return a cell as text."""
        return text(self.table.rows[position][self.table.columns.index(column)])


@dataclass(frozen=True)
class Cells:
    """All units of a scenario, sorted by id, and the shapes of their layer."""

    rows: tuple[Row, ...]
    table: Table


def read(keys: Keys, base: Path, counted: tuple[str, ...]) -> Cells:
    """Return the units of a scenario.

    Parameters
    ----------
    base
        Folder from which the paths of the scenario count.
    counted
        Columns of whole numbers to read besides.

    Raises
    ------
    Failure
        ``WITNESS_*`` findings: a cell that is not what its column is, an id twice, a unit that
        the ledger leaves out.
    """
    main, beside = _sources(keys, base)
    outside = frozenset(
        position
        for position in range(len(main.table.rows))
        if "outside" in main.columns
        and main.cell(main.columns["outside"], position).strip().casefold() not in NO
    )
    at = _positions(main, outside)
    other = _positions(beside, frozenset()) if beside else {}
    zero = keys.table("units").text("missing_households") == "zero"
    drop = keys.table("ledger").text("unmatched") == "drop"
    if beside:
        lost = sorted(at.keys() - other.keys()) if not zero else []
        extra = sorted(other.keys() - at.keys()) if not drop else []
        all_or_refuse(
            Finding("WITNESS_UNIT_UNMATCHED", main.table.place(unit=key), {"id": key})
            for key in (*lost, *extra)
        )
    wanted = tuple(sorted(counted))
    above = _parents(keys, base)
    rows = tuple(
        _row(_Reader(main, beside, key, at[key], other.get(key), zero), wanted, above)
        for key in sorted(at)
    )
    return Cells(rows, main.table)


def _sources(keys: Keys, base: Path) -> tuple[Source, Source | None]:
    units, ledger = keys.table("units"), keys.table("ledger")
    own, listed = _stated(units), _stated(ledger)
    if "path" not in units.values:
        table = opening.table(base / ledger.text("path"), ledger.text("sheet") or None)
        return Source(table, own | listed), None
    encoding, name = units.text("encoding"), units.text("layer") or None
    table = opening.layer(base / units.text("path"), name, encoding)
    if "path" not in ledger.values:
        return Source(table, own), None
    main = {key: column for key, column in own.items() if key == "id" or key not in listed}
    if "id" in own:
        listed.setdefault("id", own["id"])
    beside = opening.table(base / ledger.text("path"), ledger.text("sheet") or None)
    return Source(table, main), Source(beside, listed)


def _stated(keys: Keys) -> dict[str, str]:
    return {name: keys.text(name) for name in MEANINGS if keys.text(name)}


def _positions(source: Source, outside: frozenset[int]) -> dict[str, int]:
    """Return where every id stands; without an id column the row number is the id."""
    column = source.columns.get("id")
    found: dict[str, int] = {}
    wrong = []
    for position in range(len(source.table.rows)):
        if position in outside:
            continue
        key = source.cell(column, position) if column else str(source.table.numbers[position])
        if not key.strip() or key in found:
            code = "WITNESS_ID_TWICE" if key.strip() else "WITNESS_ID_EMPTY"
            wrong.append(Finding(code, source.table.place(position, column or "", key)))
        found.setdefault(key, position)
    all_or_refuse(wrong)
    return found


@dataclass(frozen=True)
class _Reader:
    main: Source
    beside: Source | None
    key: str
    position: int
    other: int | None
    zero: bool

    def _where(self, meaning: str) -> Iterator[tuple[Source, str, int | None]]:
        """Yield where a meaning (or a count, by its own name) stands: the ledger first."""
        for source, position in ((self.beside, self.other), (self.main, self.position)):
            if source is not None and meaning in source.columns:
                yield source, source.columns[meaning], position
            elif source is not None and meaning not in MEANINGS and meaning in source.table.columns:
                yield source, meaning, position

    def text(self, meaning: str) -> str:
        """Return a cell without the blanks around it, empty where it is not stated."""
        for source, column, position in self._where(meaning):
            return "" if position is None else source.cell(column, position).strip()
        return ""

    def number(self, meaning: str) -> int | None:
        """Return a whole number, ``None`` where the cell is empty."""
        cell = self.text(meaning)
        if not cell:
            return None
        value = whole(cell)
        if value is None:
            for source, column, position in self._where(meaning):
                place = source.table.place(position, column, self.key)
                all_or_refuse([Finding("WITNESS_NUMBER_WRONG", place, {"text": repr(cell)})])
        return value

    def measure(self, meaning: str) -> int | None:
        """Return a measure rounded to a whole number."""
        cell = self.text(meaning)
        try:
            return int(float(cell) + 0.5) if cell else None
        except (ValueError, OverflowError):
            return self.number(meaning)


def _parents(keys: Keys, base: Path) -> dict[str, str] | None:
    """Return the community that an earlier plan gives to each of its units, if one is named."""
    if not keys.text("plan"):
        return None
    table = opening.table(base / keys.text("plan"))
    ids, after = table.column("unit_id"), table.column("community_after")
    homes = {text(unit).strip(): text(home).strip() for unit, home in zip(ids, after, strict=True)}
    names = _names(keys, base)
    return {unit: names.get(home, home) for unit, home in homes.items()}


def _names(keys: Keys, base: Path) -> dict[str, str]:
    """Return the names of the plan's communities that are the only ones of that name."""
    beside = names_beside(keys)
    if not beside or not (base / beside).is_file():
        return {}
    table = opening.table(base / beside)
    pairs = list(zip(table.column("community"), table.column("name"), strict=True))
    told = [text(name).strip() for _, name in pairs]
    return {
        text(key).strip(): name
        for (key, _), name in zip(pairs, told, strict=True)
        if name and told.count(name) == 1
    }


def names_beside(keys: Keys) -> str:
    """Return the path of the table that names the communities of a plan, empty without one."""
    plan = keys.text("plan")
    return str(PurePosixPath(plan).with_name("communities.csv")) if plan else ""


def divided(rows: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """Return the units with every compound over a number of households taken apart."""
    total: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.subdistrict, row.texts["group"])
        total[key] = total.get(key, 0) + row.households
    return tuple(
        replace(row, texts={**row.texts, "group": ""})
        if total[row.subdistrict, row.texts["group"]] > most
        else row
        for row in rows
    )


def phased(rows: tuple[Row, ...], most: int) -> tuple[Row, ...]:
    """Return the units with every compound over a number of households bound by its phases."""
    total: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.subdistrict, row.texts["group"])
        total[key] = total.get(key, 0) + row.households
    found = []
    for row in rows:
        whole, phase = row.texts["group"], row.texts["phase"]
        if whole and phase and total[row.subdistrict, whole] > most:
            found.append(replace(row, texts={**row.texts, "group": f"{whole} {phase}"}))
        else:
            found.append(row)
    return tuple(found)


def _row(reader: _Reader, counted: tuple[str, ...], above: dict[str, str] | None) -> Row:
    households = reader.number("households")
    if households is None and not reader.zero:
        place = reader.main.table.place(reader.position, unit=reader.key)
        all_or_refuse([Finding("WITNESS_HOUSEHOLDS_MISSING", place)])
    texts = {name: reader.text(name) for name in MEANINGS}
    if above is not None:
        texts["subdistrict"] = above.get(texts["plan_unit"] or reader.key, "")
    if not texts["subdistrict"]:
        place = reader.main.table.place(reader.position, unit=reader.key)
        all_or_refuse([Finding("WITNESS_PARENT_MISSING", place)])
    return Row(
        id=reader.key,
        position=reader.position,
        households=households or 0,
        subdistrict=texts["subdistrict"],
        texts=texts,
        population=reader.number("population"),
        area=reader.measure("area"),
        counts={name: reader.number(name) or 0 for name in counted if name not in BUILT_IN},
    )
