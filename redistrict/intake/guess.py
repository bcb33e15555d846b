"""Which column means what, by the names that bureaus usually give them."""

import unicodedata
from collections.abc import Iterable

USUAL: dict[str, tuple[str, ...]] = {
    "id": (
        "unit_id", "id", "编号", "单元编号", "小区编号", "小区编码", "楼栋号", "楼栋编号",
        "网格编号", "地块编号", "编码", "代码", "序号", "fid", "objectid",
    ),
    "households": (
        "households", "户数", "常住户", "常住户数", "总户数", "家庭户数", "居民户数", "住宅套数",
        "入住户", "入住户数", "户籍户", "户籍户数", "hh",
    ),
    "subdistrict": (
        "subdistrict", "parent_name", "street", "街道", "街道名称", "所属街道", "镇街", "乡镇街道",
        "镇(街道)", "街镇", "jd", "jdmc",
    ),
    "community": (
        "community", "community_name", "社区", "社区名称", "所属社区", "现社区", "居委会",
        "居民委员会", "村居", "sq", "sqmc",
    ),
    "name": ("name", "名称", "小区", "小区名称", "楼盘名称", "楼盘", "地名", "mc", "xqmc"),
    "population": ("population", "人口", "常住人口", "人数", "总人口", "rk"),
    "group": ("group", "compound", "所属小区", "院落"),
    "office": ("office", "驻地", "办公用房", "居委会驻地"),
    "outside": ("outside", "村委会辖区", "村委会"),
    "neighbours": ("neighbours", "neighbors", "相邻", "相邻小区", "毗邻", "邻接"),
}  # fmt: skip
NEEDED = ("id", "households", "subdistrict", "community")


def guess(columns: Iterable[str]) -> dict[str, str]:
    """Return the column for each meaning that was recognised; a column serves one meaning only.

    Notes
    -----
    The usual names are tried in their order, first as they are, then without spaces, brackets
    and full-width forms. What is not recognised is left out: the planner says it.
    """
    given = {_plain(column): column for column in reversed(list(columns))}
    found: dict[str, str] = {}
    for meaning, names in USUAL.items():
        for name in names:
            column = given.get(_plain(name))
            if column is not None and column not in found.values():
                found[meaning] = column
                break
    return found


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum() or char == "_")
