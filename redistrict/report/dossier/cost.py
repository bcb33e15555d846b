"""What the change costs over ten years, from prices stated or published; none are assumed."""

from __future__ import annotations

from collections.abc import Sequence

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow
from redistrict.measure.resources import whole
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Column, Format, Table, Value
from redistrict.report.dossier.supply import known_office

YEARS = 10
_PUBLISHED = {"community_yuan_per_year": "money.yuan_per_community"}
"""Prices that a published standard may hold, by the scenario's key."""


def ten_years(case: Case) -> Table:
    """Return what is needed more than today, once and every year, and over ten years.

    Quantities come from the plan and the ledgers. A price that neither the scenario states nor
    the standard publishes is a blank, and so is every amount that needs it.
    """
    rooms, unknown = _missing_rooms(case)
    more = case.totals.communities_after - case.totals.communities_before
    workers = _lacking([row for row in case.changed if row.after is not None], "staff_gap")
    rows = (
        _row("新设社区需落实的用房", rooms, "平方米", _price(case, "room_yuan_per_m2"), once=True),
        _row("社区数量增减", more, "个", _price(case, "community_yuan_per_year"), once=False),
        _row("社区工作者缺额", workers, "人", _price(case, "worker_yuan_per_year"), once=False),
    )
    notes = [
        (
            "注：数量由方案和台账计算，单价由承办单位提供，没有提供的留空待填；"
            f"{_published(case)}十年合计＝一次性＋每年×{YEARS}，不计价格变动。"
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
        total="" if any(row[-1] is None for row in rows) else "合计",
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
    stated = case.stated(f"cost.{key}") or case.record.profile_facts.get(_PUBLISHED.get(key, ""))
    return int(stated) if stated and stated.isdigit() else None


def _published(case: Case) -> str:
    """Return where a price comes from that the standard publishes and the scenario does not."""
    facts = case.record.profile_facts
    for key, name in _PUBLISHED.items():
        if facts.get(name, "").isdigit() and not case.stated(f"cost.{key}"):
            told = facts.get("money.source", "") or facts.get("source", "")
            cited = "示例标准" if case.record.statement.made_up else told
            return f"每个社区每年经费取所用标准（{cited}）；"
    return ""


def _missing_rooms(case: Case) -> tuple[int | None, int]:
    """Return square metres that new communities still need, and how many have no office yet."""
    rows = [row for row in case.changed if row.kind is Kind.SET_UP and row.after is not None]
    unknown = sum(not known_office(case, row).get("office_area_m2") for row in rows)
    lacking = _lacking(rows, "facility_gap")
    return lacking, 0 if lacking is None else unknown


def _lacking(rows: Sequence[CommunityRow], key: str) -> int | None:
    """Return what some communities lack together, ``None`` where the standard asks for nothing."""
    gaps = [row.facts.get(key, "") for row in rows]
    return sum(map(whole, gaps)) if all(gaps) else None
