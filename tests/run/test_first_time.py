"""What has no community today is divided for the first time: nobody moves, nothing is unchanged."""

from pathlib import Path

import docx
import pyogrio

from redistrict.domain.exits import Exit
from redistrict.report.text.summary import joining_lines
from redistrict.run.dossier import make_dossier
from redistrict.run.propose import Wish, propose
from redistrict.run.verify import verify
from tests.run.test_ladder import HEAD, LOWER, planned
from tests.toys import toy
from tests.verify.proposal import CRS, frame, square

FILE = """
[file]
district = "示例市云泉区"
issuer = "{subdistrict}办事处"
addressee = "云泉区人民政府"
date = "2026-03-15"
"""
NOUGHTS = ("现有0", "现有社区0", "0个调整", "涉及0个", "、0户", "共0户", "全部划入", "不变动居民")


def test_what_is_loose_beside_todays_groups_is_told_apart(tmp_path: Path) -> None:
    """A is split; the last row had no group: it is not moved, and yet its 65 households count."""
    households = [[18, 22, 9, 31], [12, 27, 16, 20], [24, 8, 19, 14]]
    head = HEAD.format(level="group", low=15, high=50)
    record, text = planned(tmp_path, "AAAB\nAAAB\n....", households, head + LOWER)
    causes = {row.name: row.cause.code for row in record.communities if row.cause}
    loose = [name for name, code in causes.items() if code == "CAUSE_SET_UP_LOOSE"]
    assert f"此前不属于任何居民小组、首次划入居民小组的有65户（{'、'.join(loose)}）。" in text
    assert record.totals.moved_households < 222 - 65


def test_loose_households_of_several_parents_are_added_up(tmp_path: Path) -> None:
    """Two communities with a group each and loose buildings: 110 and 92 households, 202 in all."""
    households = [[18, 22, 30, 28], [12, 27, 16, 20], [24, 28, 29, 24], [31, 15, 23, 16]]
    layer = frame([toy("ABAB\nABAB\n....\n....", households)])
    layer["parent"] = ["North" if name[1] in "13" else "South" for name in layer["unit_id"]]
    layer["geometry"] = [square(1000 * (name[1] in "13") + 100 * int(name[1] > "2"),
                                -100 * ord(name[0])) for name in layer["unit_id"]]  # fmt: skip
    layer = layer.set_crs(CRS, allow_override=True)
    pyogrio.write_dataframe(layer, tmp_path / "units.gpkg", layer="units")
    text = HEAD.format(level="group", low=15, high=50) + LOWER
    (tmp_path / "ladder.toml").write_text(text, encoding="utf-8")
    record = propose(tmp_path / "ladder.toml", tmp_path / "out", Wish())
    loose = sum(row.households for row in record.units if not row.before)
    assert (loose, len(record.parts)) == (190, 2)
    assert verify(tmp_path / "out").exit_code is Exit.DONE
    (line,) = joining_lines(record, "zh")
    assert line.startswith("此前不属于任何社区、首次划入社区的有190户（")


def test_papers_of_communities_where_there_were_none(tmp_path: Path) -> None:
    """Six communities of 8,820 households: set up for the first time, and so say all papers."""
    households = [[800, 820, 490, 910], [620, 770, 660, 800], [740, 680, 690, 840]]
    text = 'profile = "cn-2026"\n' + HEAD.format(level="community", low=1000, high=3000)
    _, said = planned(tmp_path, "....\n....\n....", households, text + LOWER + FILE)
    assert "首次划分社区：共划分6个，涉及1个镇（街道）、8,820户" in said
    make_dossier(tmp_path / "out")
    assert verify(tmp_path / "out").exit_code is Exit.DONE
    papers = sorted((tmp_path / "out" / "dossier").rglob("*.docx"))
    told = "\n".join(line.text for path in papers for line in docx.Document(str(path)).paragraphs)
    assert [word for word in NOUGHTS if word in told] == []
    assert "Toy首次设立社区6个，涉及8820户、" in told
    assert "没有居民变更所属社区；原不属于任何社区的8820户首次划入社区。" in told
    assert "Toy首次设立社区6个。" in told
