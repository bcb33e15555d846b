"""Toy districts drawn in ASCII: a letter is a unit of that community, a dot has none."""

from collections.abc import Mapping, Sequence

from redistrict.domain.problem import Problem
from redistrict.domain.rules import Change, Lock, Rules
from redistrict.domain.units import Community, Contact, Edge, Unit

BAND = Rules(
    min=1000, max=3000, changed_min=1000, changed_max=3000, merge_under=1000, split_over=3000
)


def toy(
    drawing: str,
    households: int | Mapping[str, int] | Sequence[Sequence[int]] = 500,
    *,
    rules: Rules = BAND,
    anchors: Mapping[str, str] | None = None,
    cut: Sequence[tuple[str, str]] = (),
    bridges: Sequence[tuple[str, str]] = (),
    locks: Sequence[Lock] = (),
    overloaded: Mapping[str, bool] | None = None,
    change: Change | None = None,
    groups: Mapping[str, str] | None = None,
    roads: Mapping[str, str] | None = None,
) -> Problem:
    """Return the problem of a drawn district.

    Units are named by row and column (``a1`` is the first of the first line) and meet along
    their sides. A space is no unit. ``households`` is one number, a number per letter, or the
    numbers in the shape of the drawing. ``roads`` names a road and the pairs of units it parts
    (``"a1-b1 a2-b2"``).
    """
    lines = [line.strip("|") for line in drawing.strip("\n").splitlines()]
    lines = [line.strip() if "|" not in drawing else line for line in lines]
    cells = {
        (row, column): letter
        for row, line in enumerate(lines)
        for column, letter in enumerate(line)
        if letter != " "
    }
    names = {cell: f"{chr(ord('a') + cell[0])}{cell[1] + 1}" for cell in cells}

    def count(cell: tuple[int, int]) -> int:
        if isinstance(households, int):
            return households
        if isinstance(households, Mapping):
            return households[cells[cell]]
        return households[cell[0]][cell[1]]

    units = tuple(
        Unit(
            id=names[cell],
            households=count(cell),
            subdistrict="Toy",
            community="" if cells[cell] == "." else cells[cell],
            group=(groups or {}).get(names[cell], ""),
            population=2 * count(cell),
            workload=count(cell),
            easting=100 * cell[1],
            northing=-100 * cell[0],
            area=10_000,
        )
        for cell in sorted(cells)
    )
    found = {}
    for (row, column), name in names.items():
        for other in ((row, column + 1), (row + 1, column)):
            if other in names:
                pair = tuple(sorted((name, names[other])))
                barrier = pair in {tuple(sorted(item)) for item in cut}
                found[pair] = Edge(
                    *pair,
                    contact=Contact.BARRIER if barrier else Contact.BORDER,
                    shared=1000,
                    reason="river" if barrier else "",
                    lines=tuple(
                        road for road, pairs in sorted((roads or {}).items())
                        if "-".join(pair) in pairs.split()
                    ),
                )  # fmt: skip
    for item in bridges:
        pair = tuple(sorted(item))
        found[pair] = Edge(*pair, contact=Contact.BRIDGE, reason="bridge")
    letters = sorted({letter for letter in cells.values() if letter != "."})
    communities = tuple(
        Community(
            id=letter,
            name=letter,
            subdistrict="Toy",
            units=tuple(sorted(names[cell] for cell in cells if cells[cell] == letter)),
            anchor=(anchors or {}).get(letter, ""),
            overloaded=(overloaded or {}).get(letter),
        )
        for letter in letters
    )
    total = sum(unit.workload for unit in units)
    return Problem(
        subdistrict="Toy",
        units=units,
        edges=tuple(found[pair] for pair in sorted(found)),
        communities=communities,
        rules=rules,
        change=change or Change(),
        locks=tuple(locks),
        workload_target=round(total / max(1, len(communities))),
    )
