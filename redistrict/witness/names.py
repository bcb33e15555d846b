"""Names compared as people mean them: without width, marks, blanks and generic endings."""

import unicodedata
from collections.abc import Sequence

COMMUNITIES = (
    "社区居民委员会", "社区居委会", "居民委员会", "居委会", "社区", "村民委员会", "村委会", "村",
)  # fmt: skip
PLACES = (*COMMUNITIES, "家园小区", "小区", "街道办事处", "街道办", "街道", "办事处")
_MARKS = frozenset(" \t\n\r\f\v\u00a0\u3000·•・-—_,，。、()（）[]【】'\"“”")


def stem(said: str) -> str:
    """Return the stem of the name of a compound, community or subdistrict."""
    plain = unicodedata.normalize("NFKC", said)
    return bare("".join(sign for sign in plain if sign not in _MARKS and not sign.isspace()),
                PLACES)  # fmt: skip


def bare(plain: str, endings: Sequence[str]) -> str:
    """Return a name without its endings, the longest first; one that is only an ending stays."""
    left = plain.casefold()
    while True:
        fits = [item for item in endings if left.endswith(item) and left != item]
        if not fits:
            return left
        left = left[: -max(map(len, fits))]
