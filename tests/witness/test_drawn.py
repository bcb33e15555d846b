"""What a community's shape lacks of its own units."""

import pytest
from shapely.geometry import box

from redistrict.witness.drawn import _uncovered

A, B = box(0, 0, 10, 10), box(9, 0, 20, 10)
"""Two units that the raw data draw over one another on ten square metres."""


@pytest.mark.parametrize(
    ("homes", "shapes", "lack"),
    [
        (["k", "l"], {"k": A, "l": box(10, 0, 20, 10)}, {"k": 0, "l": 0}),
        (["k", "l"], {"k": A, "l": box(12, 0, 20, 10)}, {"k": 0, "l": 20}),
        (["k", "k"], {"k": box(0, 0, 9, 10)}, {"k": 110}),
        (["k", "l"], {"k": A}, {"k": 0, "l": 100}),
        (["k", ""], {"k": box(0, 0, 8, 10)}, {"k": 10}),
    ],
    ids=["drawn over", "short beside", "own alone", "none at all", "beside no community"],
)
def test_ground_drawn_twice_lies_in_one_community_alone(
    homes: list[str], shapes: dict[str, object], lack: dict[str, int]
) -> None:
    assert _uncovered(homes, [A, B], shapes) == lack


def test_a_long_thin_strip_is_rounding() -> None:
    """A hundred kilometres of limit drawn a few millimetres aside are no missing ground."""
    wide = box(0, 0, 100_000, 1000)
    assert _uncovered(["k"], [wide], {"k": box(0, 0.004, 100_000, 1000)}) == {"k": 0}
    assert _uncovered(["k"], [wide], {"k": box(0, 0.05, 100_000, 1000)})["k"] > 2
