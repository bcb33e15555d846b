"""Sentences of findings: every code has words whose facts can be filled."""

import string

import pytest

from redistrict.domain.catalogue import CATALOGUE
from redistrict.domain.findings import Finding, Place, Severity
from redistrict.domain.words import locate, remedy, sentence, translator


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_an_error_has_a_remedy(code: str) -> None:
    if CATALOGUE[code].severity is Severity.ERROR:
        assert CATALOGUE[code].remedy


@pytest.mark.parametrize("code", sorted(CATALOGUE))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_languages_use_the_same_facts(code: str, language: str) -> None:
    entry = CATALOGUE[code]
    for text in (entry.sentence, entry.remedy):
        if text:
            assert fields(translator(language)(text)) == fields(text)


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_facts_are_shown_with_thousands_and_lists() -> None:
    facts = {"households": 999, "merge_under": 1000, "neighbours": ("B 1,200", "C 900")}
    finding = Finding("MERGE_POSSIBLE", Place(community="A"), facts)
    assert "999 households lie below 1,000" in sentence(finding, "en")
    assert "B 1,200, C 900" in sentence(finding, "en")
    assert remedy(finding, "en") == "Merge it with one of these neighbours."


def test_a_hostile_fact_is_not_a_template() -> None:
    facts = {"households": 1, "merge_under": 2, "neighbours": ("{households.__class__}",)}
    assert "{households.__class__}" in sentence(Finding("MERGE_POSSIBLE", facts=facts), "en")


def test_a_place_reads_from_file_to_cell() -> None:
    place = Place(file="a.csv", row=3, column="h", unit="001")
    assert locate(Finding("LEDGER_ID_EMPTY", place), "en") == "a.csv · row 3 · column h · 001"
