"""Names are compared as people mean them."""

import pytest

from redistrict.witness.ledgers import community
from redistrict.witness.names import stem


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("和平", "和平"), ("和平社区居委会", "和平"), ("和平社区居民委员会", "和平"),
        ("和平居民委员会", "和平"), ("新安村民委员会", "新安"), ("新安村委会", "新安"),
        ("幸福家园小区", "幸福"), ("幸福小区", "幸福"), ("城关街道办事处", "城关"),
        ("城关街道办", "城关"), ("城关街道", "城关"), ("城关办事处", "城关"),
        ("Ａｂ 小区", "ab"), ("和平（东）", "和平东"), ("和平·东", "和平东"), ("和\n平", "和平"),
        ("社区", "社区"), ("", ""),
    ],
)  # fmt: skip
def test_the_stem_of_a_name(said: str, means: str) -> None:
    assert stem(said) == means


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("和平社区居委会", "和平"), ("和平 社区", "和平"), ("和平(东)村", "和平东"),
        ("幸福小区", "幸福小区"), ("城关街道", "城关街道"), ("ＡＢ社区", "ab"),
    ],
)  # fmt: skip
def test_a_community_keeps_what_is_no_ending_of_one(said: str, means: str) -> None:
    assert community(said) == means
