"""The ladder 楼门 -> 居民小组 -> 网格 -> 社区 -> 镇街: one engine, other words and other bands.

Code, keys and files keep the words of the community level for every level (a *community* is what
units are grouped into, its *subdistrict* the parent it never crosses); a reader sees the words of
the level that is planned.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

COMMUNITY, STREET = "community", "street"


@dataclass(frozen=True)
class Level:
    """One step of the ladder.

    Parameters
    ----------
    words
        By language: words of the community level and what stands for them here. English ones are
        given in the singular.
    divides
        A compound over the maximum is divided into its buildings instead of being kept whole, and
        nothing outside the band is tolerated for being there today.
    people
        Sizes are counted in residents, not in households.
    """

    name: str
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    divides: bool = False
    people: bool = False


def _inside(parent: str, zone: str) -> dict[str, str]:
    return {"镇（街道）": parent, "镇(街道)": parent, "镇街": parent, "街道": parent, "社区": zone}


LEVELS: Mapping[str, Level] = {
    item.name: item
    for item in (
        Level(
            "stairwell",
            {
                "zh": {**_inside("楼栋", "楼门"), "小区": "楼层", "小区（楼栋）": "楼层"},
                "en": {"subdistrict": "building", "community": "stairwell", "compound": "floor"},
            },
        ),
        Level(
            "group",
            {
                "zh": {**_inside("社区", "居民小组"), "小区": "楼栋", "小区（楼栋）": "楼栋"},
                "en": {
                    "subdistrict": "community",
                    "community": "residents' group",
                    "compound": "building",
                },
            },
            divides=True,
        ),
        Level(
            "grid",
            {
                "zh": {**_inside("社区", "网格"), "小区": "小区楼栋", "小区（楼栋）": "小区楼栋"},
                "en": {"subdistrict": "community", "community": "grid"},
            },
            divides=True,
        ),
        Level(COMMUNITY),
        Level(
            STREET,
            {
                "zh": {
                    **_inside("区", "镇街"),
                    "小区": "社区",
                    "小区（楼栋）": "社区",
                    "户": "人",
                    "多少户、多少人": "多少人",
                },
                "en": {
                    "subdistrict": "district",
                    "community": "street office",
                    "compound": "community",
                    "household": "resident",
                },
            },
            people=True,
        ),
    )
}


def at_level(language: str, level: str) -> str:
    """Return the language with the level as its modifier (``zh@grid``), as POSIX locales have."""
    plain = language.partition("@")[0]
    return plain if level == COMMUNITY else f"{plain}@{level}"


@cache
def relabel(message: str, language: str) -> str:
    """Return a message of the product in the words of a level; what is in braces stays."""
    plain, _, level = language.partition("@")
    words = LEVELS[level].words.get(plain, {}) if level in LEVELS else {}
    if not words:
        return message
    whole = dict(words)
    if plain == "en":
        for word, other in words.items():
            whole |= {_plural(word): _plural(other)}
        whole |= {word.capitalize(): other.capitalize() for word, other in list(whole.items())}
    options = "|".join(re.escape(word) for word in sorted(whole, key=len, reverse=True))
    pattern = rf"\{{[^{{}}]*\}}|{options}"
    return re.sub(pattern, lambda found: whole.get(found[0], found[0]), message)


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("ty") else f"{word}s"
