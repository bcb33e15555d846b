"""Names of communities that only one file gives: one name, or a question, never a guess."""

import pytest

from redistrict.domain.catalogue.imports import REPAIRS
from redistrict.domain.findings import Finding
from redistrict.intake.answers import Answer, Answers, Question
from redistrict.intake.draft import Draft
from redistrict.intake.spellings import unify


def draft(names: list[str], answers: Answers | None = None) -> Draft:
    count = len(names)
    columns = {"id": [f"{at:03d}" for at in range(count)], "community": list(names),
               "subdistrict": ["甲街道"] * count}  # fmt: skip
    return Draft("台账.xlsx", columns, list(range(1, count + 1)), answers or Answers())


def test_endings_become_the_usual_one() -> None:
    made = draft(["新海社区", "新海社区", "新海居委会", "滨河社区"])
    unify(made)
    assert made.columns["community"] == ["新海社区"] * 3 + ["滨河社区"]
    assert [item.code for item in made.findings] == ["IMPORT_SPELLINGS"]


def test_one_statement_says_which_name_stays() -> None:
    """The layer's spelling is not said to stay where most units have the ledger's."""
    made = draft(["槐荫里", "槐荫里社区", "槐荫里社区", "滨河社区"])
    pairs = ("槐荫里社区 → 槐荫里", "滨河居委会 → 滨河社区")
    made.findings.append(Finding("IMPORT_ENDINGS", facts={"count": 2, "pairs": pairs}))
    unify(made)
    told = {item.code: item.facts for item in made.findings}
    assert told["IMPORT_ENDINGS"] == {"count": 1, "pairs": pairs[1:]}
    assert told["IMPORT_SPELLINGS"] == {"count": 1, "pairs": ("槐荫里 → 槐荫里社区",)}


@pytest.mark.parametrize(
    ("rare", "count", "asked"),
    [("园林路社区", 2, 2), ("园林路社区", 3, 0), ("园林二社区", 1, 0), ("完全别的社区", 1, 0)],
)
def test_a_rare_name_one_sign_away_is_asked(rare: str, count: int, asked: int) -> None:
    common = "园林一社区" if rare == "园林二社区" else "园林街社区"
    made = draft([common] * 8 + [rare] * count)
    unify(made)
    assert len(made.questions) == asked
    assert made.columns["community"][8:] == [rare] * count


@pytest.mark.parametrize(
    ("rare", "count", "asked"),
    [("新每社区", 1, 1), ("新每社区", 2, 0), ("西海社区", 1, 0), ("新二社区", 1, 1),
     ("完全社区", 1, 0)],
)  # fmt: skip
def test_a_name_of_two_signs_that_one_unit_has_is_asked(rare: str, count: int, asked: int) -> None:
    made = draft(["新海社区"] * 8 + [rare] * count)
    unify(made)
    assert len(made.questions) == asked
    assert made.columns["community"][8:] == [rare] * count


def test_two_common_names_one_sign_apart_are_listed() -> None:
    """Which of both is right nobody can tell: they stay two, and that is confirmed."""
    made = draft(["园林街社区"] * 5 + ["园林路社区"] * 4 + ["园林一社区"] * 5 + ["园林二社区"] * 5)
    unify(made)
    assert not made.questions
    told = [(item.facts["a"], item.facts["b"], item.facts["count_b"]) for item in made.findings]
    assert ("园林街社区", "园林路社区", 4) in told
    assert not any({"园林一社区", "园林二社区"} <= {a, b} for a, b, _ in told)
    assert "IMPORT_COMMUNITY_ALIKE" in REPAIRS


def test_the_answer_counts() -> None:
    names = ["园林街社区"] * 8 + ["园林路社区"]
    asked = Question("community", "台账.xlsx", 9, "008")
    made = draft(names, Answers([(asked, Answer("园林街社区"))]))
    unify(made)
    assert set(made.columns["community"]) == {"园林街社区"}
    assert "IMPORT_COMMUNITY_SLIP" not in {item.code for item in made.findings}
