"""The verifier decides on resettlement sites by itself."""

from types import SimpleNamespace
from typing import Any

import pytest

from redistrict.verify.sites import sites
from redistrict.witness.sites import Tiers

TIERS = Tiers(
    {
        "a": (14, False, False),
        "b": (40, True, False),
        "c": (301, False, True),
        "d": (400, True, True),
        "e": (900, False, False),
        "f": (300, True, False),
        "g": (15, False, False),
    },
    group_from=15,
    own_from=400,
    group_most=300,
)
TRUE = [
    ("a", 14, "joins the neighbour", 0),
    ("b", 40, "original village", 1),
    ("c", 301, "own group under the neighbour", 2),
    ("d", 400, "own community", 0),
    ("e", 900, "work station", 0),
    ("f", 300, "original village", 1),
    ("g", 15, "own group under the neighbour", 1),
]


def said(rows: list[tuple[Any, ...]], tiers: Tiers | None = TIERS) -> list[str]:
    claimed = [
        {"site": {"id": key, "households": size}, "becomes": becomes, "groups": groups}
        for key, size, becomes, groups in rows
    ]
    witnessed: Any = SimpleNamespace(sites=tiers)
    said_: Any = SimpleNamespace(sites=claimed)
    found = list(sites(witnessed, said_))
    assert {finding.code for finding in found} <= {"PLAN_SITE_FALSE"}
    words = {key: becomes for key, _, becomes, _ in rows}
    assert all(item.facts == {"text": words.get(item.place.unit, "-")} for item in found)
    return [item.place.unit for item in found]


def test_a_true_list_is_accepted() -> None:
    assert said(TRUE) == []
    assert said([], None) == []


@pytest.mark.parametrize("row", range(7))
def test_anything_else_is_refused(row: int) -> None:
    """Another outcome, another number of groups or households, a site left out, one invented."""
    key, size, becomes, groups = TRUE[row]
    other = "own community" if becomes != "own community" else "work station"
    for changed in ((key, size, other, groups), (key, size, becomes, groups + 1),
                    (key, size + 1, becomes, groups)):  # fmt: skip
        assert said([*TRUE[:row], changed, *TRUE[row + 1 :]]) == [key]
    assert said([*TRUE[:row], *TRUE[row + 1 :]]) == [key]
    assert said([*TRUE, TRUE[row]]) != []
    assert said([*TRUE, ("z", 1, "own community", 0)]) == ["z"]
