"""The tables of a dossier, known by the words of their heads in either language."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from redistrict.domain.level import LEVELS, at_level, relabel
from redistrict.witness.claimed import Rows

HOUSEHOLDS = ("户数", "households")
PEOPLE = ("常住人口", "people")
PARENT = ("镇（街道）", "subdistrict")
BEFORE, AFTER = ("调整前", "before the change"), ("调整后", "after the change")
Titles = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""A column of ours, to the words of its group and of its title in either language."""
ALONE: tuple[str, ...] = ("",)
COMMUNITY = ("社区", "community")

COMMUNITIES: Titles = {
    "subdistrict": (ALONE, PARENT),
    "name": (ALONE, COMMUNITY),
    "households_before": (BEFORE, HOUSEHOLDS),
    "population_before": (BEFORE, PEOPLE),
    "compounds_before": (BEFORE, ("小区", "compounds")),
    "households_after": (AFTER, HOUSEHOLDS),
    "population_after": (AFTER, PEOPLE),
    "compounds_after": (AFTER, ("小区", "compounds")),
    "difference": (ALONE, ("增减户数", "difference in households")),
}
MEANS: Titles = {
    "name": (ALONE, COMMUNITY),
    "office": (ALONE, ("办公用房地址及面积",)),
    "staff / staff_needed": (ALONE, ("社区工作者（现有／应配）",)),
}
MOVED: Titles = {
    "unit_id": (ALONE, ("单元编号", "unit id")),
    "subdistrict": (ALONE, PARENT),
    "community_before": (ALONE, ("原社区", "community today")),
    "community_after": (ALONE, ("调整后社区", "community in the plan")),
    "households": (ALONE, HOUSEHOLDS),
    "population": (ALONE, PEOPLE),
}
PARTS: Titles = {
    "subdistrict": (ALONE, PARENT),
    "communities_before": (ALONE, ("调整前社区数", "communities before")),
    "communities_after": (ALONE, ("调整后社区数", "communities after")),
    "set_up": (ALONE, ("新设", "set up")),
    "abolished": (ALONE, ("撤并", "abolished")),
    "changed": (ALONE, ("范围调整", "area changed")),
    "untouched": (ALONE, ("不变", "unchanged")),
    "least": (ALONE, ("最小户数", "fewest households")),
    "most": (ALONE, ("最大户数", "most households")),
    "mean": (ALONE, ("平均户数", "mean households")),
    "out_of_band_before": (ALONE, ("一般规模以外个数（前）", "outside the usual size before")),
    "out_of_band": (ALONE, ("一般规模以外个数（后）", "outside the usual size after")),
}
SUPPLY: Titles = {
    "name": (ALONE, COMMUNITY),
    "households_after": (ALONE, HOUSEHOLDS),
    "office_address": (ALONE, ("办公用房地址",)),
    "office_area_m2": (ALONE, ("现有面积（平方米）",)),
    "facility_needed": (ALONE, ("应有面积（平方米）",)),
    "office_date": (ALONE, ("投用时间",)),
    "staff": (ALONE, ("社区工作者现有",)),
    "staff_needed": (ALONE, ("社区工作者应配",)),
    "grids": (ALONE, ("网格现有（个）",)),
    "grids_needed": (ALONE, ("网格应设（个）",)),
}
CENTRES: Titles = {
    "name": (ALONE, COMMUNITY),
    "households_after": (ALONE, HOUSEHOLDS),
    "office_area_m2": (ALONE, ("现有面积（平方米）", "present, m²")),
    "facility_needed": (ALONE, ("应有面积（平方米）", "needed, m²")),
    "facility_gap": (ALONE, ("缺口（平方米）", "lacking, m²")),
    "office_date": (ALONE, ("可用日期", "office ready by")),
}
FIGURES: Titles = {
    "communities_after": (ALONE, ("社区数", "communities")),
    "in_band": (ALONE, ("一般规模以内", "of the usual size")),
    "out_of_band": (ALONE, ("一般规模以外", "outside the usual size")),
    "tolerated": (ALONE, ("其中暂予保留", "of these may stay")),
    "exceptions": (ALONE, ("其中特殊情形", "of these special cases")),
    "spread": (ALONE, ("户数极差", "largest less smallest, households")),
    "deviation": (ALONE, ("户数标准差", "standard deviation, households")),
    "touched_communities": (ALONE, ("涉及社区", "communities touched")),
    "moved_compounds": (ALONE, ("变动小区", "compounds moved")),
    "moved_households": (ALONE, ("变动户数", "households moved")),
    "moved_to_new": (ALONE, ("划入新设社区户数", "to new communities")),
    "moved_to_existing": (ALONE, ("划入现有社区户数", "to existing communities")),
    "new_km": (ALONE, ("新界线（公里）", "new limits, km")),
    "new_named": (ALONE, ("其中沿有名称的道路等（%）", "of these on named lines, %")),
    "set_up": (ALONE, ("新增设施（处）", "offices needed more")),
}
COST: Titles = {
    "item": (ALONE, ("项目",)),
    "amount": (ALONE, ("数量",)),
    "price": (ALONE, ("单价（元）",)),
    "once": (ALONE, ("一次性（元）",)),
    "yearly": (ALONE, ("每年（元）",)),
    "ten_years": (ALONE, ("十年合计（元）",)),
}
FLOWS: Titles = {
    "community_before": (ALONE, ("原社区",)),
    "community_after": (ALONE, ("调整后社区",)),
    "compounds": (ALONE, ("小区数",)),
    "households": (ALONE, HOUSEHOLDS),
    "population": (ALONE, ("人数",)),
}
EVERYWHERE: Mapping[str, tuple[Rows, Titles]] = {
    "1": (Rows.COMMUNITIES, COMMUNITIES),
    "2": (Rows.MOVED, MOVED),
    "3": (Rows.PARTS, PARTS),
    "6": (Rows.FIGURES, FIGURES),
}
"""Worksheets of every dossier by their first letter."""
MAINLAND: Mapping[str, tuple[Rows, Titles]] = {
    "续": (Rows.SUPPLY, MEANS),
    "4": (Rows.SUPPLY, SUPPLY),
    "十": (Rows.COST, COST),
}
"""More of them in mainland dossiers: all or none."""
STREETS: Mapping[str, tuple[Rows, Titles]] = {"4": (Rows.SUPPLY, CENTRES)}
"""More of them where street offices are planned."""
LETTERS: Sequence[tuple[Rows, Titles]] = (
    (Rows.COMMUNITIES, {name: word for name, word in COMMUNITIES.items() if name != "subdistrict"}),
    *(EVERYWHERE[start] for start in "236"),
    *MAINLAND.values(),
    (Rows.FLOWS, FLOWS),
)
"""Tables of Word files; those of one subdistrict do not name it."""


def sheets(there: Collection[str]) -> Mapping[str, tuple[Rows, Titles]]:
    """Return the worksheets that a workbook must have, by the first letters of those it has."""
    if "续" in there or "十" in there:
        return {**EVERYWHERE, **MAINLAND}
    return {**EVERYWHERE, **STREETS} if "4" in there else EVERYWHERE


def columns(head: Sequence[Sequence[Any]], titles: Titles) -> dict[str, int] | str:
    """Return the place of every column that is wanted, or the words of one that is not there.

    Parameters
    ----------
    head
        The titles, below the words of their groups where the head has two rows.
    """
    found: dict[tuple[str, str], int] = {}
    group = ""
    for column, top in enumerate(head[0]):
        low = head[1][column] if len(head) > 1 else None
        group = str(top) if low is not None and top is not None else group if low else ""
        found[group, str(low if low is not None else top)] = column
    for level in LEVELS:
        places = {
            name: found[one, word]
            for name, (groups, words) in titles.items()
            for one in groups
            for word in _spoken(words, level)
            if (one, word) in found
        }
        if len(places) == len(titles):
            return places
    return next(
        words[0]
        for groups, words in titles.values()
        if not any((one, word) in found for one in groups for word in words)
    )


def _spoken(words: tuple[str, ...], level: str) -> Iterator[str]:
    """Yield a title in both languages, in the words of a level (grids, street offices)."""
    for language, word in zip(("zh", "en"), words, strict=False):
        yield relabel(word, at_level(language, level))
