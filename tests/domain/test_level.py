"""The words of a level, and the limits of area."""

from dataclasses import replace

import pytest

from redistrict.domain.level import LEVELS, at_level, relabel
from redistrict.domain.tolerance import deviation, hectares
from redistrict.domain.words import translator
from tests.toys import BAND


@pytest.mark.parametrize(
    ("language", "message", "expected"),
    [
        ("zh@grid", "现有{before}个社区，不涉及街道界线", "现有{before}个网格，不涉及社区界线"),
        ("zh@grid", "涉及{n}个镇（街道）", "涉及{n}个社区"),
        ("zh@street", "{community}社区，{households}户", "{community}镇街，{households}人"),
        ("en@grid", "Communities of a subdistrict", "Grids of a community"),
        ("en@street", "{communities} communities", "{communities} street offices"),
        ("zh@group", "社区", "居民小组"),
        ("zh", "社区", "社区"),
    ],
)  # fmt: skip
def test_a_message_in_the_words_of_a_level(language: str, message: str, expected: str) -> None:
    """Words change, what stands in braces does not."""
    assert relabel(message, language) == expected


def test_a_level_is_a_modifier_of_the_language() -> None:
    assert [at_level("zh", name) for name in ("community", "grid")] == ["zh", "zh@grid"]
    assert at_level("en@grid", "street") == "en@street"
    assert translator("en@grid")("communities") == "grids"
    assert translator("zh@grid")("communities") == translator("zh")("communities").replace(
        "社区", "网格"
    )


def test_every_level_has_words_in_both_languages() -> None:
    for level in LEVELS.values():
        assert level.name == "community" or set(level.words) == {"zh", "en"}


@pytest.mark.parametrize(("metres", "expected"), [(4_999, 0), (5_000, 1), (14_999, 1)])
def test_hectares(metres: int, expected: int) -> None:
    assert hectares(metres) == expected


@pytest.mark.parametrize(
    ("area", "touched", "expected"),
    [(200_000, True, 0), (210_000, True, 1), (90_000, True, 1), (900_000, False, 0)],
)
def test_area_limits_what_a_change_makes(area: int, touched: bool, expected: int) -> None:
    """10 to 20 hectares; what is untouched is not measured."""
    rules = replace(BAND, area_min=10, area_max=20)
    assert deviation(2000, rules, touched=touched, tolerated=False, area=area) == expected
