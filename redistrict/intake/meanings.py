"""What a column means, told by the usual Chinese and English headings of ledgers."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

# Meaning -> headings, the most telling first; a heading in brackets or with a unit also counts.
HEADINGS: dict[str, tuple[str, ...]] = {
    "id": (
        "单元编号", "单元编码", "单元代码", "网格编号", "网格编码", "网格代码", "小区编号",
        "小区编码",
        "楼栋编号", "楼栋号", "楼栋编码", "图斑编号", "地块编号", "编号", "编码", "代码", "unit_id",
        "unitid", "id", "code", "zldwdm", "xzqdm",
    ),
    "name": (
        "单元名称", "小区名称", "小区名", "小区", "楼栋名称", "网格名称", "院落名称",
        "小区(院落)名称",
        "小区楼院", "楼院名称", "住宅小区", "楼盘名称", "楼盘", "名称", "地名", "unit_name",
        "name", "zldwmc", "xzqmc", "xqmc", "mc",
    ),
    "households": (
        "常住户数", "常住户", "户数", "总户数", "居民户数", "实有户数", "户籍户数", "住户数",
        "家庭户数", "入住户数", "入住户", "户籍户", "住宅套数", "套数", "households", "hh",
    ),
    "subdistrict": (
        "街道", "街道名称", "所属街道", "街道办", "街道办事处", "镇街", "街镇", "乡镇街道",
        "街道(镇)", "镇(街道)", "乡镇", "镇", "所属镇街", "subdistrict", "parent_name", "street",
        "jdmc", "jd",
    ),
    "community": (
        "社区", "社区名称", "所属社区", "现属社区", "所在社区", "现状社区", "居委会", "居委会名称",
        "社区居委会", "社区(村)", "所属居委会", "现社区", "居民委员会", "村居", "community",
        "community_name", "sqmc", "sq",
        "调整后社区", "community_after",
    ),
    "population": (
        "常住人口", "常住人口数", "人口", "人口数", "总人口", "实有人口", "居民人数", "人数",
        "population", "rk",
    ),
    "office": ("驻地", "办公用房", "社区驻地", "办公地点", "居委会驻地", "office"),
    "group": ("组团", "所属小区", "所在小区", "院落", "group", "compound"),
    "state": ("地块状态", "状态", "管理状态", "地块性质", "土地状态", "区域类型", "state"),
    "floors": ("层数", "楼层", "楼层数", "地上层数", "floors", "building_levels"),
    "outside": ("村委会辖区", "不参与调整", "规划外", "outside"),
    "neighbours": ("相邻", "相邻小区", "相邻单元", "毗邻小区", "邻接", "邻居", "毗邻", "neighbours",
                   "neighbors"),
    "bounds": ("四至", "四至范围", "四至边界", "四至界线", "管辖范围", "bounds"),
    "east": ("东至", "东边", "东界", "东", "east"),
    "south": ("南至", "南边", "南界", "南", "south"),
    "west": ("西至", "西边", "西界", "西", "west"),
    "north": ("北至", "北边", "北界", "北", "north"),
    "longitude": ("经度", "经度(东经)", "lng", "lon", "longitude"),
    "latitude": ("纬度", "纬度(北纬)", "lat", "latitude"),
    "elderly": (
        "60岁以上", "60岁以上人口", "60岁以上老人", "60周岁以上", "老年人", "老年人口",
        "老年人数",
    ),
    "elderly65": ("65岁以上", "65岁以上人口", "65岁以上老人"),
    "elderly80": ("80岁以上", "80岁以上人口", "80岁以上老人", "高龄老人"),
    "low_income": ("低保", "低保户", "低保户数", "低保人数", "低保对象"),
    "destitute": ("特困", "特困人员数", "特困人数", "特困供养"),
    "disabled": ("残疾", "残疾人", "残疾人数", "残疾人口"),
    "floating": ("流动人口", "流动人口数", "外来人口", "流入人口"),
    "registered": ("户籍人口", "户籍人口数"),
    "shops": ("商户", "商户数", "商铺", "门店", "门店数", "沿街商铺", "个体工商户"),
    "firms": ("企业", "企业数", "单位", "单位数", "驻区单位"),
    "rented": ("出租房", "出租房屋", "出租屋", "出租房数"),
    "party_members": ("党员", "党员数", "党员人数"),
}  # fmt: skip

COUNTS = (
    "elderly", "elderly65", "elderly80", "low_income", "destitute", "disabled", "floating",
    "registered", "shops", "firms", "rented", "party_members",
)  # fmt: skip
UNITS = (
    "id", "households", "subdistrict", "community", "name", "population", "group", "office",
    "outside", "neighbours",
)  # fmt: skip
"""Meanings that a scenario may name as columns of its units."""
NEEDED = UNITS[:4]
_SERIAL = ("序号", "fid", "objectid")
_UNIT = re.compile(r"[(\[](户|人|个|套|家|间|栋|岁|名|unit|units|%)[)\]]$")
_CUT_BYTES = 10


def folded(heading: str) -> str:
    """Return a heading without width, case, blanks and a unit in brackets."""
    text = "".join(unicodedata.normalize("NFKC", heading).split()).casefold()
    return _UNIT.sub("", text).strip("*:：")


def meanings(headings: Sequence[str], stated: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the column of every meaning that the headings tell.

    Parameters
    ----------
    headings
        Column names; merged headings are joined by ``/`` and tell by their last part, unless
        another column tells the same in full. A heading cut at 10 bytes, as in shapefiles, is
        told by what is left of it.
    stated
        Meaning by heading as the planner gives it; an own word keeps the column as it is.

    Notes
    -----
    Where several columns tell one meaning, the heading that comes first in :data:`HEADINGS` wins:
    常住户数 before 户数. The key itself (``households``) goes before all of them.
    """
    full = {heading: folded(heading) for heading in headings}
    last = {heading: folded(heading.rpartition("/")[2]) for heading in headings}
    found: dict[str, str] = {}
    taken: set[str] = set()
    for heading, meaning in (stated or {}).items():
        if heading in full:
            taken.add(heading)
            if meaning in HEADINGS:
                found[meaning] = heading
    for tell in (full, last, _uncut(headings)):
        first: dict[str, str] = {}
        for name in headings:
            if name not in taken and name in tell:
                first.setdefault(tell[name], name)
        for meaning, words in HEADINGS.items():
            told = (meaning, *words)  # the key itself is what an import writes
            heading = next((first[word] for word in told if first.get(word)), "")
            if meaning not in found and heading and heading not in taken:
                found[meaning] = heading
                taken.add(heading)
    return found


def word(meaning: str, language: str) -> str:
    """Return how a reader calls a meaning: its first usual heading in Chinese, else its key."""
    return HEADINGS[meaning][0] if language == "zh" and meaning in HEADINGS else meaning


def meant(text: str) -> str:
    """Return the meaning that a word names, in either language; another text as it is."""
    return text if text in HEADINGS else _MEANING.get(folded(text), text)


def of_units(headings: Iterable[str]) -> dict[str, str]:
    """Return the column of every meaning in :data:`UNITS` that the headings of a file tell.

    A serial number serves as id where there is no other; an import never takes it for one.
    """
    given = list(headings)
    told = meanings(given)
    found = {meaning: told[meaning] for meaning in UNITS if meaning in told}
    serial = next((name for name in given if folded(name) in _SERIAL), None)
    return found if "id" in found or serial is None else {"id": serial, **found}


def _uncut(headings: Sequence[str]) -> dict[str, str]:
    """Return a full word of headings cut at ten bytes, where all that fit mean the same."""
    found = {}
    for heading in headings:
        fits = _CUT.get(folded(heading), ())
        if len({_MEANING[word] for word in fits}) == 1:
            found[heading] = fits[0]
    return found


def _cuts() -> dict[str, tuple[str, ...]]:
    """Return the words that every cut heading may come from."""
    found: dict[str, set[str]] = {}
    for word in (word for words in HEADINGS.values() for word in words):
        for codec in ("utf-8", "gb18030"):
            data = word.encode(codec)
            if len(data) > _CUT_BYTES:
                found.setdefault(data[:_CUT_BYTES].decode(codec, "ignore"), set()).add(word)
    return {cut: tuple(sorted(words)) for cut, words in found.items()}


_MEANING = {word: meaning for meaning, words in HEADINGS.items() for word in words}
_CUT = _cuts()
