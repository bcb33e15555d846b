"""Names of communities: candidates for new ones, and what 地名管理条例 Art. 9 asks of every name.

Within one county names of residents' committees must not repeat and should not sound the same;
no rare characters, no names of companies. Names are proposed by the planner; candidates are only
put before him with what the checks say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pypinyin
import shapely

from redistrict.domain.plan import Kind
from redistrict.domain.record import CommunityRow
from redistrict.limits.bearing import bearing, sector
from redistrict.report.dossier.boundary import rims_of
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import Column, Table, Value, clean
from redistrict.report.dossier.limitwords import EIGHT

_WAY = re.compile(r"(?:大街|大道|东路|西路|南路|北路|中路|路|街|巷|道|弄|胡同)$")
_WATER = re.compile(r"(?:河|渠|湖|溪|江)$")
_PHASE = re.compile(r"(?:[一二三四五六七八九十\d]+(?:期|区|号院|号楼|号)|[A-Z]区)$")
_COMPANY = re.compile(r"公司|集团|地产|置业|银行|商场|股份|厂|[A-Za-z]")
_STEM = re.compile(r"(?:社区)?(?:居民委员会|居委会)?(?:（[^）]*）)?$")
_MOST = 4


def stem(name: str) -> str:
    """Return what is special in a community's name: without 社区, 居委会 and brackets."""
    return _STEM.sub("", clean(name)) or clean(name)


def sound(name: str) -> tuple[str, ...]:
    """Return how the stem of a name sounds, without tones."""
    return tuple(pypinyin.lazy_pinyin(stem(name)))


def doubts(name: str, others: Iterable[str]) -> list[str]:
    """Return what speaks against a name beside the others of the county.

    Parameters
    ----------
    others
        Names of all other communities, the new ones' candidates left out.
    """
    own, ways = stem(name), sound(name)
    found = []
    for other in others:
        if stem(other) == own:
            found.append(f"与{clean(other)}重名")
        elif sound(other) == ways:
            found.append(f"与{clean(other)}同音")
    if rare := [char for char in own if not _common(char)]:
        found.append(f"含生僻字“{'、'.join(rare)}”")
    if _COMPANY.search(own):
        found.append("含企业或商标名称用字")
    return found


def _common(char: str) -> bool:
    """Return whether a character is among the 6,763 of GB/T 2312, which every machine prints."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def county_doubts(case: Case) -> list[str]:
    """Return names of the plan that repeat, sound the same or break a rule, each once."""
    rows = [row for row in case.record.communities if row.after is not None]
    real = [row.name for row in rows if row.kind is not Kind.SET_UP]
    found = []
    for position, name in enumerate(real):
        for doubt in doubts(name, real[position + 1 :]):
            found.append(f"{clean(name)}{doubt}")
    return found


def candidates(case: Case, community: str) -> list[tuple[str, str]]:
    """Return names that could be proposed for a new community, with where each comes from.

    From the place within the old community, the streets around and the largest compound.
    """
    row = case.row[community]
    found: list[tuple[str, str]] = []
    parents = _parents(case, row)
    if parents:
        old = stem(case.row[parents[0]].name)
        if side := _side(case, parents[0], community):
            found.append((f"{old}{side}社区", f"沿用原社区名称，位于其{side}部"))
    for line in _lines_around(case, community):
        base = _WATER.sub("", _WAY.sub("", line))
        if len(base) >= 2:
            found.append((f"{base}社区", f"取自{line}"))
    largest = sorted(
        (item for item in case.compounds_after(community) if item.inhabited and not item.sensitive),
        key=lambda item: (-item.households, item.key),
    )
    for item in largest[:3]:
        base = _PHASE.sub("", clean(item.name))
        if 2 <= len(base) <= 4 and not _COMPANY.search(base):
            found.append((f"{base}社区", f"取自{clean(item.name)}"))
            break
    seen: set[str] = set()
    unique = []
    for name, origin in found:
        if name not in seen:
            seen.add(name)
            unique.append((name, origin))
    return unique


def proposals(case: Case) -> Table:
    """Return the candidates for the new communities of the scope with what the checks say."""
    real = [
        row.name
        for row in case.record.communities
        if row.after is not None and row.kind is not Kind.SET_UP
    ]
    rows: list[tuple[Value, ...]] = []
    taken: dict[tuple[str, ...], str] = {}
    for row in case.changed:
        if row.kind is not Kind.SET_UP:
            continue
        shown = _best(candidates(case, row.id), real)
        for name, origin, against in shown:
            other = taken.setdefault(sound(name), row.id)
            clash = [] if other == row.id else [f"与{case.label(other)}的候选名称重名或同音"]
            said = "；".join([*against, *clash]) or "未发现重名、同音、生僻字或企业名称"
            rows.append((str(len(rows) + 1), case.label(row.id), name, origin, said, None))
    return Table(
        title="新设社区候选名称",
        columns=(
            Column("序号", 0.5), Column("新设社区", 1.8), Column("候选名称", 1.2),
            Column("来源", 1.8), Column("检查结果", 2.0), Column("选用意见", 0.9),
        ),
        rows=tuple(rows),
        sheet="候选名称",
        notes=(
            ("注：候选名称由图上的道路名称、原社区名称和小区名称生成，供承办单位参考；是否含人名、"
            "是否具有历史文化价值未检查，正式名称按《地名管理条例》办理。"),
        ),
    )  # fmt: skip


def _best(
    found: Sequence[tuple[str, str]], others: Sequence[str]
) -> list[tuple[str, str, list[str]]]:
    """Return the first candidates; those that nothing speaks against come first."""
    checked = [(name, origin, doubts(name, others)) for name, origin in found]
    return sorted(checked, key=lambda item: bool(item[2]))[:_MOST]


def _parents(case: Case, row: CommunityRow) -> list[str]:
    sizes: dict[str, int] = {}
    for move in case.record.moves:
        if move.after == row.id and move.before:
            sizes[move.before] = sizes.get(move.before, 0) + move.households
    return sorted(sizes, key=lambda item: (-sizes[item], item))


def _lines_around(case: Case, community: str) -> list[str]:
    lengths: dict[str, float] = {}
    for rim in rims_of(case.folder, community):
        for item in rim.stretches:
            if item.name:
                lengths[clean(item.name)] = lengths.get(clean(item.name), 0.0) + item.metres
    return sorted(lengths, key=lambda name: (-lengths[name], name))[:_MOST]


def _side(case: Case, old: str, new: str) -> str:
    """Return in which part of the old community the new one lies: 东, 西, 南, 北."""
    before = case.folder.layers.get("communities_before")
    after = case.folder.layers.get("communities_after")
    if before is None or after is None or "geometry" not in before:
        return ""
    whole = shapely.union_all(before[before["community"] == old].geometry.array)
    part = shapely.union_all(after[after["community"] == new].geometry.array)
    if whole.is_empty or part.is_empty:
        return ""
    one, two = whole.centroid, part.centroid
    name = EIGHT[sector(bearing((one.x, one.y), (two.x, two.y)))]
    return name if len(name) == 1 else name[0]
