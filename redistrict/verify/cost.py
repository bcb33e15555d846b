"""What a change costs over ten years, from the prices of scenario and standard."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redistrict.domain.findings import Finding
from redistrict.verify import sheets
from redistrict.verify.paper import Paper
from redistrict.verify.supply import Supplied, number

if TYPE_CHECKING:
    from redistrict.witness.claimed import Shown

YEARS = 10
ROOMS, COMMUNITIES, WORKERS = "新设社区需落实的用房", "社区数量增减", "社区工作者缺额"
PRICES = {
    ROOMS: "room_yuan_per_m2",
    COMMUNITIES: "community_yuan_per_year",
    WORKERS: "worker_yuan_per_year",
}


def cost(paper: Paper, shown: "Shown") -> Iterator[Finding]:
    """Check quantities, prices and sums; without a price a sum stays open."""
    if paper.proposal.witnessed.supply.offers is None:
        return
    rows = []
    for item, amount in _amounts(paper, shown.alternative).items():
        price = _price(paper, item)
        whole = None if amount is None or price is None else amount * price
        numbers = {"amount": amount, "price": price} | _sums(item, whole)
        rows.append({"item": item} | {key: _text(value) for key, value in numbers.items()})
    yield from sheets.compare(shown.sheet, rows, ("item",), frozenset())


def _sums(item: str, whole: int | None) -> dict[str, int | None]:
    if whole is None:
        return dict.fromkeys(("once", "yearly", "ten_years"))
    if item == ROOMS:
        return {"once": whole, "yearly": 0, "ten_years": whole}
    return {"once": 0, "yearly": whole, "ten_years": YEARS * whole}


def _amounts(paper: Paper, alternative: str) -> dict[str, int | None]:
    """Return square metres, communities and workers that are needed more than today."""
    rooms: list[str] = []
    workers: list[str] = []
    more = 0
    for case in paper.cases(alternative):
        more += len(case.sets) - len(case.ground.today)
        for row in Supplied(paper.proposal.witnessed, case).rows():
            key = row["community"]
            if key not in case.sets or case.untouched(key):
                continue
            workers.append(row["staff_gap_after"])
            if key not in case.ground.today:
                rooms.append(row["facility_gap_after"])
    return {ROOMS: _whole(rooms), COMMUNITIES: more, WORKERS: _whole(workers)}


def _whole(gaps: list[str]) -> int | None:
    return sum(map(number, gaps)) if all(gaps) else None


def _price(paper: Paper, item: str) -> int | None:
    known = paper.proposal.witnessed.supply
    published = known.money.get("yuan_per_community") if item == COMMUNITIES else None
    stated = known.prices.get(PRICES[item], "").strip() or str(published)
    return int(stated) if stated.isdecimal() else None


def _text(value: int | None) -> str:
    return "" if value is None else str(value)
