"""Staff and rooms by the published ratios."""

import pytest

from redistrict.domain.record import Side
from redistrict.intake.profiles import load, names
from redistrict.measure.needs import grids, needs


def side(households, population=None):
    return Side(households, population, households, 0, 1, 1)


@pytest.mark.parametrize(
    ("households", "expected"), [(0, None), (1, "1"), (1000, "300"), (1001, "301"), (3000, "900")]
)
def test_rooms_per_hundred_households_are_rounded_up(households, expected):
    assert needs(load("yuquan-2023"), side(households)).get("facility_needed") == expected


def test_staff_per_resident_needs_the_residents():
    henan = load("henan-2022")
    assert needs(henan, side(1000, 5000))["staff_needed"] == "9"
    assert needs(henan, side(1000, 5001))["staff_needed"] == "10"
    assert "staff_needed" not in needs(henan, side(1000))


def test_a_range_of_workers_asks_for_its_fewest():
    beijing = load("beijing-2020")
    assert needs(beijing, side(1000))["staff_needed"] == "9"
    assert needs(beijing, side(1501))["staff_needed"] == "11"


def test_a_least_area_holds_without_a_ratio():
    assert needs(load("qingpu-2023"), side(1000))["facility_needed"] == "640"


@pytest.mark.parametrize("people", [1, 3000, 120_000])
def test_a_street_office_has_a_centre_whatever_its_size(people):
    """Yuquan: at least 1,000 m2 per street centre; its 30 m2 are for communities alone."""
    assert needs(load("yuquan-2023"), side(people), "street") == {"facility_needed": "1000"}
    assert needs(load("henan-2022"), side(people), "street") == {}
    assert needs(load("yuquan-2023"), side(people), "grid") == {}


def test_nothing_is_asked_where_nothing_is_published():
    assert needs(load("cn-2026"), side(2000, 5000)) == {}
    assert needs(None, side(2000, 5000)) == {}


@pytest.mark.parametrize("name", names())
def test_every_standard_can_be_asked(name):
    assert all(value.isdigit() for value in needs(load(name), side(2500, 6000)).values())


@pytest.mark.parametrize(
    ("households", "expected"), [(0, (0, 0)), (300, (1, 1)), (500, (1, 1)), (501, (2, 2)),
                                 (1751, (4, 5)), (2388, (5, 7))]
)  # fmt: skip
def test_grids_of_three_to_five_hundred(households, expected):
    assert grids(households, 300, 500) == expected
