"""What a ledger of today's communities says, row by row."""

from pathlib import Path

from redistrict.domain.units import Community
from redistrict.witness import today
from redistrict.witness.keys import Keys

FOUND = (
    Community("A", "A", "North", ("a1",)), Community("B", "Bright", "North", ("b1",)),
    Community("S/C", "Twin", "South", ("c1",)), Community("N/C", "Twin", "North", ("n1",)),
)  # fmt: skip
LEDGER = """id,name,street,busy,why,listed,staff,room,held
Z,Nobody,North,yes,none,yes,9,9,never
,Twin,,yes,none,yes,8,8,never
A,Apple,North,yes,180 each,no,5,450,military
,Bright,North,no,,,6,,
N/C,,South,,,0,7,,
,Twin,South,否,,是,,300,river
"""


def keys(folder: Path, **more: object) -> Keys:
    (folder / "l.csv").write_text(LEDGER, encoding="utf-8")
    ledger = {
        "path": "l.csv", "id": "id", "name": "name", "subdistrict": "street", "overloaded": "busy",
        "overload_evidence": "why", "filed": "listed", "staff": "staff", "frozen": "held",
        "facts": {"room": "room"}, **more,
    }  # fmt: skip
    return Keys(folder / "s.toml", "", {"community_ledger": ledger})


def test_rows_go_to_the_one_community_that_they_name(tmp_path: Path) -> None:
    """By id, then by the only name of its subdistrict; a row of nobody stops nothing."""
    found = today._with_ledger(FOUND, keys(tmp_path).table("community_ledger"), tmp_path)
    said = [
        (item.name, item.overloaded, item.overload_evidence, item.filed, dict(item.facts))
        for item in found
    ]
    assert said == [
        ("Apple", True, "180 each", False, {"staff": "5", "room": "450"}),
        ("Bright", False, "", True, {"staff": "6", "room": ""}),
        ("Twin", False, "", True, {"staff": "", "room": "300"}),
        ("Twin", None, "", True, {}),
    ]  # fmt: skip
    assert today._with_ledger(FOUND, Keys(tmp_path, "", {}), tmp_path) == FOUND


def test_a_reason_to_stay_is_a_lock_of_its_community(tmp_path: Path) -> None:
    locks = today.locks(keys(tmp_path), (), FOUND, tmp_path)
    assert [(lock.kind.value, lock.community, lock.reason, lock.units) for lock in locks] == [
        ("frozen", "A", "military", ()), ("frozen", "S/C", "river", ()),
    ]  # fmt: skip
    assert today.locks(keys(tmp_path, frozen=""), (), FOUND, tmp_path) == ()


def test_a_word_finds_an_id_before_a_name_and_only_one_name() -> None:
    found = (*FOUND, Community("Bright", "Other", "South", ("x",)))
    assert today.find(found, "Bright") == found[4]
    assert today.find(found, "Bright", "North") == found[1]
    assert today.find(found, "Twin") is None
    assert today.find(found, "Twin", "South") == found[2]
    assert today.find(found, "Nobody") is None
