"""Names of communities and compounds compared by their stem: 新海居委会 is 新海社区."""

import re
import unicodedata
from collections.abc import Iterable

_TAILS = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|居委会|社区|村民委员会|村委会|村|小区|家园小区|街道办事处|街道办|街道|办事处)$"
)
_MARKS = re.compile(r"[\s·•・\-—_,，。、()（）\[\]【】'\"“”]+")


def stem(name: str) -> str:
    """Return a name without width, blanks, marks and its generic ending.

    A name that consists of nothing but an ending stays whole.
    """
    text = _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    while True:
        shorter = _TAILS.sub("", text)
        if shorter in {"", text}:
            return text
        text = shorter


def alike(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names with the same stem, or else those one sign away, sorted."""
    own = stem(name)
    others = {other: stem(other) for other in names}
    same = sorted(other for other, text in others.items() if text == own)
    if same:
        return tuple(same)
    return tuple(sorted(other for other, text in others.items() if near(own, text)))


def near(one: str, other: str, least: int = 3) -> bool:
    """Whether two stems of at least so many signs differ in one sign only."""
    if min(len(one), len(other)) < least or abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
