"""Split now, merge next term: two plans in one run, the second beginning with the first."""

import csv
import json
from pathlib import Path

import pytest

from redistrict.domain.exits import Exit
from tests.cli.test_commands import run
from tests.toys import toy
from tests.verify.proposal import write_inputs

TOY = toy("AAABC", [[1400, 1200, 1300, 400, 700]])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A is too large and split; B and C are too small and merged in the second step."""
    folder = tmp_path_factory.mktemp("steps") / "scenarios"
    goals = '[goals]\nactions = ["{0}"]\nalternatives = ["split-merge"]\n'
    scenario = write_inputs(folder, [TOY], goals.format("split"))
    text = scenario.read_text(encoding="utf-8")
    second = text.replace('"split"', '"merge"')
    scenario.write_text(f'then = "next-term.toml"\ntitle = "now"\n{text}', encoding="utf-8")
    (folder / "next-term.toml").write_text(f'title = "next term"\n{second}', encoding="utf-8")
    out = folder.parent / "out"
    result = run("propose", scenario, "--out", out, "-q", "--lang", "en")
    assert result.exit_code == Exit.DONE, result.output
    return out, result.stdout


def communities(folder: Path) -> dict[str, set[str]]:
    rows = csv.DictReader((folder / "units.csv").open(encoding="utf-8-sig"))
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["community_after"], set()).add(row["unit_id"])
    return found


def test_the_second_step_begins_where_the_first_ends(told: tuple[Path, str]) -> None:
    out, _ = told
    later = out / "levels" / "next-term"
    first, second = (json.loads((at / "proposal.json").read_text("utf-8")) for at in (out, later))
    assert (first["communities_before"], first["communities_after"]) == (3, 4)
    assert (second["communities_before"], second["communities_after"]) == (4, 3)
    assert second["out_of_band"] == 0
    now = {frozenset(units) for units in communities(out).values()}
    then = {frozenset(units) for units in communities(later).values()}
    assert now - then == {frozenset({"a4"}), frozenset({"a5"})}
    assert then - now == {frozenset({"a4", "a5"})}


def test_both_steps_are_verified_together(told: tuple[Path, str]) -> None:
    out, _ = told
    assert run("verify", out).exit_code == Exit.DONE
    assert run("verify", out / "levels" / "next-term").exit_code == Exit.DONE


def test_the_steps_are_told_in_a_table(told: tuple[Path, str]) -> None:
    _, text = told
    lines = text[text.index("Step by step") :].splitlines()
    rows = [line for line in lines if line.lstrip().startswith(("1 now", "2 next term"))]
    assert [row.split("split and merge")[1].split()[:4] for row in rows] == [
        ["3", "4", "1", "0"], ["4", "3", "0", "1"],
    ]  # fmt: skip
