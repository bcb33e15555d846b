"""Hard and impossible districts as whole commands: the right word, the right exit code."""

import json
from dataclasses import replace

import pytest

from redistrict.domain.exits import Exit
from redistrict.domain.problem import Problem
from tests.cli.test_commands import run
from tests.toys import toy
from tests.verify.proposal import write_inputs

LEAST = '[goals]\nalternatives = ["least-change"]\n'
LOCK = "[[locks]]\nkind = '{}'\nreason = '{}'\nunits = {}\n"


def lock(kind: str, reason: str, *units: str, community: str = "") -> str:
    text = LOCK.format(kind, reason, list(units))
    return text + (f"community = '{community}'\n" if community else "")


DONE = {
    "star": (toy("| A |\n|BBB|\n| C |", 600), "", "proven", {}),
    "path": (toy("AAAABBB", 600), "", "proven", {}),
    "one unit": (toy("A", 1500), "", "proven", {}),
    "one unit over the maximum": (toy("A", 5000), "", "proven", {"A": "UNIT"}),
    "one unit under the minimum": (toy("A", 400), "", "proven", {}),
    "no households at all": (toy("AABB", 0), "", "proven", {"A": "PROVEN"}),
    "some without households": (
        toy("AABB\nAABB", [[0, 900, 900, 0], [600, 0, 0, 700]]), "", "proven", {},
    ),
    "a community of two parts": (toy("ABA\nABB", 600), "", "proven", {}),
    "a unit over the maximum": (toy("AAB", [[4000, 300, 300]]), "", "proven", {"A": "UNIT"}),
    "a band no number of communities fits": (
        toy("AAAB", 700), "[rules]\nmin = 2900\nmax = 3000", "proven", {"A": "PIECE"},
    ),
}  # fmt: skip
IMPOSSIBLE = {
    "locks contradict": (
        toy("AABB\nAABB"),
        lock("together", "one estate", "a1", "a2") + lock("apart", "a railway", "a1", "a2"),
        ("one estate", "a railway"),
    ),
    "a strict band": (
        toy("AAB", [[4000, 300, 300]]), "[rules]\nstrict = true", ("1,000-3,000", "1,000-4,300"),
    ),
    "too many communities": (toy("AABB\nAABB"), "[rules]\ncommunities = 9", ("9",)),
    "a limit that a lock exceeds": (
        toy("AAABBB", 500),
        "[rules]\ntouched_max = 1\n" + lock("fixed", "so", "a3", community="B"),
        ("touched_max = 2",),
    ),
}  # fmt: skip


def written(folder, problem: Problem, more: str):
    """Write a toy as files; a [rules] table in ``more`` replaces lines of the toy's own."""
    scenario = write_inputs(folder, [problem])
    text = scenario.read_text(encoding="utf-8")
    if more.startswith("[rules]"):
        lines, _, more = more.partition("\n[[")
        more = f"[[{more}" if more else ""
        for line in lines.splitlines()[1:]:
            key = line.split(" = ")[0]
            kept = [row for row in text.splitlines() if not row.startswith(f"{key} ")]
            text = "\n".join([*kept, line])
        if "min = " in lines:
            text = "\n".join(
                row for row in text.splitlines()
                if row.split(" = ")[0] not in ("changed_min", "changed_max", "merge_under",
                                               "split_over")
            )  # fmt: skip
    scenario.write_text(f"{text}\n{LEAST}{more}", encoding="utf-8")
    return scenario


@pytest.mark.acceptance
def test_equal_households_by_the_thousand(tmp_path):
    """1,300 equal units: 13 communities of 4,000 in a row, each of which has to change."""
    drawing = "\n".join("".join(letter * 10 for letter in "ABCDEFGHIJKLM") for _ in range(10))
    scenario, out = written(tmp_path / "data", toy(drawing, 40), ""), tmp_path / "out"
    result = run("propose", scenario, "--out", out, "-q", "--lang", "en")
    assert result.exit_code == Exit.DONE, result.output
    facts = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    assert facts["out_of_band"] == 0
    assert facts["status"] in {"proven", "feasible"}
    assert run("verify", out).exit_code == Exit.DONE


@pytest.mark.parametrize("name", DONE)
def test_done_and_verified(name, tmp_path):
    problem, more, status, exceptions = DONE[name]
    scenario, out = written(tmp_path / "data", problem, more), tmp_path / "out"
    result = run("propose", scenario, "--out", out, "-q", "--lang", "en")
    assert result.exit_code == Exit.DONE, result.output
    facts = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    assert facts["status"] == status
    found = {item["community"]: item["why"] for item in facts["exemptions"]}
    assert found == exceptions
    result = run("verify", out)
    assert result.exit_code == Exit.DONE, result.output


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_impossible_says_why_and_writes_nothing(name, tmp_path):
    problem, more, words = IMPOSSIBLE[name]
    scenario, out = written(tmp_path / "data", problem, more), tmp_path / "out"
    result = run("propose", scenario, "--out", out, "-q", "--lang", "en")
    assert result.exit_code == Exit.IMPOSSIBLE, result.output
    assert all(word in result.output for word in words), result.output
    assert "Traceback" not in result.output
    assert not out.exists()


def test_a_band_upside_down_is_a_wrong_scenario(tmp_path):
    scenario = written(tmp_path / "data", toy("AAB"), "[rules]\nmin = 4000\nmax = 3000")
    result = run("propose", scenario, "--out", tmp_path / "out", "-q", "--lang", "en")
    assert result.exit_code == Exit.SCENARIO
    assert "4,000" in result.output


def test_no_time_at_all_claims_nothing(tmp_path):
    problem = toy("AAAAAABBBBBB\n" * 6, 190)
    scenario, out = written(tmp_path / "data", problem, ""), tmp_path / "out"
    result = run("propose", scenario, "--out", out, "-q", "--time-limit", "0.000001")
    assert result.exit_code in {Exit.STOPPED, Exit.DONE}
    assert out.exists() == (result.exit_code == Exit.DONE)
    if result.exit_code == Exit.DONE:
        facts = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
        assert facts["status"] == "feasible"


def test_a_limit_of_communities_touched_is_kept_and_verified(tmp_path):
    """Three large communities in two subdistricts, two of them may be touched."""
    west = toy("AAABBBC", {"A": 1200, "B": 1100, "C": 1500})
    east = _renamed(toy("DDDE", {"D": 1150, "E": 2000}), "East")
    scenario, out = tmp_path / "data", tmp_path / "out"
    scenario = write_inputs(scenario, [west, east], LEAST)
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("[rules]", "[rules]\ntouched_max = 2"), encoding="utf-8")
    result = run("propose", scenario, "--out", out, "-q", "--lang", "en")
    assert result.exit_code == Exit.DONE, result.output
    facts = json.loads((out / "proposal.json").read_text(encoding="utf-8"))
    assert (facts["touched_communities"], facts["status"]) == (2, "proven")
    assert [item["why"] for item in facts["exemptions"]] == ["LIMIT"]
    assert "Communities that may be touched, at most: 2" in (out / "summary.txt").read_text("utf-8")
    assert run("verify", out).exit_code == Exit.DONE
    # The same plan is refused, by the verifier alone, where the limit is tighter.
    text = scenario.read_text(encoding="utf-8").replace("touched_max = 2", "touched_max = 1")
    scenario.write_text(text, encoding="utf-8")
    result = run("verify", "--plan", out / "units.csv", "--scenario", scenario, "--lang", "en")
    assert result.exit_code == Exit.REJECTED
    assert "that the plan touches: 2; the scenario allows 1" in " ".join(result.output.split())


def _renamed(problem: Problem, name: str) -> Problem:
    units = tuple(replace(unit, id=f"e{unit.id}", subdistrict=name) for unit in problem.units)
    communities = tuple(
        replace(item, subdistrict=name, units=tuple(f"e{unit}" for unit in item.units))
        for item in problem.communities
    )
    edges = tuple(replace(edge, a=f"e{edge.a}", b=f"e{edge.b}") for edge in problem.edges)
    return replace(problem, subdistrict=name, units=units, communities=communities, edges=edges)
