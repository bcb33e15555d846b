"""Review files: what is read, what is refused and with which finding."""

import json
from pathlib import Path

import pytest

from redistrict.domain.catalogue import CATALOGUE
from redistrict.domain.failure import Failure
from redistrict.intake.review import match, read_review
from tests.map import toy

GOOD: dict[str, object] = {
    "format": "redistrict-review/1", "proposal": "7F3A-91C2", "alternative": "split-merge",
    "communities": [{"id": "NEW-x", "name": "拟新设社区1", "subdistrict": "东关街道"}],
    "moves": [{"unit": "u0306", "from": "B", "to": "C"}],
    "locks": [{"unit": "u0000", "community": "A"}],
    "comments": [{"target": {"kind": "unit", "id": "u0306", "name": "x"}, "stance": "object",
                  "role": "居民代表", "text": "远", "answer": "", "answer_reason": ""}],
}  # fmt: skip


def write(tmp_path: Path, **changes: object) -> Path:
    path = tmp_path / "review.json"
    path.write_text(json.dumps(GOOD | changes, ensure_ascii=False), encoding="utf-8")
    return path


def codes(tmp_path: Path, **changes: object) -> list[str]:
    path = write(tmp_path, **changes)
    with pytest.raises(Failure) as failure:
        match(read_review(path), toy.record(), path)
    found = [finding.code for finding in failure.value.findings]
    assert set(found) <= set(CATALOGUE)
    return found


def test_good_file_is_read_and_matches(tmp_path: Path) -> None:
    path = write(tmp_path)
    review = read_review(path)
    match(review, toy.record(), path)
    assert review.moves[0].after == "C"
    assert review.locks[0].community == "A"
    assert review.comments[0].stance == "object"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"proposal": "0000"}, ["REVIEW_OTHER"]),
        ({"alternative": "compact"}, ["REVIEW_OTHER"]),
        ({"extra": 1}, ["REVIEW_FIELD"]),
        ({"format": "other"}, ["REVIEW_FIELD"]),
        ({"moves": [{"unit": 3, "from": "B", "to": "C"}]}, ["REVIEW_FIELD"]),
        ({"moves": {"unit": "x"}, "locks": 5}, ["REVIEW_FIELD", "REVIEW_FIELD"]),
        ({"moves": [{"unit": "no", "from": "B", "to": "C"}]}, ["REVIEW_UNIT"]),
        ({"moves": [{"unit": "u0306", "from": "A", "to": "C"}]}, ["REVIEW_FROM"]),
        ({"moves": [{"unit": "u0306", "from": "B", "to": "Z"}]}, ["REVIEW_COMMUNITY"]),
        ({"moves": [{"unit": "u0306", "from": "B", "to": "F"}]}, ["REVIEW_LIMIT"]),
        ({"moves": [{"unit": "u0306", "from": "B", "to": "C"}] * 2}, ["REVIEW_TWICE"]),
        ({"locks": [{"unit": "no", "community": "Z"}]}, ["REVIEW_UNIT", "REVIEW_COMMUNITY"]),
    ],
)  # fmt: skip
def test_faults_are_named(tmp_path: Path, changes: dict[str, object], expected: list[str]) -> None:
    assert codes(tmp_path, **changes) == expected


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"[" * 100_000, b"null", b"[]"])
def test_other_files_are_refused_without_a_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(content)
    with pytest.raises(Failure):
        read_review(path)
