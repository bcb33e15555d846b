"""The words of officials for what the plan calls by its own words (practice.md)."""

from __future__ import annotations

from itertools import product

from redistrict.domain.outcome import Why
from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow
from redistrict.domain.rules import Rules
from redistrict.domain.verdict import Verdict

KIND = {
    Kind.UNTOUCHED: "维持不变",
    Kind.SPLIT: "拆分",
    Kind.MERGED: "合并",
    Kind.SET_UP: "新设",
    Kind.ABOLISHED: "撤销",
    Kind.RESHAPED: "管辖范围调整",
}
WHY = {
    Why.UNIT: "单个小区（楼栋）户数已超过一般规模上限，不宜再行切分",
    Why.PIECE: "所在片区相对独立，与其他社区不相连或总户数不足以分设",
    Why.LOCK: "已确定维持现状或指定归属",
    Why.LIMIT: "本次调整所涉社区数已达限定数量，留待以后研究",
    Why.ACTION: "在所采用的调整方式内尚不能达到一般规模",
    Why.PROVEN: "在所列条件和数据下，没有使其达到一般规模的安排",
    Why.OPEN: "尚未形成可行安排，需另行研究",
}
ALTERNATIVE = {
    "today": "维持现状",
    "along-roads": "沿路拆分",
    "split-merge": "拆并",
    "least-change": "最少变动",
    "balanced": "均衡",
    "compact": "就近规整",
    "revised": "按审阅意见修改",
}
STATE = {
    "ready": "已投用",
    "in use": "已投用",
    "fitting out": "装修中",
    "under construction": "在建",
    "none": "待落实",
    "无": "待落实",
    "planned": "规划中",
}
IN_USE = ("在用", "已投用")
CENTRELINE = "界线以道路、河流、铁路为界的，均以中心线为准；以围墙为界的，以围墙外侧为准。"
_STEMS = ("居民委员会", "居委会")


def full_name(name: str) -> str:
    """Return the full name of a community's committee: ××社区居民委员会."""
    base = name
    for stem in _STEMS:
        base = base.removesuffix(stem)
    return f"{base}居民委员会" if "社区" in base else f"{base}社区居民委员会"


def chinese_date(text: str) -> str:
    """Return ``2026-09`` or ``2026-09-30`` as 2026年9月 or 2026年9月30日; other text unchanged."""
    parts = text.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return text
    year, month, *day = parts
    return f"{year}年{int(month)}月" + (f"{int(day[0])}日" if day else "")


def office_state(text: str) -> str:
    """Return the state of an office in Chinese; words that are not known stay as written."""
    return STATE.get(text.strip().lower(), text)


def band(rules: Rules) -> str:
    """Return the band in words."""
    return f"{rules.min}—{rules.max}户"


def standing(row: CommunityRow, rules: Rules) -> str:
    """Return how a community stands to the standard after the change, never as a violation."""
    side = row.after
    if side is None:
        return "—"
    if row.in_band:
        return "符合"
    size = "超出一般规模" if side.households > rules.max else "低于一般规模"
    if row.exemption is not None:
        return f"{size}，特殊情形"
    if row.tolerated:
        return f"{size}，可暂予保留"
    return f"{size}，改善后暂予保留"


def need(row: CommunityRow, rules: Rules) -> str:
    """Return in words why a community of today calls for a change; empty if it does not."""
    side = row.before
    if side is None:
        return ""
    if row.verdict is Verdict.SPLIT:
        # Whether it is overloaded is said by the ledger with its evidence, never taken for granted.
        burden = "，管理服务负荷较重" if row.facts.get("overload_evidence") else ""
        return f"现有{side.households}户，超过{rules.split_over}户{burden}"
    if row.verdict is Verdict.MERGE:
        return f"现有{side.households}户，不足{rules.merge_under}户，具备与相邻社区合并的条件"
    if row.verdict is Verdict.MERGE_OPEN:
        return f"现有{side.households}户，不足{rules.merge_under}户，合并条件待核"
    return ""


_LINE = 19
"""Characters of a title's size that one line holds for certain (156 mm, 22 pt; 20 leave 1 mm)."""


def title_lines(*pieces: str) -> tuple[str, ...]:
    """Return a title in as few lines as it needs, of like length, broken between the pieces."""
    whole: list[str] = []
    for piece in pieces:
        if whole and piece.startswith("的"):
            whole[-1] += piece
        else:
            whole.append(piece)
    best: tuple[int, int, tuple[str, ...]] | None = None
    for cuts in product((False, True), repeat=len(whole) - 1):
        lines = [whole[0]]
        for cut, piece in zip(cuts, whole[1:], strict=True):
            lines = [*lines, piece] if cut else [*lines[:-1], lines[-1] + piece]
        needed = sum(-(-len(line) // _LINE) for line in lines)
        longest = max(len(line) for line in lines)
        found = (needed, longest, tuple(lines))
        if best is None or found[:2] < best[:2]:
            best = found
    return best[2] if best else ()


def ordinal(number: int) -> str:
    """Return a number from 1 to 99 in Chinese digits, as headings count."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        return str(number)
    head = "" if tens == 0 else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones else "")


def to_fill(what: str) -> str:
    """Return a blank that nobody can overlook, with what belongs there."""
    return f"【待填：{what}】"


LABELS = {
    "district": "区（县、市）名称",
    "issuer": "发文机关",
    "addressee": "主送机关",
    "approver": "批准机关",
    "reviewer": "审核部门",
    "guide": "业务指导部门",
    "date": "成文日期",
    "contact": "联系方式",
    "money": "经费安排",
    "chain": "决策程序",
    "election": "换届选举时间",
    "term_end": "本届居民委员会任期届满时间",
}
"""What the scenario's ``[file]`` may state, as a blank names it."""
