"""A review goes back into the plan: as it is, or with the rest solved again."""

import json
import tomllib

import pytest
from click.testing import CliRunner

from redistrict.cli.group import main
from redistrict.domain.comment import Comment, merge_comments
from redistrict.domain.exits import Exit
from redistrict.domain.rules import Action, Lock, LockKind
from redistrict.store.read import read_folder
from redistrict.store.scenario import amend, dump
from tests.intake.town import write


def run(*arguments):
    return CliRunner().invoke(main, [str(item) for item in arguments])


@pytest.fixture(scope="module")
def proposal(tmp_path_factory):
    """A town in which C (3,300 households) is split and A joins B."""
    base = tmp_path_factory.mktemp("town")

    def change(frame):
        frame["households"] = [400, 300, 900, 800, 1600, 1700, 1100, 1200]

    out = base / "plans" / "first"
    result = run("propose", write(base, change), "--out", out, "-q")
    assert result.exit_code == Exit.DONE, result.output
    return out


def homes(folder):
    return {row.id: row.after for row in read_folder(folder).record.units}


def review(proposal, path, moves=None, locks=(), comments=()):
    """Write the review of a proposal; ``moves`` maps units to communities."""
    record, plan = read_folder(proposal).record, homes(proposal)
    known = {row.id for row in record.communities}
    parent = {row.id: row.subdistrict for row in record.units}
    moves = moves or {}
    fresh = {to: parent[unit] for unit, to in moves.items() if to not in known}
    made = {
        "format": "redistrict-review/1",
        "proposal": record.check_code,
        "alternative": record.alternative,
        "communities": [
            {"id": name, "name": name, "subdistrict": home} for name, home in fresh.items()
        ],
        "moves": [{"unit": unit, "from": plan[unit], "to": to} for unit, to in moves.items()],
        "locks": [{"unit": unit, "community": plan[unit]} for unit in locks],
        "comments": list(comments),
    }
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return path


def said(text="太远", stance="object", answer="", reason=""):
    return {
        "target": {"kind": "unit", "id": "005", "name": "五号院"},
        "stance": stance,
        "role": "居民代表",
        "text": text,
        "answer": answer,
        "answer_reason": reason,
    }


def test_plan_is_exactly_the_reviewers(proposal, tmp_path):
    plan = homes(proposal)
    assert plan["005"] != plan["006"]
    file = review(proposal, tmp_path / "review.json", {"006": plan["005"]})
    out = tmp_path / "second"
    result = run("revise", proposal, file, "--out", out, "-q")
    assert result.exit_code == Exit.DONE, result.output
    after = homes(out)
    assert after["005"] == after["006"] == "C"
    assert {unit: after[unit] for unit in ("001", "002", "003", "004", "007", "008")} == {
        unit: plan[unit] for unit in ("001", "002", "003", "004", "007", "008")
    }
    assert "3,300" in result.output, "what breaks the range is said"
    record = read_folder(out).record
    assert record.alternative == "revised"
    assert record.outcome.status.value == "feasible"
    checked = run("verify", out)
    assert checked.exit_code == Exit.DONE, checked.output


def test_solving_again_keeps_the_moves_and_mends_the_rest(proposal, tmp_path):
    """Unit 006 goes to D; the solver must take 007 or 008 out of D."""
    plan = homes(proposal)
    file = review(proposal, tmp_path / "review.json", {"006": plan["008"]})
    out = tmp_path / "second"
    result = run("revise", proposal, file, "--out", out, "--solve", "-q")
    assert result.exit_code == Exit.DONE, result.output
    after = homes(out)
    assert after["006"] == "D"
    record = read_folder(out).record
    assert record.totals.out_of_band == 0
    assert all(after[unit] == plan[unit] for unit in ("001", "002", "003", "004"))
    assert run("verify", out).exit_code == Exit.DONE
    locks = tomllib.loads((out / "scenario.toml").read_text(encoding="utf-8"))["locks"]
    assert [(item["kind"], item["units"], item["community"]) for item in locks] == [
        ("fixed", ["006"], "D")
    ]


def test_new_community_of_the_reviewer_is_founded(proposal, tmp_path):
    plan = homes(proposal)
    file = review(proposal, tmp_path / "review.json", {"007": "NEW-East-R1"})
    for extra in ((), ("--solve",)):
        out = tmp_path / f"second{len(extra)}"
        result = run("revise", proposal, file, "--out", out, "-q", *extra)
        assert result.exit_code == Exit.DONE, result.output
        after = homes(out)
        assert after["007"] != after["008"], extra
        assert plan["007"] == plan["008"]
        assert run("verify", out).exit_code == Exit.DONE


def test_a_plan_in_pieces_is_refused_by_name_and_nothing_is_written(proposal, tmp_path):
    plan = homes(proposal)
    moves = {"005": plan["008"], "007": plan["006"]}
    file = review(proposal, tmp_path / "review.json", moves)
    out = tmp_path / "second"
    result = run("revise", proposal, file, "--out", out, "-q")
    assert result.exit_code == Exit.REJECTED, result.output
    assert "D" in result.output
    assert [item.name for item in tmp_path.iterdir() if item.suffix != ".lock"] == ["review.json"]


def test_comments_stay_with_their_answers(proposal, tmp_path):
    comments = [
        said("很好", "agree"), said(), said("学校怎么办", "remark", "partly", "另行协商"),
    ]  # fmt: skip
    file = review(proposal, tmp_path / "review.json", comments=comments)
    out = tmp_path / "second"
    result = run("revise", proposal, file, "--out", out, "-q", "--json")
    assert result.exit_code == Exit.DONE, result.output
    assert json.loads(result.stdout)["open_comments"] == 2
    kept = read_folder(out).comments
    assert [item.stance for item in kept] == ["object", "agree", "remark"]
    assert kept[2].answer_reason == "另行协商"
    assert read_folder(out / "today").comments == kept
    page = (out / "map.html").read_text(encoding="utf-8")
    assert "学校怎么办" in page
    later = review(out, tmp_path / "later.json", comments=[said("太远", answer="not taken")])
    third = tmp_path / "third"
    assert run("revise", out, later, "--out", third, "-q").exit_code == Exit.DONE
    answers = {item.text: item.answer for item in read_folder(third).comments}
    assert answers == {"太远": "not taken", "很好": "", "学校怎么办": "partly"}
    run("map", third, "--public", tmp_path / "public.html")
    assert "学校怎么办" not in (tmp_path / "public.html").read_text(encoding="utf-8")


def test_same_review_gives_the_same_bytes(proposal, tmp_path):
    file = review(proposal, tmp_path / "review.json", locks=("005",), comments=[said()])
    for name in ("one", "two"):
        out = tmp_path / name
        assert run("revise", proposal, file, "--out", out, "-q").exit_code == Exit.DONE
    for path in sorted((tmp_path / "one").rglob("*")):
        if path.is_file() and path.name != "run.log":
            other = tmp_path / "two" / path.relative_to(tmp_path / "one")
            assert other.read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"proposal": "0000-0000-0000"}, "0000-0000-0000"),
        ({"moves": [{"unit": "999", "from": "C", "to": "D"}]}, "999"),
        ({"moves": [{"unit": "001", "from": "B", "to": "D"}]}, "West"),
        ({"format": "other"}, "format"),
    ],
)
def test_a_review_that_does_not_fit_is_refused(proposal, tmp_path, change, word):
    file = review(proposal, tmp_path / "review.json")
    made = json.loads(file.read_text(encoding="utf-8")) | change
    file.write_text(json.dumps(made), encoding="utf-8")
    result = run("revise", proposal, file, "--out", tmp_path / "second", "-q")
    assert result.exit_code == Exit.INPUT, result.output
    assert word in result.output
    assert not (tmp_path / "second").exists()


def test_a_plan_by_hand_on_todays_state(proposal, tmp_path):
    """Without a solver: draft, move in the page, revise."""
    out = tmp_path / "today"
    scenario = proposal.parent.parent / "scenario.toml"
    assert run("draft", scenario, "--out", out).exit_code == Exit.DONE
    moves = {"001": "B", "002": "B", "006": "NEW-East-R1"}
    file = review(out, tmp_path / "review.json", moves)
    done = tmp_path / "by-hand"
    result = run("revise", out, file, "--out", done, "-q")
    assert result.exit_code == Exit.DONE, result.output
    after = homes(done)
    assert after["001"] == after["004"] == "B"
    assert after["005"] != after["006"]
    assert run("verify", done).exit_code == Exit.DONE


def test_amended_scenario_means_the_same_elsewhere(tmp_path):
    text = """title = "a \\"b\\" 七"
as_of = 2026-09-01
[units]
path = "../data/x.gpkg"
[context]
roads = { path = "roads.gpkg", name = "name" }
[[adjacency.bridges]]
pairs = [["1", "2"]]
reason = "桥"
[goals]
actions = ["split"]
[goals.change]
moved = 2
[file]
path = "not a path"
"""
    lock = Lock(LockKind.FIXED, "why", ("1",), "A")
    made = amend(
        text, tmp_path / "a" / "b", tmp_path / "c", alternative="revised",
        actions=[Action.MERGE, Action.SPLIT], locks=[lock],
    )  # fmt: skip
    found = tomllib.loads(made)
    assert found["units"]["path"] == "../a/data/x.gpkg"
    assert found["context"]["roads"] == {"path": "../a/b/roads.gpkg", "name": "name"}
    assert found["file"] == {"path": "not a path"}
    assert found["title"] == 'a "b" 七'
    assert found["as_of"].isoformat() == "2026-09-01"
    assert found["adjacency"]["bridges"] == [{"pairs": [["1", "2"]], "reason": "桥"}]
    assert found["goals"]["change"] == {"moved": 2}
    assert found["goals"]["actions"] == ["split", "merge"]
    assert len(found["locks"]) == 1
    again = amend(
        made, tmp_path / "c", tmp_path / "c", alternative="revised", actions=[], locks=[lock]
    )
    assert len(tomllib.loads(again)["locks"]) == 1, "the same lock is written once"
    assert dump(found) == made


def test_later_answers_replace_earlier_ones():
    first = Comment("unit", "1", "x", "agree", "r", "t")
    answered = Comment("unit", "1", "x", "agree", "r", "t", "taken", "ok")
    other = Comment("unit", "1", "x", "object", "r", "t")
    assert merge_comments([first], [answered, other]) == (other, answered)
    assert merge_comments([answered], [first]) == (answered,)
