"""Table 6: the alternatives, today first; and the technical annex with what was not considered."""

from __future__ import annotations

from statistics import pstdev

from redistrict.domain.record import Totals
from redistrict.domain.rules import TODAY
from redistrict.report.dossier.boundary import named_share
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import (
    NONE,
    Column,
    Format,
    Table,
    Value,
)
from redistrict.report.dossier.wording import ALTERNATIVE
from redistrict.report.text.labels import ALTERNATIVES

_WHOLE = Format.WHOLE


def alternative_name(case: Case, name: str) -> str:
    """Return the name of an alternative in the reader's language."""
    if case.language.startswith("zh"):
        return ALTERNATIVE.get(name, name)
    return case.say(ALTERNATIVES.get(name, name))


def comparison(case: Case) -> Table:
    """Return table 6 for the whole proposal, today first."""
    _ = case.say
    rows: list[tuple[Value, ...]] = []
    for name, totals, _outcome in case.record.alternatives:
        mark = _(" (recommended)") if name == case.record.recommended else ""
        spread, deviation, named = _shape(case, name)
        cells: list[Value] = [
            alternative_name(case, name) + mark,
            totals.communities_after,
            totals.communities_after - totals.out_of_band,
            totals.out_of_band,
            totals.tolerated,
            totals.exceptions,
            spread,
            deviation,
            totals.touched_communities,
            totals.moved_compounds,
            totals.moved_households,
            totals.moved_to_new,
            totals.moved_to_existing,
            named,
            round(totals.new_border / 10_000, 1),
            _percent(totals),
            totals.set_up,
        ]
        if case.official:
            cells.append(_WHAT.get(name, ""))
        rows.append(tuple(cells))
    titles = (
        (_("communities"), _WHOLE),
        (_("of the usual size"), _WHOLE),
        (_("outside the usual size"), _WHOLE),
        (_("of these may stay"), _WHOLE),
        (_("of these special cases"), _WHOLE),
        (_("largest less smallest, households"), _WHOLE),
        (_("standard deviation, households"), Format.ONE),
        (_("communities touched"), _WHOLE),
        (_("compounds moved"), _WHOLE),
        (_("households moved"), _WHOLE),
        (_("to new communities"), _WHOLE),
        (_("to existing communities"), _WHOLE),
        (_("limits on named lines, %"), Format.ONE),
        (_("new limits, km"), Format.ONE),
        (_("of these on named lines, %"), Format.ONE),
        (_("offices needed more"), _WHOLE),
    )
    said = (Column("说明", 2.2),) if case.official else ()
    return Table(
        title=_("Table 6  Comparison of the alternatives"),
        columns=(
            Column(_("alternative"), 1.5),
            *(Column(title, 0.9, kind) for title, kind in titles),
            *said,
        ),
        rows=tuple(rows),
        sheet=_("6 alternatives"),
        notes=(
            *case.notes,
            _("Limits on named lines: share of the limits of the communities that change."),
            _("New limits: between communities that were one before."),
        ),
        wide=True,
    )


_WHAT = {
    "today": "不作调整",
    "along-roads": "每次拆分沿一条贯通的道路",
    "split-merge": "只作整体拆分、整体撤并",
    "least-change": "可调整管辖范围，变动户数最少",
    "balanced": "可调整管辖范围，工作量均衡优先",
    "compact": "可调整管辖范围，就近服务和界线规整优先",
    "revised": "按审阅意见修改",
}


def _shape(case: Case, name: str) -> tuple[Value, Value, Value]:
    """Return spread and deviation of sizes, and the share of named limits, of an alternative."""
    folders = {item.record.alternative: item for item in (*case.alternatives, case.folder)}
    folder = folders.get(name)
    if folder is not None:
        sides = [row.after for row in folder.record.communities]
    else:
        sides = [row.before for row in case.record.communities] if name == TODAY else []
    sizes = [side.households for side in sides if side]
    if not sizes:
        return NONE, NONE, NONE
    named, whole = named_share(Case(folder)) if folder else (0.0, 0.0)
    share: Value = round(100 * named / whole, 1) if whole else NONE
    return max(sizes) - min(sizes), round(pstdev(sizes), 1), share


def _percent(totals: Totals) -> Value:
    if not totals.new_border:
        return NONE
    return round(100 * totals.new_border_named / totals.new_border, 1)


def choice(case: Case) -> list[str]:
    """Return why the plan before us is put forward, in numbers beside the other alternatives."""
    by_name = {name: totals for name, totals, _outcome in case.record.alternatives}
    own = by_name.get(case.record.alternative)
    today = by_name.get(TODAY)
    if own is None or len(by_name) < 2:
        return []
    name = alternative_name(case, case.record.alternative)
    whole = f"就{case.district}全部调整事项而言，" if case.scope else ""
    before = f"由{today.out_of_band}个变为" if today and today.communities_before else "为"
    lines = [
        (
            f"{whole}本材料采用“{name}”方案：调整后{own.communities_after}个社区，超出或低于一般规模的"
            f"{before}{own.out_of_band}个（可暂予保留{own.tolerated}个、特殊情形{own.exceptions}个），"
            + (
                f"涉及{own.touched_communities}个社区、变动{own.moved_compounds}个小区（楼栋）、"
                f"{own.moved_households}户，"
                if own.communities_before
                else ""
            )
            + f"需新增办公用房{own.set_up}处"
            f"{_along(case, case.record.alternative)}。"
        )
    ]
    for other, totals in by_name.items():
        if other == case.record.alternative:
            continue
        if other == TODAY:
            lines.append(
                "维持现状：不设立社区，居民没有所属社区。"
                if not totals.communities_before
                else f"维持现状：不变动居民，超出或低于一般规模的社区仍有{totals.out_of_band}个，"
                "现有问题没有解决。"
                if totals.out_of_band > own.out_of_band
                else f"维持现状：不变动居民，超出或低于一般规模的社区有{totals.out_of_band}个。"
            )
            continue
        lines.append(
            f"“{alternative_name(case, other)}”方案：{_beside(totals, own)}{_along(case, other)}。"
        )
    lines.append("以上比较只就所列数字而言，采用哪一方案由集体讨论决定。")
    return lines


def _along(case: Case, name: str) -> str:
    """Return how much of the limits of changed communities runs along named lines."""
    share = _shape(case, name)[2]
    if not isinstance(share, float):
        return ""
    totals = next(item for other, item, _outcome in case.record.alternatives if other == name)
    new = f"；新划界线{totals.new_border / 10_000:.1f}公里" if totals.new_border else ""
    return f"；调整的社区界线{share}%沿有名称的道路、河流等{new}"


def _beside(other: Totals, own: Totals) -> str:
    words = []
    for what, unit, theirs, ours in (
        ("涉及社区", "个", other.touched_communities, own.touched_communities),
        ("变动户数", "户", other.moved_households, own.moved_households),
        ("新增办公用房", "处", other.set_up, own.set_up),
        ("特殊情形", "个", other.exceptions, own.exceptions),
    ):
        beside = "与本方案相同" if theirs == ours else f"本方案{ours}{unit}"
        words.append(f"{what}{theirs}{unit}（{beside}）")
    return "；".join(words)
