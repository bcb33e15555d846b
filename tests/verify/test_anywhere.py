"""Whatever proposal is spoilt, wherever, in one way or two: the long run is tests.assurance."""

from pathlib import Path

import pytest

from redistrict import witness
from redistrict.verify import verify
from redistrict.witness import claims
from tests.assurance.corruptions import DEMO, TAIPEI, run, sound
from tests.verify.anywhere import KINDS
from tests.verify.corruption import Base
from tests.verify.proposal import base


def test_there_are_enough_kinds() -> None:
    assert len({item.name for item in KINDS}) == len(KINDS) >= 46


def test_on_a_toy(tmp_path: Path) -> None:
    made = Base(witness.read(base(tmp_path)), claims.read(tmp_path / "out"))
    tally = run(made, 150, seed=2)
    assert tally.slipped == []
    assert tally.pairs > 40
    assert len(tally.seen) >= 60


@pytest.mark.acceptance
def test_on_the_demo(tmp_path: Path) -> None:
    made = sound(DEMO, tmp_path / "out")
    assert verify(made.witnessed, made.claimed) == ()
    tally = run(made, len(KINDS), seed=3)
    assert tally.slipped == []
    assert len(tally.seen) >= 46


@pytest.mark.acceptance
def test_on_a_district_of_taipei(tmp_path: Path, shared_data: Path) -> None:
    assert shared_data.is_dir()
    made = sound(TAIPEI, tmp_path / "out", ("南港區",))
    assert verify(made.witnessed, made.claimed) == ()
    tally = run(made, 2 * len(KINDS), seed=4)
    assert tally.slipped == []
    assert len(tally.seen) >= 46
