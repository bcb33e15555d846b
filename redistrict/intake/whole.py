"""Whole numbers in cells: only plain digits are one; everything else gets a proposal."""

import re
import unicodedata

_PLAIN = re.compile(r"0|[1-9][0-9]{0,11}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_UNITS = ("户", "人", "套", "个", "家", "间")


def parse(text: object) -> int | None:
    """Return the non-negative whole number that a text spells, or None.

    Parameters
    ----------
    text
        A cell. Only ASCII digits without sign, separators, spaces or leading zeros are a number
        (at most 12 digits); ``"１２３"``, ``"1_000"``, ``"²"``, ``True`` or ``"1e3"`` are none.
    """
    if not isinstance(text, str) or not _PLAIN.fullmatch(text):
        return None
    return int(text)


def suggest(text: str) -> str:
    """Return the plain number that a cell most likely means, or an empty text.

    Full-width digits and spaces, thousands separators, a unit such as 户 behind the number, a
    whole number written with decimals (``300.0``) and leading zeros are understood; words,
    negative numbers and broken ones are not.
    """
    flat = unicodedata.normalize("NFKC", text).strip().replace(" ", "").replace("\u3000", "")
    if flat != text and any(unicodedata.category(letter) == "No" for letter in text):
        return ""  # superscripts and circled digits are marks, not numbers
    if flat.endswith(_UNITS):
        flat = flat[:-1]
    flat = flat.replace("，", ",")
    if _GROUPED.fullmatch(flat):
        flat = flat.replace(",", "")
    head, point, tail = flat.partition(".")
    if point and tail and not tail.strip("0"):
        flat = head
    if not re.fullmatch(r"[0-9]{1,12}", flat):
        return ""
    return flat.lstrip("0") or "0"
