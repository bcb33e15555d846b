"""What a cell of a table says: nothing, yes or no, a whole number."""

from redistrict.intake import whole as numbers

_NO = frozenset({"", "0", "false", "f", "no", "n", "否", "无"})
_YES = frozenset({"1", "true", "t", "yes", "y", "是", "有"})


def blank(text: str) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return not text.strip()


def flag(text: str) -> bool:
    """Whether a cell is marked: anything but an empty cell or a word for no."""
    return text.strip().casefold() not in _NO


def answer(text: str) -> bool | None:
    """Return what a cell answers, ``None`` where it is empty.

    Raises
    ------
    ValueError
        A word that is neither yes nor no.
    """
    word = text.strip().casefold()
    if not word:
        return None
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(word)


def whole(text: str) -> int | None:
    """Return the whole number in a cell, or ``None`` where it is none.

    A whole number that was stored with decimals (``300.0``) is one; spellings that a reader must
    interpret (full-width digits, separators, units) are not, see ``intake.whole.suggest``.
    """
    plain = text.strip()
    head, point, tail = plain.partition(".")
    if point and tail and not tail.strip("0"):
        plain = head
    return numbers.parse(plain)


def rounded(text: str) -> int | None:
    """Return a non-negative measure, such as an area, to the nearest whole number."""
    try:
        value = float(text.strip())
    except ValueError:
        return None
    return int(value + 0.5) if 0 <= value < 1e15 else None
