"""What is fuzzed: each takes bytes and either returns or refuses with a ``Failure``."""

import copy
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redistrict.domain.failure import Failure
from redistrict.domain.words import remedy, sentence
from redistrict.intake import scenario
from redistrict.intake.answers import Answers
from redistrict.intake.beginnings import of_ledger
from redistrict.intake.delimited import read_delimited
from redistrict.intake.draft import Draft
from redistrict.intake.estimates import complete
from redistrict.intake.grid import Grid, trimmed
from redistrict.intake.homes import ask_subdistricts, settle_communities
from redistrict.intake.joining import join
from redistrict.intake.ledger import clean
from redistrict.intake.listing import list_neighbours
from redistrict.intake.review import read_review
from redistrict.intake.spellings import unify
from redistrict.intake.states import states

_MEMORY = Path("/dev/shm")  # noqa: S108 - files in memory, in a folder of their own
_FOLDER = Path(
    tempfile.mkdtemp(prefix="redistrict-fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None)
)
_PATH = Path("台账.csv")


def rows(data: bytes) -> None:
    """Clean the rows of a ledger and take them through the steps of an import."""
    text = data[4:].decode("utf-8", "replace")
    lines = [line.split("\t") for line in text.split("\n")][:40]
    kept, numbers = trimmed(lines, list(range(1, len(lines) + 1)))
    top, left, down, across = (byte % 6 for byte in data[:4].ljust(4, b"\0"))
    merged = ((top + 1, left + 1, top + 1 + down, left + 1 + across),) if down or across else ()
    grid = Grid(_PATH, "", kept, numbers, merged)
    ledger = clean(grid)
    draft = of_ledger(ledger, _PATH, Answers())
    states(draft)
    unify(draft)
    ask_subdistricts(draft)
    settle_communities(draft, "ask")
    complete(draft, "ask")
    if "id" in draft.columns:
        list_neighbours(draft)
    units = {"id": ["001", "002"], "name": ["阳光小区", "文苑小区"],
             "subdistrict": ["城关街道"] * 2,
             "community": ["东山社区"] * 2}  # fmt: skip
    beside = Draft("layer.shp", units, [1, 2], Answers())
    join(beside, ledger, _PATH, "")
    for item in [*draft.findings, *beside.findings]:
        sentence(item, "zh")
        remedy(item, "zh")


def table(data: bytes) -> None:
    """Read a CSV file of any bytes."""
    _refused_or_read(data, "台账.csv", lambda path: clean(read_delimited(path)))


def toml(data: bytes) -> None:
    """Read a scenario of any bytes."""
    _refused_or_read(data, "scenario.toml", scenario.read)


def review(data: bytes) -> None:
    """Read a review of any bytes."""
    _refused_or_read(data, "review.json", read_review)


def values(data: bytes) -> None:
    """Read a review that is sound JSON with other values, keys and lists than it should have."""
    document = json.loads(SEEDS["review"])
    for at in range(0, len(data) - 2, 3):
        holder, key = _place(document, data[at])
        odd = ODD[data[at + 1] % len(ODD)]
        if isinstance(holder, dict) and data[at + 2] % 4 == 0:
            holder[str(odd)] = holder.pop(key)
        elif data[at + 2] % 4 == 1:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(odd)
    text = json.dumps(document, ensure_ascii=data[:1] < b"\x80")
    _refused_or_read(text.encode("utf-8", "surrogatepass"), "review.json", read_review)


def _place(document: Any, choice: int) -> tuple[Any, Any]:
    """Return a holder and a key or index in it, chosen among all of a document."""
    places: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            places.append((holder, key))
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
    return places[choice % len(places)] if places else (document, document.setdefault("", ""))


def _refused_or_read(data: bytes, name: str, read: Callable[[Path], object]) -> None:
    path = _FOLDER / name
    path.write_bytes(data)
    try:
        read(path)
    except Failure as failure:
        for item in failure.findings[:20]:
            sentence(item, "zh")
            remedy(item, "zh")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "rows": rows, "table": table, "toml": toml, "review": review, "values": values,
}  # fmt: skip
_LEDGER = """小区台账
编号\t小区名称\t街道\t社区\t常住户数\t四至\t相邻\t状态\t经度\t纬度
001\t阳光小区\t城关街道\t东山社区\t１２３\t东至一路，南至二街，西至文苑小区，北至三街\t文苑\t代管\t104.1\t36.5
002\t文苑小区\t城关街道\t东山居委会\t1,200户\t\t001\t村委会辖区\t\t
合计\t\t\t\t1323"""
SEEDS: dict[str, bytes] = {
    "rows": b"\0\0\0\0" + _LEDGER.encode(),
    "table": _LEDGER.replace("\t", ",").encode("gb18030"),
    "toml": """households_definition = "常住户"
as_of = "2026-09"
source = "x"
[units]
path = "a.gpkg"
id = "id"
[rules]
min = 1000
max = 3000
[[locks]]
kind = "frozen"
community = "c"
reason = "r"
[[adjacency.barriers]]
reason = "r"
pairs = [["a", "b"]]
""".encode(),
    "review": b"""{"format": "redistrict-review/1", "proposal": "p", "alternative": "a",
"communities": [{"id": "n", "name": "n", "subdistrict": "s"}], "moves": [{"unit": "u", "from": "a",
"to": "b"}], "locks": [{"unit": "u", "community": "c"}], "comments": [{"target": {"kind": "unit",
"id": "u"}, "stance": "agree", "role": "r", "text": "t", "answer": "", "answer_reason": ""}]}""",
}
SEEDS["values"] = bytes(range(30))
ODD: list[Any] = [
    None, True, 0, -1, 1 << 70, 1.5, float("nan"), "", " ", "0", "u", "n", "redistrict-review/1",
    "\u202e", "\ud800", "x" * 5000, "2026-09", "agree", [], [[]], [None], {}, {"": {}}, [{}, {}],
    {"unit": "u", "community": "c"}, {"kind": "unit", "id": "u"},
]  # fmt: skip
"""What stands where something else should."""
