"""What the change costs over ten years, from prices that the scenario states; none are assumed."""

from __future__ import annotations

from redistrict.domain.plan import Kind
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Column, Format, Table, Value
from redistrict.report.dossier.supply import known_office, needed_m2

YEARS = 10
PRICES = {
    "cost.room_yuan_per_m2": "办公用房每平方米一次性投入（元）",
    "cost.community_yuan_per_year": "每个社区每年工作经费（元）",
    "cost.worker_yuan_per_year": "每名社区工作者每年费用（元）",
}
"""What the scenario may state under ``[file.cost]``, as a blank names it."""


def ten_years(case: Case) -> Table:
    """Return what is needed more than today, once and every year, and over ten years.

    Quantities come from the plan and the ledgers; a price that the scenario does not state is a
    blank, and so is every amount that needs it.
    """
    rooms, unknown = _missing_rooms(case)
    more = case.totals.communities_after - case.totals.communities_before
    workers = _missing_workers(case)
    rows = (
        _row("新设社区需落实的用房", rooms, "平方米", _price(case, "room_yuan_per_m2"), once=True),
        _row("社区数量增减", more, "个", _price(case, "community_yuan_per_year"), once=False),
        _row("社区工作者缺额", workers, "人", _price(case, "worker_yuan_per_year"), once=False),
    )
    notes = [
        (
            "注：数量由方案和台账计算，单价由承办单位提供，没有提供的留空待填；"
            f"十年合计＝一次性＋每年×{YEARS}，不计价格变动。"
        ),
    ]
    if unknown:
        notes.append(f"有{unknown}个新设社区的办公用房尚无登记，按应有面积全额计列。")
    return Table(
        title="十年经费测算表",
        columns=(
            Column("项目", 2.2), Column("数量", 0.8, Format.WHOLE), Column("单位", 0.8),
            Column("单价（元）", 1.0, Format.WHOLE),
            Column("一次性（元）", 1.2, Format.WHOLE, total=True),
            Column("每年（元）", 1.2, Format.WHOLE, total=True),
            Column("十年合计（元）", 1.3, Format.WHOLE, total=True),
        ),
        rows=rows,
        sheet="十年经费",
        total="合计",
        notes=tuple(notes),
    )  # fmt: skip


def _row(
    item: str, amount: int | None, unit: str, price: int | None, *, once: bool
) -> tuple[Value, ...]:
    whole = None if amount is None or price is None else amount * price
    if whole is None:
        return item, amount, unit, price, None, None, None
    if once:
        return item, amount, unit, price, whole, 0, whole
    return item, amount, unit, price, 0, whole, whole * YEARS


def _price(case: Case, key: str) -> int | None:
    stated = case.stated(f"cost.{key}")
    return int(stated) if stated.isdigit() else None


def _missing_rooms(case: Case) -> tuple[int | None, int]:
    """Return square metres that new communities still need, and how many have no office yet."""
    whole, unknown = 0, 0
    for row in case.changed:
        if row.kind is not Kind.SET_UP or row.after is None:
            continue
        needed = needed_m2(case, row, row.after.households)
        if needed is None:
            return None, 0
        have = known_office(case, row).get("office_area_m2", "")
        unknown += not have
        whole += max(needed - int(float(have or 0)), 0)
    return whole, unknown


def _missing_workers(case: Case) -> int | None:
    whole = 0
    for row in case.changed:
        if row.after is None:
            continue
        needed, have = row.facts.get("staff_needed", ""), row.facts.get("staff", "")
        if not needed.isdigit():
            return None
        whole += int(needed) - (int(have) if have.isdigit() else 0)
    return max(whole, 0)
