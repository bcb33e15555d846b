"""As an official and as a planner: object in the page, save, revise, see the difference."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from redistrict.cli.group import main
from redistrict.domain.exits import Exit
from redistrict.store.read import read_folder
from tests.intake.town import write
from tests.map.conftest import Opened

pytestmark = pytest.mark.browser


def run(*arguments: object) -> None:
    result = CliRunner().invoke(main, [str(item) for item in arguments])
    assert result.exit_code == Exit.DONE, result.output


def test_objection_goes_through_page_file_and_solver(
    show: Callable[..., Opened], tmp_path: Path
) -> None:
    def change(frame: object) -> None:
        frame["households"] = [400, 300, 900, 800, 1600, 1700, 1100, 1200]  # type: ignore[index]

    base = tmp_path / "data"
    base.mkdir()
    first, second = tmp_path / "first", tmp_path / "second"
    run("propose", write(base, change), "--out", first, "-q")
    record = read_folder(first).record
    moved = next(row for row in record.units if row.moved and row.subdistrict == "East")
    opened = show((first / "map.html").read_text(encoding="utf-8"))
    page = opened.page
    page.click("#tab-lookup")
    page.fill("input.search", moved.id)
    page.click("#panel tbody .link")
    page.select_option("#card .comment select", "object")
    page.fill("#card .comment input", "社区党支部")
    page.fill("#card textarea", "离服务中心太远")
    page.click("#card .comment .button.main")
    page.click("#tab-edit")
    page.click("text=留在原社区")
    assert "3,300" in page.inner_text("#panel"), "what it does to the community is seen at once"
    with page.expect_download() as waited:
        page.click("text=保存意见文件")
    waited.value.save_as(tmp_path / "review.json")
    assert opened.requests == []
    run("revise", first, tmp_path / "review.json", "--out", second, "-q")
    after = read_folder(second)
    assert {row.id: row.after for row in after.record.units}[moved.id] == moved.before
    assert [(item.role, item.answer) for item in after.comments] == [("社区党支部", "taken")]
    run("verify", second)
    again = show((second / "map.html").read_text(encoding="utf-8"))
    again.page.click("#tab-edit")
    assert "离服务中心太远" in again.page.inner_text("#panel")
    assert again.errors == []
