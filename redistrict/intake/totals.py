"""Rows of totals in a ledger: told by their words."""

import re
import unicodedata
from collections.abc import Sequence

_WORDS = re.compile(
    r"(合计|总计|小计|共计|累计|总数|合\s*计|小\s*计|总\s*计|total|subtotal|sum)(数|户数|人数)?[:：]?",
    re.IGNORECASE,
)
_PART = re.compile(r".{0,30}(小计|合计|总计|共计)[:：]?")
_NOTE = re.compile(r"(注|备注|说明|附注|填表|制表|填报|审核|note)[^:：]{0,6}[:：]", re.IGNORECASE)
_LABEL_CELLS = 6


def total_label(row: Sequence[str]) -> str:
    """Return the words that make a row a row of totals, or an empty text.

    Parameters
    ----------
    row
        Cells as text. A total is named in one of the first cells: 合计, 小计, 总计, 共计, total,
        also behind a name (文苑社区小计).
    """
    for cell in row[:_LABEL_CELLS]:
        text = "".join(unicodedata.normalize("NFKC", cell).split())
        if text and (_WORDS.fullmatch(text) or _PART.fullmatch(text)):
            return cell.strip()
    return ""


def is_note(row: Sequence[str]) -> bool:
    """Whether a row holds nothing but a note under the table (注：…, 备注, 说明, 填表人)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return 0 < len(set(filled)) <= 2 and _NOTE.match(filled[0]) is not None


def is_subtotal(label: str) -> bool:
    """Whether a label names a total of a part rather than of the whole table."""
    text = "".join(label.split())
    return "小计" in text or text.lower() == "subtotal" or not _WORDS.fullmatch(text)
