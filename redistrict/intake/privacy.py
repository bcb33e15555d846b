"""Columns that never come in: persons, and traits by which groups could be broken up."""

import re
import unicodedata
from collections.abc import Iterable

from redistrict.domain.catalogue.entry import N_

TRAIT = N_("a trait by which groups could be told apart")
PERSON = N_("names of persons")
CONTACT = N_("contacts or addresses of persons")
IDENTITY = N_("identity numbers in its cells")
MOBILE = N_("mobile numbers in its cells")

# What practice and law refuse: a column with one of these words in its heading is dropped.
_TRAITS = (
    "民族", "宗教", "信仰", "信访", "上访", "重点人员", "重点人群", "矫正", "精神", "投票", "选票",
    "得票", "业委会", "业主委员会", "吸毒", "戒毒", "刑满", "前科", "邪教", "政治面貌",
    "ethnic", "religio", "petition",
)  # fmt: skip
_PERSONS = re.compile(
    r"(户主|业主|居民|人员|负责人|联系人|网格员|网格长|楼长|楼栋长|书记|主任|房主|承租人|经办人|填报人|填表人|法人)"
    r"(姓名|名字|名单)?|.*(姓名|名字|名单)|name of (the )?(person|owner|head).*"
)
_CONTACTS = re.compile(
    r".*(身份证|证件号|证件编号|手机|电话|联系方式|微信|邮箱|家庭住址|详细住址"
    r"|银行卡|phone|mobile|idcard).*"
)
_COUNTED = re.compile(r".*(人数|户数|数量|个数|总数|数|%|率)$")
_ID = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_FEW = 0.05


def is_identity_number(text: str) -> bool:
    """Whether a text holds an 18-digit resident identity number with a right check digit.

    Source: GB 11643-1999, ISO 7064 MOD 11-2; the digits 7-14 must be a date.
    """
    return any(_is_identity(match[0]) for match in _ID.finditer(_plain(text)))


def is_mobile_number(text: str) -> bool:
    """Whether a text holds a mobile number of mainland China."""
    return bool(_MOBILE.search(_plain(text)))


def refused(heading: str, cells: Iterable[str] = ()) -> str:
    """Return why a column is refused, or an empty text.

    Parameters
    ----------
    heading
        Its name.
    cells
        Its cells as text.

    Returns
    -------
    str
        :data:`TRAIT`, :data:`PERSON`, :data:`CONTACT` by its heading; :data:`IDENTITY` or
        :data:`MOBILE` by its cells.
    """
    name = "".join(_plain(heading).split()).lower()
    if any(word in name for word in _TRAITS):
        return TRAIT
    if _CONTACTS.fullmatch(name):
        return CONTACT
    if _PERSONS.fullmatch(name) and not _COUNTED.fullmatch(name):
        return PERSON
    filled = [cell for cell in cells if cell.strip()]
    least = max(1, len(filled) * _FEW)
    if filled and sum(map(is_identity_number, filled)) >= least:
        return IDENTITY
    if filled and sum(map(is_mobile_number, filled)) >= least:
        return MOBILE
    return ""


def hushed(cells: list[str]) -> int:
    """Empty every cell with an identity or mobile number, in place; return how many."""
    found = [at for at, cell in enumerate(cells)
             if is_identity_number(cell) or is_mobile_number(cell)]  # fmt: skip
    for at in found:
        cells[at] = ""
    return len(found)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _is_identity(digits: str) -> bool:
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    if not (1880 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17].upper()
