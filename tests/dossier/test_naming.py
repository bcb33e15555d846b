"""Names of communities: candidates, and what speaks against a name."""

import pytest

from redistrict.report.dossier.case import Case
from redistrict.report.dossier.naming import candidates, doubts, proposals, stem
from redistrict.store.folder import Folder
from tests.dossier.conftest import official
from tests.map import toy


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("柳荫社区", "柳荫"),
        ("柳荫居委会", "柳荫"),
        ("柳荫社区居民委员会", "柳荫"),
        ("柳荫社区（新设1）", "柳荫"),
        ("社区", "社区"),
    ],
)
def test_the_stem_is_what_is_special_in_a_name(name: str, wanted: str) -> None:
    assert stem(name) == wanted


@pytest.mark.parametrize(
    ("name", "against"),
    [
        ("柳荫社区", "与柳荫居委会重名"),
        ("溪霞社区", ""),
        ("柒霞社区", "与栖霞社区同音"),
        ("犇犇社区", "含生僻字“犇、犇”"),
        ("沁砚桦社区", ""),
        ("云泉地产社区", "含企业或商标名称用字"),
    ],
)
def test_what_speaks_against_a_name(name: str, against: str) -> None:
    found = doubts(name, ["柳荫居委会", "栖霞社区"])
    assert found == ([against] if against else [])


def test_candidates_come_from_old_name_streets_and_compounds(city: Folder) -> None:
    found = dict(candidates(Case(city), toy.NEW))
    assert found["柳荫南社区"] == "沿用原社区名称，位于其南部"
    assert found["槐安社区"] == "取自槐安街"
    assert not any("路" in name or "街" in name for name in found)


def test_every_new_community_has_candidates_with_what_the_check_says(city: Folder) -> None:
    table = proposals(Case(city))
    assert table.rows
    assert {row[4] for row in table.rows} == {"未发现重名、同音、生僻字或企业名称"}
    assert all(row[5] is None for row in table.rows)


def test_a_candidate_that_repeats_is_told_and_comes_last() -> None:
    table = proposals(Case(official({"F": "槐安社区"})))
    said = {row[2]: row[4] for row in table.rows}
    if "槐安社区" in said:
        assert said["槐安社区"] == "与槐安社区重名"
        assert table.rows[-1][2] == "槐安社区"
