"""Verdicts on today, told once by the diagnosis and once by the verifier: always the same."""

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redistrict.diagnosis.verdicts import diagnose
from redistrict.domain.problem import Problem
from redistrict.domain.rules import Duty, Lock, LockKind
from redistrict.verify.case import Ground
from redistrict.verify.verdicts import line
from tests.toys import BAND, toy

DRAWINGS = ("AABB.\nAACCB", "A.A\nBBB", "AAAA", "ABCD\nABCD", "AA BB", "A B\nA B\nCCC")


def problem_of(drawing: str, sizes: list[int], draw: Any) -> Problem:
    rules = dataclasses.replace(
        BAND, merge_under=draw(st.sampled_from([700, 1000])),
        split_over=draw(st.sampled_from([3000, 3300])),
        overload_over=draw(st.sampled_from([None, 3000, 3500])),
        scale=draw(st.sampled_from([1, 10])),
        duty=draw(st.sampled_from([Duty(), Duty(items=50, small_under=900, small=2, other=1)])),
    )  # fmt: skip
    cells = [letter for line_ in drawing.splitlines() for letter in line_ if letter != " "]
    letters = sorted(set(cells) - {"."})
    locks = [
        Lock(LockKind.FROZEN, f"held {letter} {number}", community=letter)
        for letter in letters for number in range(draw(st.sampled_from([0, 0, 0, 1, 2])))
    ]  # fmt: skip
    drawn = toy(drawing, 0, rules=rules, locks=locks)
    counts = iter(sizes)
    units = tuple(
        dataclasses.replace(unit, households=(size := next(counts)), workload=size,
                            name=draw(st.sampled_from(["", f"name {unit.id}"])))
        for unit in drawn.units
    )  # fmt: skip
    communities = tuple(
        dataclasses.replace(
            item, name=draw(st.sampled_from([item.id, f"{item.id} Street"])),
            overloaded=draw(st.sampled_from([None, None, True, False])),
            overload_evidence=draw(st.sampled_from(["", "two grids"])),
        )
        for item in drawn.communities
    )  # fmt: skip
    return dataclasses.replace(drawn, units=units, communities=communities)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    drawing=st.sampled_from(DRAWINGS), data=st.data(), known=st.booleans(),
    sizes=st.lists(st.sampled_from([0, 150, 350, 500, 999, 1000, 1600, 3000, 3001, 3300]),
                   min_size=10, max_size=10),
)  # fmt: skip
def test_both_say_the_same(drawing: str, data: Any, known: bool, sizes: list[int]) -> None:
    problem = problem_of(drawing, sizes, data.draw)
    found = Ground(problem, joined=known).verdicts
    expected = {
        item.community: (item.verdict.value, line(item.finding.code, dict(item.finding.facts)))
        for item in diagnose(problem, neighbours_known=known)
    }
    assert found == expected


@pytest.mark.parametrize(
    ("drawing", "households", "code"),
    [
        ("AAB", {"A": 500, "B": 1000}, "FITS"),
        ("A B", {"A": 500, "B": 1000}, "TOLERATED_ALONE"),
        ("AB", {"A": 500, "B": 2500}, "MERGE_POSSIBLE"),
        ("AB", {"A": 500, "B": 2501}, "TOLERATED_NO_ROOM"),
        ("AA", {"A": 1501}, "SPLIT_OVER"),
        ("A", {"A": 3001}, "UNIT_OVER"),
        ("AAA", [[10, 3001, 10]], "UNIT_OVER"),
        ("A A", {"A": 600}, "DISCONNECTED"),
        ("AAB", {"A": 450, "B": 1000}, "TOLERATED_SMALL"),
        ("AAB", [[450, 449, 1000]], "MERGE_POSSIBLE"),
        ("AAA", {"A": 1000}, "FITS"),
    ],
)
def test_verdicts_at_the_limit(drawing: str, households: Any, code: str) -> None:
    """A merge is asked for below 900."""
    rules = dataclasses.replace(BAND, merge_under=900)
    _, reason = Ground(toy(drawing, households, rules=rules)).verdicts["A"]
    assert reason.split()[0] == code


@pytest.mark.parametrize(
    ("word", "threshold", "code"),
    [
        (None, 3999, "SPLIT_OVER_LOAD"), (None, 4000, "TOLERATED_UNDER_LOAD"),
        (True, 4000, "SPLIT_OVERLOADED"), (False, 3999, "TOLERATED_NOT_OVERLOADED"),
        (None, None, "SPLIT_OVERLOADED"),
    ],
)  # fmt: skip
def test_the_word_of_the_ledger_counts_before_the_threshold(
    word: bool | None, threshold: int | None, code: str
) -> None:
    rules = dataclasses.replace(BAND, overload_over=threshold)
    drawn = toy("AAAA", 1000, rules=rules, overloaded={"A": word} if word is not None else {})
    item = dataclasses.replace(drawn.communities[0], overload_evidence="two grids")
    _, reason = Ground(dataclasses.replace(drawn, communities=(item,))).verdicts["A"]
    assert reason.split()[0] == code


def test_of_the_smallest_piece_five_units_are_named() -> None:
    _, reason = Ground(toy("|AAAAAAA AAAAAA|", 200)).verdicts["A"]
    assert reason == (
        "DISCONNECTED households=2600 max=3000 merge_under=1000 min=1000 pieces=2 split_over=3000 "
        "units=a10|a11|a12|a13|a14"
    )


@pytest.mark.parametrize(("total", "code"), [(3200, "TOLERATED_LARGE"), (3201, "SPLIT_OVER")])
def test_a_split_is_asked_for_above_its_threshold(total: int, code: str) -> None:
    rules = dataclasses.replace(BAND, split_over=3200)
    _, reason = Ground(toy("AA", [[1600, total - 1600]], rules=rules)).verdicts["A"]
    assert reason.split()[0] == code


@pytest.mark.parametrize(("under", "load"), [(3501, 2 * 3500), (3500, 3500)])
def test_visits_of_a_community_that_counts_as_small(under: int, load: int) -> None:
    duty = Duty(small_under=under, small=1, other=0)
    rules = dataclasses.replace(BAND, overload_over=1, duty=duty)
    _, reason = Ground(toy("AA", [[1750, 1750]], rules=rules)).verdicts["A"]
    assert f"load={load}" in reason.split()


@pytest.mark.parametrize(("total", "parts"), [(3001, 2), (6000, 2)])
def test_the_least_number_of_parts(total: int, parts: int) -> None:
    _, reason = Ground(toy("AAAA", [[1000, 1000, 1000, total - 3000]])).verdicts["A"]
    assert f"parts={parts}" in reason.split()
