"""Units as rows: layer and ledger joined by id, every cell checked, everything wrong at once."""

from dataclasses import dataclass

from redistrict.domain.findings import Fact, Finding, Place
from redistrict.intake import whole as numbers
from redistrict.intake.cells import blank, flag, rounded, whole
from redistrict.intake.keys import Keys
from redistrict.intake.scenario import Scenario
from redistrict.intake.sources import Source

BUILT_IN = frozenset({"households", "population", "area"})
"""Counts that a weight may name by their meaning."""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as the files describe it; ``position`` finds its geometry in the layer."""

    id: str
    place: Place
    position: int
    households: int = 0
    subdistrict: str = ""
    community: str = ""
    community_name: str = ""
    name: str = ""
    office: str = ""
    group: str = ""
    phase: str = ""
    compound: str = ""
    neighbours: str = ""
    plan_unit: str = ""
    population: int | None = None
    area: int | None = None
    sensitive: bool = False
    counts: tuple[tuple[str, int], ...] = ()


def rows(
    scenario: Scenario, main: Source, beside: Source | None, keys: Keys
) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Return the units of a scenario, sorted by id, and what is wrong in their cells.

    Parameters
    ----------
    main
        The layer, or the ledger where there is no layer.
    beside
        The ledger where there is a layer too: a column stated in [ledger] is read there.
    keys
        Where each unit stands in both.
    """
    reader = _Reader(scenario, main, beside)
    found = tuple(
        reader.row(key, position, keys.beside.get(key))
        for key, position in sorted(keys.units.items())
    )
    return found, tuple(reader.findings)


def counted(scenario: Scenario) -> tuple[str, ...]:
    """Return the columns of whole numbers beside the stated meanings, sorted."""
    ledger = scenario.ledger.counts if scenario.ledger else ()
    forecast = (scenario.forecast.households, scenario.forecast.population)
    wanted = {*scenario.weights} - BUILT_IN
    named = {name for name in forecast if name} | {*scenario.sensitivity.households}
    named |= {*scenario.forecast.columns.values()}
    return tuple(sorted(wanted | {*scenario.units.counts, *ledger} | named))


class _Reader:
    """Reads the cells of one unit from the layer and the ledger beside it."""

    def __init__(self, scenario: Scenario, main: Source, beside: Source | None) -> None:
        self.main, self.beside = main, beside
        self.findings: list[Finding] = []
        self.zero = scenario.units.missing_households == "zero"
        self.extra = counted(scenario)
        self.weighted = frozenset(scenario.weights)

    def row(self, key: str, position: int, beside: int | None) -> Row:
        at = (position, beside)
        subdistrict = self._text("subdistrict", at)
        if blank(subdistrict) and self._stated("subdistrict"):
            self._say("SUBDISTRICT_EMPTY", "subdistrict", key, at)
        return Row(
            id=key,
            place=self.main.place(position, unit=key),
            position=position,
            households=self._households(key, at),
            subdistrict=subdistrict,
            community=self._text("community", at),
            community_name=self._text("community_name", at),
            name=self._text("name", at),
            office=self._text("office", at),
            group=self._text("group", at),
            phase=self._text("phase", at),
            neighbours=self._text("neighbours", at),
            plan_unit=self._text("plan_unit", at),
            population=self._number("population", key, at),
            area=self._area(key, at),
            sensitive=flag(self._text("sensitive", at)),
            counts=tuple((name, self._count(name, key, at)) for name in self.extra),
        )

    def _where(self, meaning: str, at: tuple[int, int | None]) -> tuple[Source, str, int] | None:
        """Return source, column and position of a meaning, or of a count by its own name."""
        for source, position in zip(self._both(), (at[1], at[0]), strict=True):
            if source is None:
                continue
            column = source.column(meaning)
            if column is None and meaning in self.extra and meaning in source.cells:
                column = meaning
            if column is not None:
                return None if position is None else (source, column, position)
        return None

    def _stated(self, meaning: str) -> bool:
        return any(source is not None and source.column(meaning) for source in self._both())

    def _both(self) -> tuple[Source | None, Source]:
        return self.beside, self.main

    def _text(self, meaning: str, at: tuple[int, int | None]) -> str:
        where = self._where(meaning, at)
        return where[0].cell(where[1], where[2]).strip() if where else ""

    def _say(self, code: str, meaning: str, key: str, at: tuple[int, int | None]) -> None:
        where = self._where(meaning, at)
        source, column, position = where or (self.main, meaning, at[0])
        text = source.cell(column, position)
        facts: dict[str, Fact] = {"id": key, "column": column, "value": text}
        if code == "NUMBER_SPELLED":
            facts["meant"] = numbers.suggest(text)
        self.findings.append(Finding(code, source.place(position, column, key), facts))

    def _number(self, meaning: str, key: str, at: tuple[int, int | None]) -> int | None:
        text = self._text(meaning, at)
        if blank(text):
            return None
        value = whole(text)
        if value is None:
            code = "NUMBER_SPELLED" if numbers.suggest(text) else "NUMBER_WRONG"
            self._say(code, meaning, key, at)
        return value

    def _area(self, key: str, at: tuple[int, int | None]) -> int | None:
        text = self._text("area", at)
        if blank(text):
            return None
        value = rounded(text)
        if value is None:
            self._say("NUMBER_WRONG", "area", key, at)
        return value

    def _count(self, name: str, key: str, at: tuple[int, int | None]) -> int:
        value = self._number(name, key, at)
        empty = self._where(name, at) is not None and blank(self._text(name, at))
        if value is None and name in self.weighted and empty:
            self._say("WEIGHTED_COUNT_EMPTY", name, key, at)
        return value or 0

    def _households(self, key: str, at: tuple[int, int | None]) -> int:
        value = self._number("households", key, at)
        if value is not None:
            return value
        # A column that is not there, or a unit that the ledger leaves out, is said elsewhere.
        if self._where("households", at) and blank(self._text("households", at)):
            code = "HOUSEHOLDS_TAKEN_AS_ZERO" if self.zero else "HOUSEHOLDS_MISSING"
            self._say(code, "households", key, at)
        return 0
