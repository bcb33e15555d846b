"""The scenario file: what is refused, with line, key and the nearest known key."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.domain.words import remedy, sentence
from redistrict.intake import profiles, scenario
from tests.intake.town import STATEMENT

UNITS = '[units]\npath = "u.gpkg"\nid = "i"\nhouseholds = "h"\nsubdistrict = "s"\n'
RULES = "[rules]\nmin = 1000\nmax = 3000\n"
GOOD = STATEMENT + UNITS + RULES


def _read(folder: Path, text: str | bytes) -> scenario.Scenario:
    path = folder / "s.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return scenario.read(path)


FAULTS = {
    "no_definition": (
        GOOD.replace('households_definition = "常住户"\n', ""), "STATEMENT_MISSING", None),
    "no_date": (GOOD.replace('as_of = "2026-09"\n', ""), "STATEMENT_MISSING", None),
    "no_source": (GOOD.replace('source = "made up"\n', ""), "STATEMENT_MISSING", None),
    "wrong_date": (GOOD.replace("2026-09", "2026-13"), "SCENARIO_VALUE_DATE", 2),
    "misspelt_key": (GOOD.replace("households = ", "housholds = "), "SCENARIO_KEY_UNKNOWN", 7),
    "strange_key": (GOOD + "zzzz = 1\n", "SCENARIO_KEY_STRANGE", 12),
    "number_as_text": (GOOD.replace("3000", '"3000"'), "SCENARIO_VALUE_WHOLE", 11),
    "bool_as_number": (GOOD.replace("3000", "true"), "SCENARIO_VALUE_WHOLE", 11),
    "unknown_alternative": (
        GOOD + '[goals]\nalternatives = ["best"]\n', "SCENARIO_VALUE_CHOICE", 13),
    "band_upside_down": (GOOD.replace("3000", "900"), "RULES_OUT_OF_ORDER", 10 - 1),
    "no_band": (STATEMENT + UNITS, "RULES_NO_BAND", None),
    "no_units": (STATEMENT + RULES, "SCENARIO_NO_UNITS", None),
    "windows_path": (GOOD.replace("u.gpkg", "C:\\data\\u.gpkg"), "SCENARIO_BACKSLASH", 5),
    "no_toml": (GOOD + "this is no toml\n", "SCENARIO_NOT_TOML", 12),
    "gbk": (GOOD.encode("gb18030"), "SCENARIO_NOT_UTF8", 1),
    "unknown_profile": (
        GOOD.replace("[units]", 'profile = "cn-1999"\n[units]'), "PROFILE_UNKNOWN", None),
    "lock_without_reason": (
        GOOD + '[[locks]]\nkind = "frozen"\ncommunity = "A"\n', "SCENARIO_KEY_MISSING", 12),
    "lock_of_one": (
        GOOD + '[[locks]]\nkind = "together"\nreason = "r"\nunits = ["a"]\n',
        "SCENARIO_LOCK_UNITS", 12),
    "path_and_pairs": (
        GOOD + '[[adjacency.barriers]]\nreason = "r"\n', "SCENARIO_PATH_OR_PAIRS", 12),
    "made_up_without_note": (
        GOOD.replace("[units]", "made_up = true\n[units]"), "SCENARIO_KEY_MISSING", None),
    "a_book_instead_of_a_page": (GOOD + "#" * (1 << 20), "SCENARIO_TOO_LONG", None),
    "negative_households": (GOOD.replace("1000", "-1"), "SCENARIO_VALUE_RANGE", 10),
    "empty_path": (GOOD.replace("u.gpkg", ""), "SCENARIO_VALUE_EMPTY", 5),
    "words_for_metres": (
        GOOD + '[adjacency]\nmin_shared_m = "wide"\n', "SCENARIO_VALUE_NUMBER", 13),
    "word_for_a_flag": (
        GOOD.replace("[units]", 'made_up = "perhaps"\n[units]'), "SCENARIO_VALUE_FLAG", 4),
    "number_for_a_name": (GOOD.replace('"h"', "7"), "SCENARIO_VALUE_TEXT", 7),
    "word_for_a_list": (GOOD + '[goals]\nalternatives = 3\n', "SCENARIO_VALUE_LIST", 13),
    "word_for_a_table": (GOOD + '[goals]\nchange = 3\n', "SCENARIO_VALUE_TABLE", 13),
    "order_without_the_band": (
        GOOD + '[goals]\norder = ["1a", "0a"]\n', "SCENARIO_ORDER_BAND", 13),
    "communities_without_key": (
        GOOD + '[community_ledger]\npath = "c.csv"\n', "SCENARIO_LEDGER_KEY", 12),
    "frozen_without_community": (
        GOOD + '[[locks]]\nkind = "frozen"\nreason = "r"\n', "SCENARIO_LOCK_COMMUNITY", 12),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_refused(fault: str, tmp_path: Path) -> None:
    text, code, row = FAULTS[fault]
    with pytest.raises(Failure) as caught:
        _read(tmp_path, text)
    assert caught.value.exit_code == Exit.SCENARIO
    found = [item for item in caught.value.findings if item.code == code]
    assert found, caught.value.findings
    for language in ("en", "zh"):
        assert sentence(found[0], language)
        assert remedy(found[0], language)
    if row is not None:
        assert found[0].place.row == row


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    """What cannot be opened is refused like what cannot be read."""
    with pytest.raises(Failure) as caught:
        scenario.read(tmp_path)
    assert [item.code for item in caught.value.findings] == ["SCENARIO_OTHER_FILE"]


def test_a_layer_is_no_scenario_and_what_lies_beside_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(GOOD, encoding="utf-8")
    layer = tmp_path / "units.gpkg"
    layer.write_bytes(b"SQLite format 3\0\xff\xfe")
    with pytest.raises(Failure) as caught:
        scenario.read(layer)
    (found,) = caught.value.findings
    assert found.code == "SCENARIO_OTHER_FILE"
    assert "plan.toml" in remedy(found, "en")
    assert "情景文件" in sentence(found, "zh")


def test_a_profile_with_a_strange_key(tmp_path: Path) -> None:
    """A standard of the planner's own is held to its schema, with the line."""
    own = tmp_path / "own.toml"
    own.write_text('titel = "x"\n', encoding="utf-8")
    with pytest.raises(Failure) as caught:
        profiles.load(str(own))
    assert caught.value.exit_code == Exit.SCENARIO
    strange = [item for item in caught.value.findings if item.code == "PROFILE_KEY"]
    assert (strange[-1].place.file, strange[-1].place.row) == ("own.toml", 1)


def test_everything_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('source = "made up"\n', "").replace("3000", '"x"') + "zzzz = 1\n"
    with pytest.raises(Failure) as caught:
        _read(tmp_path, text)
    assert len(caught.value.findings) == 3


def test_the_nearest_key_is_proposed(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        _read(tmp_path, GOOD.replace("subdistrict = ", "subdistrikt = "))
    nearest = {item.facts.get("nearest") for item in caught.value.findings}
    assert "subdistrict" in nearest


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert _read(tmp_path, GOOD.encode("utf-8-sig")).source == "made up"


@pytest.mark.parametrize("name", profiles.names())
def test_profiles_are_in_order(name: str, tmp_path: Path) -> None:
    """Every bundled standard has a place, a year, a source, and a usable band."""
    text = STATEMENT + f'profile = "{name}"\n' + UNITS
    stated = _read(tmp_path, text)
    profile = stated.standard()
    assert profile is not None
    rules = stated.rules(profile)
    assert 0 < rules.min < rules.max
    assert profile.place
    assert profile.source
    assert 2000 < profile.year < 2030


def test_published_numbers() -> None:
    """The numbers that places.md and the law give."""
    numbers = {name: profiles.load(name).rules for name in profiles.names()}
    assert (numbers["cn-2026"]["min"], numbers["cn-2026"]["max"]) == (1000, 3000)
    assert (numbers["baiyin-2020"]["min"], numbers["baiyin-2020"]["max"]) == (1500, 3000)
    yuquan = numbers["yuquan-2023"]
    assert (yuquan["merge_under"], yuquan["split_over"]) == (1000, 4000)
    assert len(numbers) >= 8


def test_own_numbers_win_over_the_profile(tmp_path: Path) -> None:
    text = (
        STATEMENT
        + 'profile = "yuquan-2023"\n'
        + UNITS
        + "[rules]\nmax = 3500\nabout_percent = 10\n"
    )
    stated = _read(tmp_path, text)
    rules = stated.rules(stated.standard())
    assert (rules.min, rules.max, rules.split_over) == (1000, 3500, 4000)
    assert (rules.changed_min, rules.changed_max) == (900, 3850)


def test_alternatives_keep_to_the_allowed_actions(tmp_path: Path) -> None:
    """Where reshaping is not allowed, least-change is split-merge and is not listed twice."""
    stated = _read(tmp_path, GOOD + '[goals]\nactions = ["split", "merge"]\n')
    assert [item.name for item in stated.alternatives()] == ["today", "split-merge"]
    assert stated.recommended(None) == "split-merge"
    (left_out,) = stated.findings()
    assert left_out.code == "ALTERNATIVE_TWIN"
    assert left_out.facts == {"alternative": "least-change", "twin": "split-merge"}
    assert not _read(tmp_path, GOOD).findings()


@given(st.text(max_size=200))
def test_no_text_is_a_traceback(text: str) -> None:
    """Whatever the file holds, the answer is findings."""
    with tempfile.TemporaryDirectory() as folder:
        found = _outcome(Path(folder), (GOOD + text).encode("utf-8", "surrogatepass"))
    assert found is None or all(sentence(item, "zh") for item in found)


def _outcome(folder: Path, text: bytes) -> tuple[Finding, ...] | None:
    try:
        _read(folder, text)
    except Failure as failure:
        return failure.findings
    return None
