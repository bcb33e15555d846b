"""Sentences that several papers share: the cover line, one change, who is concerned."""

from __future__ import annotations

import dataclasses
import re

from redistrict.domain.findings import Finding
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow, Move
from redistrict.domain.words import sentence
from redistrict.measure.resources import DEFERRED
from redistrict.report.dossier.boundary import dividing
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.changes import Change
from redistrict.report.dossier.compounds import names_of
from redistrict.report.dossier.content import clean
from redistrict.report.dossier.wording import need, to_fill

OVERLOAD = "RESOURCE_OVERLOAD"
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")


def said(case: Case, finding: Finding) -> str:
    """Return a finding as a paper says it: numbers without commas.

    A made-up place quotes no real government.
    """
    if case.record.statement.made_up and "source" in finding.facts:
        finding = dataclasses.replace(finding, facts={**finding.facts, "source": "示例标准"})
    text = _COMMA.sub("", clean(sentence(finding, case.language)))
    return text if text.endswith("。") else f"{text}。"


def evidence(case: Case) -> list[str]:
    """Return on what the burden of the scope's communities was found, as the ledger tells it."""
    names = {part.subdistrict for part in case.parts}
    return [
        said(case, item)
        for item in case.record.resources
        if item.code == OVERLOAD and item.place.subdistrict in names
    ]


def deferred(case: Case) -> str:
    """Return which new communities wait for their rooms (暂缓), empty if none do."""
    names = [case.name(row.id) for row in case.changed if row.facts.get("stage") == DEFERRED]
    if not names:
        return ""
    return f"{'、'.join(names)}没有现成或已定投用时间的办公用房，列为暂缓，用房落实后再设立。"


def cover_line(case: Case) -> str:
    """Return the sentence of numbers that comes first everywhere, for the scope."""
    totals = case.totals
    people = (
        to_fill("涉及人数") if totals.moved_population is None else f"{totals.moved_population}人"
    )
    streets = "" if case.scope else f"{len(case.touched_parts)}个镇（街道）、"
    if case.first:
        every = to_fill("人数") if totals.population is None else f"{totals.population}人"
        return (
            f"首次设立社区{totals.communities_after}个，涉及{streets}"
            f"{totals.households}户、{every}，不涉及镇（街道）界线"
        )
    return (
        f"现有社区{totals.communities_before}个，调整后{totals.communities_after}个："
        f"{_gained(totals.set_up, totals.abolished)}，涉及{streets}"
        f"{totals.touched_communities}个社区、{totals.moved_compounds}个小区（楼栋）、"
        f"{totals.moved_households}户、{people}，不涉及镇（街道）界线"
    )


def _gained(more: int, fewer: int) -> str:
    words = [f"{word}{count}个" for word, count in (("增设", more), ("撤并", fewer)) if count]
    return "、".join(words) or "社区数量不变"


def moved_line(case: Case) -> str:
    """Return how the households that change divide, and all that are concerned."""
    totals = case.totals
    new, existing = totals.moved_to_new, totals.moved_to_existing
    if not totals.moved_households:
        where = "没有居民变更所属社区"
    elif new and existing:
        where = (
            f"变动归属的{totals.moved_households}户中，划入新设社区{new}户，"
            f"划入现有社区{existing}户"
        )
    else:
        where = f"变动归属的{totals.moved_households}户全部划入{'新设' if new else '现有'}社区"
    loose = sum(unit.households for unit in case.loose)
    first = f"；原不属于任何社区的{loose}户首次划入社区" if loose else ""
    concerned = (
        f"被调整社区现有居民共{totals.concerned_households}户（含归属不变的居民）。"
        if totals.concerned_households
        else ""
    )
    return f"{where}{first}。{concerned}"


def heading(case: Case, change: Change) -> str:
    """Return the heading of one change."""
    names = [case.name(item) for item in change.communities if case.row[item].before]
    return f"{'、'.join(names[:4])}{'等' if len(names) > 4 else ''}{change.matter}"


def describe(case: Case, change: Change, most: int = 30, reasons: bool = True) -> list[str]:
    """Return what happens in one change, paragraph by paragraph.

    Parameters
    ----------
    most
        Compounds named in a sentence; the others stand in the list of compounds.
    reasons
        Say first why the change is proposed; a decision does not repeat it.
    """
    said = need_line(case, change) if reasons else ""
    found = [said] if said else []
    for move in change.moves:
        if not move.before:
            continue
        compounds = case.compounds_of(move)
        people = "" if move.population is None else f"、{move.population}人"
        target = case.row[move.after]
        verb = "设立" if target.kind is Kind.SET_UP else "划入"
        names = names_of(compounds, most=most) or "无人居住的地块"
        where = (
            f"划出，{verb}{case.name(move.after)}"
            if verb == "设立"
            else f"划入{case.name(move.after)}"
        )
        found.append(
            f"{divided(case, move)}将{case.name(move.before)}的{names}"
            f"（共{move.households}户{people}）{where}。"
        )
    for item in change.communities:
        compounds = case.open_compounds(item)
        if compounds:
            names = names_of(compounds, most=most) or "无人居住的地块"
            households = sum(compound.households for compound in compounds)
            found.append(f"将目前未划定社区的{names}（共{households}户）划入{case.name(item)}。")
    results = [result(case, case.row[item]) for item in change.communities]
    found.append("调整后，" + "；".join(results) + "。")
    return found


def divided(case: Case, move: Move) -> str:
    """Return 以××为界， where one line divides a new community from the one that goes on."""
    if not move.to_new or case.row[move.before].after is None:
        return ""
    line = dividing(case, move.before, move.after)
    return f"{line.split('，')[0]}，" if line else ""


def need_line(case: Case, change: Change) -> str:
    """Return why a change is proposed."""
    reasons = []
    for item in change.communities:
        said = need(case.row[item], case.rules)
        if said:
            reasons.append(f"{case.name(item)}{said}")
    return "；".join(reasons) + "。" if reasons else ""


def result(case: Case, row: CommunityRow) -> str:
    """Return the state of a community after the change."""
    if row.after is None:
        return f"撤销{case.name(row.id)}"
    side = row.after
    people = "" if side.population is None else f"、{side.population}人"
    return f"{case.name(row.id)}共{side.compounds}个小区（楼栋）、{side.households}户{people}"


def why_not(case: Case) -> list[str]:
    """Return why communities outside the usual size stay as they are."""
    found = []
    for row in case.communities:
        if row.kind is Kind.UNTOUCHED and row.tolerated and row.after:
            size = row.after.households
            if size > case.rules.max:
                limit = (
                    f"未超过{case.rules.split_over}户"
                    if size <= case.rules.split_over
                    else ("管理服务负荷尚可承担")
                )
            else:
                limit = "目前不具备与相邻社区合并的条件"
            found.append(f"{case.name(row.id)}现有{size}户，{limit}，可暂予保留。")
    return found


def counts_by_kind(case: Case) -> str:
    """Return how many communities are set up, abolished, changed and left as they are."""
    count = {kind: sum(row.kind is kind for row in case.communities) for kind in Kind}
    changed = count[Kind.SPLIT] + count[Kind.MERGED] + count[Kind.RESHAPED]
    words = [
        f"{word}{number}个"
        for word, number in (
            ("新设", count[Kind.SET_UP]), ("撤销", count[Kind.ABOLISHED]), ("调整", changed),
        )
        if number
    ]  # fmt: skip
    rest = f"，其余{same}个维持不变" if (same := count[Kind.UNTOUCHED]) else ""
    return f"其中{'、'.join(words)}{rest}"


def subject(case: Case) -> str:
    """Return the matter of the papers in the words of a title; one or two matters by name."""
    found = {row.kind for row in case.changed}
    today = [case.name(row.id) for row in case.changed if row.before is not None]
    if found and len(today) <= 2:
        names = "、".join(today)
        if found <= {Kind.SPLIT, Kind.SET_UP}:
            return f"分设{names}"
        if found <= {Kind.MERGED, Kind.ABOLISHED}:
            return f"撤并{names}"
    if found and found <= {Kind.SPLIT, Kind.SET_UP}:
        return "分设社区居民委员会"
    if found and found <= {Kind.MERGED, Kind.ABOLISHED}:
        return "撤并社区居民委员会"
    return "调整社区居民委员会设置"


def subject_pieces(case: Case) -> tuple[str, ...]:
    """Return the matter of the papers as pieces between which a title may break."""
    *first, last = subject(case).split("、")
    return (*(f"{name}、" for name in first), last)


def place(case: Case) -> str:
    """Return the place of a title: the subdistrict, or the district."""
    return clean(case.region)
