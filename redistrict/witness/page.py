"""The page that officials open, read back: its data block as tables."""

from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from redistrict.domain.words import translator
from redistrict.witness.claimed import Line, Printed, Rows, Sheet, Shown, Told
from redistrict.witness.documents import parse_json, read_text
from redistrict.witness.table import malformed

Json = Mapping[str, Any]
SIDES = ("households", "population", "units", "compounds", "workload")
FACTS = {
    "staff": "staff",
    "staff by the standard": "staff_needed",
    "staff lacking": "staff_gap",
    "office address": "office_address",
    "office, m²": "office_area_m2",
    "state of the office": "office_state",
    "office ready by": "office_date",
    "facilities by the standard, m²": "facility_needed",
    "facilities lacking, m²": "facility_gap",
    "mean walk to the service centre, m": "walk_m",
    "households within a 15-minute walk, %": "walk_share",
    "households expected": "forecast",
    "when": "stage",
    "evidence of overload": "overload_evidence",
}
"""What a card calls some facts of a community, to their names; others go by their own."""
SIDED = frozenset({
    "staff_needed", "staff_gap", "facility_needed", "facility_gap", "walk_m", "walk_share",
    "forecast",
})  # fmt: skip
"""Facts that stand as "before → after"."""


def read(path: Path, file: str) -> Printed:
    """Return what a map page shows.

    Parameters
    ----------
    file
        Its path in the folder, for findings.

    Raises
    ------
    Failure
        ``PRINTED_BROKEN`` where there is not exactly one data block of the known form.
    """
    finder = _Data()
    finder.feed(read_text(path))
    if len(finder.blocks) != 1:
        raise malformed(path, "PRINTED_BROKEN", part="data")
    data = parse_json(finder.blocks[0], path)
    try:
        printed = _printed(data, file)
        for item in _words(printed):
            if not isinstance(item, str):
                raise TypeError(repr(item))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise malformed(path, "PRINTED_BROKEN", part=str(error)[:80]) from None
    return printed


class _Data(HTMLParser):
    """Collects the blocks ``<script type="application/json" id="data">``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and ("id", "data") in attrs:
            self.blocks.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data


def _printed(data: Json, file: str) -> Printed:
    statement = data["statement"]
    shown = [Shown(Rows.FIGURES, _sheet(file, map(_figures, data["compared"])))]
    for plan in data["plans"]:
        shown += _plan(data, plan, file)
    if "edges" in data:
        shown.append(Shown(Rows.EDGES, _sheet(file, _edges(data)), data["plans"][0]["name"]))
    return Printed(
        file,
        codes=(statement["code"], *(plan["code"] for plan in data["plans"])),
        shown=tuple(shown),
        stated={
            "households_definition": statement["definition"],
            "as_of": statement["as_of"],
            "source": statement["source"],
            "title": statement["title"],
            **{f"rules.{name}": value for name, value in data["rules"].items()},
        },
        covers=tuple((plan["name"], plan["headline"]) for plan in data["plans"]),
        sentences=tuple(text for plan in data["plans"] for text in _texts(plan)),
        told=tuple(Told(plan["name"], _lines(plan, "means")) for plan in data["plans"]),
        beside=tuple((plan["name"], _lines(plan, "streets"), _lines(plan, "where"))
                     for plan in data["plans"]),
        rooms=tuple((plan["name"], line["community"], line["text"])
                    for plan in data["plans"] for line in _part(plan, "office")),
    )  # fmt: skip


def _words(printed: Printed) -> Iterator[object]:
    """Yield whatever must be a text; the rest is compared as it is."""
    yield from (*printed.codes, *printed.sentences)
    for name, *rest in (*printed.covers, *printed.rooms):
        yield from (name, *rest)
    for block in printed.told:
        yield from (block.alternative, *block.lines)
    for _, streets, limits in printed.beside:
        yield from (*streets, *limits)
    for shown in printed.shown:
        yield shown.alternative
        for line in shown.sheet.lines:
            yield from line.cells.values()


def _part(plan: Json, key: str) -> Sequence[Json]:
    """Return the lines of one section beside the map."""
    return next((part["lines"] for part in plan["minute"] if part["key"] == key), ())


def _lines(plan: Json, key: str) -> tuple[str, ...]:
    return tuple(line["text"] for line in _part(plan, key))


def _texts(plan: Json) -> Iterator[str]:
    """Yield every sentence beside the map and on the cards."""
    for part in plan["minute"]:
        yield from (line["text"] for line in part["lines"])
    for item in plan["communities"]:
        yield from (item["reason"], item["cause"], item["exemption"])


def _plan(data: Json, plan: Json, file: str) -> list[Shown]:
    names = [item["id"] for item in plan["communities"]]
    parents = data["subdistricts"]
    tables = (
        (Rows.UNITS, _units(data, plan["after"], names)),
        (Rows.COMMUNITIES, [_community(item, parents) for item in plan["communities"]]),
        (Rows.CHANGES, [_move(item, names, data, parents) for item in plan["moves"]]),
        (Rows.FIGURES, [_figures(plan)]),
        (Rows.SUPPLY, _supply(plan["communities"], parents, data["language"])),
    )
    return [Shown(rows, _sheet(file, table), plan["name"]) for rows, table in tables]


def _units(data: Json, after: Sequence[int], names: Sequence[str]) -> list[dict[str, str]]:
    units, groups = data["units"], data["groups"]
    count = len(units["id"])
    if any(len(units[column]) != count for column in units) or len(after) != count:
        raise ValueError("units")
    return [
        {
            "unit_id": units["id"][at],
            "name": units["name"][at] or units["id"][at],
            "subdistrict": data["subdistricts"][units["sub"][at]],
            "group": _at(groups, units["group"][at]),
            "households": _plain(units["h"][at]),
            "population": _plain(units["p"][at]),
            "workload": _plain(units["w"][at]),
            "community_before": _at(names, units["before"][at]),
            "community_after": _at(names, after[at]),
        }
        for at in range(count)
    ]


def _community(item: Json, parents: Sequence[str]) -> dict[str, str]:
    cells = {
        "community": item["id"],
        "name": item["name"],
        "subdistrict": parents[item["sub"]],
        "kind": item["kind"],
        "verdict": item["verdict"],
        "in_band": _plain(item["in_band"]),
        "tolerated": _plain(item["tolerated"]),
        "exempt": _plain(bool(item["exemption"])),
    }
    for column in SIDES:
        for side in ("before", "after"):
            cells[f"{column}_{side}"] = _plain((item[side] or {}).get(column))
    return cells


def _supply(items: Sequence[Json], parents: Sequence[str], language: str) -> list[dict[str, str]]:
    """Return the facts on every card, empty where a card has none."""
    _ = translator(language)
    names = {_(words): name for words, name in FACTS.items()}
    cards = [
        dict(pair for word, value in item["facts"] for pair in _sides(names.get(word, word), value))
        for item in items
    ]
    every = dict.fromkeys(name for card in cards for name in card)
    return [
        {"community": item["id"], "subdistrict": parents[item["sub"]]}
        | {name: card.get(name, "") for name in every}
        for item, card in zip(items, cards, strict=True)
    ]


def _sides(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a fact of a card by its name, and that of today where both stand in one line."""
    before, arrow, after = value.partition(" → ")
    if name not in SIDED or not arrow:
        before, after = "", value
    if name == "forecast":
        before, after = (side.replace(": ", ":").replace("; ", ";") for side in (before, after))
    yield name, after.replace("—", "") if name in SIDED else after
    if name in SIDED:
        yield f"{name}_before", before


def _move(item: Json, names: Sequence[str], data: Json, parents: Sequence[str]) -> dict[str, str]:
    units = data["units"]
    first = item["units"][0]
    return {
        "subdistrict": parents[units["sub"][first]],
        "community_before": _at(names, item["from"]),
        "community_after": _at(names, item["to"]),
        "compounds": _plain(item["compounds"]),
        "households": _plain(item["households"]),
        "population": _plain(item["population"]),
        "to_new": _plain(item["new"]),
        "units": ";".join(units["id"][at] for at in item["units"]),
    }


def _figures(item: Json) -> dict[str, str]:
    return {"alternative": item["name"]} | {
        name: _plain(value) for name, value in item["totals"].items()
    }


def _edges(data: Json) -> list[dict[str, str]]:
    ids, flat = data["units"]["id"], data["edges"]
    if len(flat) % 2:
        raise ValueError("edges")
    pairs = zip(flat[::2], flat[1::2], strict=True)
    return [{"a": _at(ids, a), "b": _at(ids, b)} for a, b in pairs]


def _at(items: Sequence[str], place: int) -> str:
    if type(place) is not int or not -1 <= place < len(items):
        raise IndexError(repr(place))
    return "" if place == -1 else items[place]


def _plain(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, bool) else str(value)


def _sheet(file: str, rows: Any) -> Sheet:
    lines = tuple(Line(at, cells) for at, cells in enumerate(rows, 1))
    return Sheet(file, lines, tuple(lines[0].cells) if lines else ())
