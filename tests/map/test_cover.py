"""The cover line: people where they are known, once."""

import dataclasses

import pytest

from redistrict.domain.level import at_level
from redistrict.domain.record import Record
from redistrict.report.text.summary import cover_line
from tests.map import toy


def told(people: int | None, level: str = "community") -> Record:
    record = toy.folder().record
    totals = dataclasses.replace(record.totals, moved_population=people)
    statement = dataclasses.replace(record.statement, level=level)
    return dataclasses.replace(record, totals=totals, statement=statement)


@pytest.mark.parametrize(
    ("language", "people", "words"),
    [
        ("zh", 1234, "户、1,234人，不涉及"),
        ("zh", None, "户，不涉及"),
        ("en", 1234, "people 1,234. No limit"),
        ("en", None, "No limit"),
    ],
)
def test_people_are_told_or_left_out(language: str, people: int | None, words: str) -> None:
    text = cover_line(told(people), language)
    assert words in text
    assert (people is None) != ("people" in text or "1,234人" in text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_sizes_are_people_they_stand_once(language: str) -> None:
    text = cover_line(told(None, "street"), at_level(language, "street"))
    assert "＿" not in text
    assert "not known" not in text
    assert "待填" not in text
