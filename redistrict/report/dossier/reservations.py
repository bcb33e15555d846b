"""What the plan does not consider, and how it stands by the other counts of the ledgers."""

from __future__ import annotations

import re

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import clean

_HOUSEHOLDS = re.compile(r"套数|户数|入住户|户籍户|常住户")
"""Counts of a ledger that are another definition of the household, not a kind of household."""
_ALWAYS = (
    "居民意愿、历史沿革和习惯称呼，以实际征求意见为准",
    "学区、警务区、物业管理区域、集体经济组织范围是否被界线穿越（数据未提供的，未作检查）",
    "数据截止日期以后交付入住的住宅和拆迁变动",
    "办公用房能否按期落实、经费能否保障",
)


def not_considered(case: Case) -> tuple[str, ...]:
    """Return what nobody checked; other counts are left out where the ledgers have them."""
    counted = "、".join(name for name, _out in other_counts(case))
    other = f"{counted}以外的其他口径" if counted else "其他口径（住宅套数、户籍户等）"
    return (*_ALWAYS, f"按{other}计算时是否仍符合一般规模")


def other_counts(case: Case) -> tuple[tuple[str, int], ...]:
    """Return how many communities lie outside the band by every other count of households."""
    rows = [row for row in case.record.communities if row.after is not None]
    found = []
    for name in sorted({name for unit in case.record.units for name, _count in unit.counts}):
        if not _HOUSEHOLDS.search(name):
            continue
        sizes = [case.counted(row.id, "after", (name,)) for row in rows]
        if any(size is None for size in sizes):
            continue
        out = sum(not case.rules.min <= (size or 0) <= case.rules.max for size in sizes)
        found.append((clean(name), out))
    return tuple(found)
