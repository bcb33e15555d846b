"""Workbooks, Word files and archives read back: what runs, what reaches out, what adds up."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from redistrict.domain.failure import Failure
from redistrict.witness import papers, titles, word
from redistrict.witness.summary import CHANGE, _plain

TEXT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("xl/vbaProject.bin", True), ("xl/externalLinks/externalLink1.xml", True),
        ("xl/activeX/activeX1.xml", True), ("word/embeddings/a.docx", True),
        ("xl/drawings/oleObject1.bin", True), ("xl/worksheets/sheet1.xml", False),
        ("word/media/image1.png", False), ("word/document.xml", False),
    ],
)  # fmt: skip
def test_parts_that_run_or_reach_out(tmp_path: Path, name: str, told: bool) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    assert list(papers.foreign(path)) == [name] * told


@pytest.mark.parametrize(("text", "told"), [('TargetMode="External"', True), ("", False)])
def test_relations_that_leave_the_file(tmp_path: Path, text: str, told: bool) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/_rels/document.xml.rels", f"<Relationship {text}/>")
        archive.writestr("word/document.xml", 'TargetMode="External" in a sentence')
    assert list(papers.foreign(path)) == ["word/_rels/document.xml.rels"] * told


def document(folder: Path, body: str, **more: str) -> Path:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{TEXT}">{body}</w:document>')
        for name, inner in more.items():
            archive.writestr(f"word/{name}.xml", f'<w:x xmlns:w="{TEXT}">{inner}</w:x>')
    return path


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("PAGE", False), (" PAGE \\* MERGEFORMAT", False), ("NUMPAGES", False),
        ("SECTIONPAGES", False), ("SEQ Table", False), ("", False), ("DDEAUTO c:\\x", True),
        ("INCLUDEPICTURE http://192.0.2.1/a", True), ("HYPERLINK a", True), ("page", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["body", "footer1", "header2"])
def test_fields_other_than_pages(tmp_path: Path, field: str, told: bool, part: str) -> None:
    code = f"<w:p><w:r><w:instrText>{field}</w:instrText></w:r></w:p>"
    path = document(tmp_path, code) if part == "body" else document(tmp_path, "", **{part: code})
    assert word.read(path, "a.docx", "").faults == (field.strip(),) * told


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...], head: bool = True) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    lines = []
    for at, row in enumerate(rows):
        cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row)
        lines.append(f"<w:tr>{'' if at else mark}{cells}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def test_a_word_file_is_read(tmp_path: Path) -> None:
    flows = ("原社区", "调整后社区", "小区数", "户数", "人数")
    body = (
        paragraph("一、现有社区5个，调整后6个。以上")
        + paragraph("二、首次设立社区3个，涉及2个街道。以上")
        + paragraph("共1,200户") + paragraph("三、工作量、人员、设施和经费测算")
        + paragraph("1．甲") + paragraph("12．乙") + paragraph("四、其他") + paragraph("3．丙")
        + paragraph("负荷认定依据：丁")
        + table(flows, ("甲", "乙（暂名）", "2", "30", "待填"), ("丙", "乙", "1", "12", ""),
                ("合计", "", "3", "43", ""))
    )  # fmt: skip
    path = document(tmp_path, body, footer1=paragraph("00ff-11ee-22dd"), other=paragraph("x"))
    read = word.read(path, "d/a.docx", "Toy")
    assert (read.file, read.scope, read.codes) == ("d/a.docx", "Toy", ("00ff-11ee-22dd",))
    assert read.covers == (("", "现有社区5个，调整后6个"), ("", "首次设立社区3个，涉及2个街道"))
    assert read.sentences == ("共1,200户",)
    assert [(item.alternative, item.lines, item.whole) for item in read.told] == [
        ("", ("甲", "乙"), True), ("", ("负荷认定依据：丁",), False),
    ]  # fmt: skip
    assert read.counts == (("甲 乙（暂名） 2", 30), ("丙 乙 1", 12), ("合计  3", 43))
    assert read.faults == ("43.0",)
    (shown,) = read.shown
    assert (shown.rows.value, shown.sheet.columns) == (
        "flows", ("community_before", "community_after", "compounds", "households", "population"),
    )  # fmt: skip
    assert [(line.row, tuple(line.cells.values())) for line in shown.sheet.lines] == [
        (1, ("甲", "乙", "2", "30", "")), (2, ("丙", "乙", "1", "12", "")),
    ]  # fmt: skip
    plain = word.read(document(tmp_path, table(flows, ("甲",) * 5, head=False)), "a.docx", "")
    assert plain.shown == ()


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("=SUM(B2:B9)", False), ("=SUM(AB12:AB99)", False), ("=N(C2)-N(B2)", False),
        ("=SUM(B2:B9)+1", True), ("=1+SUM(B2:B9)", True), ("=SUM(B2,B9)", True),
        ("=N(C2)+N(B2)", True), ('=HYPERLINK("http://192.0.2.1")', True),
    ],
)  # fmt: skip
def test_formulas_other_than_sums_and_differences(tmp_path: Path, formula: str, told: bool) -> None:
    """All four worksheets are there; one formula stands beside the tables."""
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.active)
    for start, (_, wanted) in titles.EVERYWHERE.items():
        page: Any = book.create_sheet(f"{start} x")
        groups = [groups[-1] for groups, _ in wanted.values()]
        names = [words[-1] for _, words in wanted.values()]
        page.append(["title"])
        page.append(["subtitle"])
        if any(groups):
            page.append([group or name for group, name in zip(groups, names, strict=True)])
            page.append(
                [name if group else None for group, name in zip(groups, names, strict=True)]
            )
        else:
            page.append(names)
        page.oddFooter.right.text = "00ff-11ee-22dd"
    book.worksheets[-1].append([None] * 30 + [formula])
    book.save(path)
    read = papers.workbook(path, "t.xlsx")
    at = f"{book.worksheets[-1].title}!AE{book.worksheets[-1].max_row} {formula}"
    assert read.faults == (at,) * told
    assert read.codes == ("00ff-11ee-22dd",) * 4
    assert [shown.rows.value for shown in read.shown] == [
        "communities", "moved units", "subdistricts", "alternatives",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (["合计", 3], True),
        (["total", 3], True),
        (["", "合计", 3], True),
        ([None, "total"], True),
        (["", "", 3], False),
        (["甲", "合计"], False),
        (["sum", 3], False),
        ([3, "total"], False),
    ],
)
def test_rows_that_add_up(row: list[Any], total: bool) -> None:
    assert papers.is_total(row) is total


@pytest.mark.parametrize(
    ("total", "wrong"),
    [
        (["合计", 6, 2.5], []),
        (["合计", 7, 2.5], [7]),
        (["合计", 6, 2.4], [2.4]),
        (["合计", 5, 3], [5, 3]),
    ],
)
def test_sums_of_the_rows_above(total: list[Any], wrong: list[Any]) -> None:
    rows = [["a", 1, 1.5], ["b", 5, 1], ["c", "待填", None]]
    assert list(papers.unequal(total, rows)) == wrong


@pytest.mark.parametrize(
    ("value", "name", "text"),
    [
        ("待填", "name", ""), ("to fill in", "households", ""), ("—", "price", ""), ("", "x", ""),
        (None, "x", ""), (0, "x", "0"), (3, "mean", "3.0"), ("2.25", "deviation", "2.2"),
        (0.5, "new_km", "0.5"), (7, "new_named", "7.0"), ("甲（暂名）", "name", "甲"),
        ("a (provisional)", "community_before", "a"), ("甲（暂名）", "community_after", "甲"),
        ("甲（暂名）", "item", "甲（暂名）"),
    ],
)  # fmt: skip
def test_cells_by_the_words_of_the_tables(value: Any, name: str, text: str) -> None:
    assert papers.plain(value, name) == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  Toy · A: reshaped, 4,500 → 2,700.", ("Toy · A", "4500", "2700")),
        ("  街 · 甲：管辖范围调整，4,500 → 2,700。", ("街 · 甲", "4500", "2700")),
        ("  Toy · N: set up, — → 900.", ("Toy · N", "", "900")),
        ("  街 · 乙：撤销，900 → —。", ("街 · 乙", "900", "")),
        ("Toy · A: reshaped, 4,500 → 2,700.", None),
        ("  Toy · A: reshaped, 4,500 → 2,700", None),
        ("  Toy · A: reshaped, 4500 -> 2700.", None),
    ],
)
def test_lines_on_changed_communities(line: str, said: tuple[str, ...] | None) -> None:
    match = CHANGE.match(line)
    assert (match and (match[1], _plain(match[2]), _plain(match[3]))) == said


def test_an_archive_holds_the_files_beside_it(tmp_path: Path) -> None:
    """More, other, doubled and missing members are named; the sums of both are their own."""
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "b.txt").write_text("b", encoding="utf-8")
    path = tmp_path / "z.zip"

    def told(*members: tuple[str, str]) -> list[str]:
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in (*members, ("SHA256SUMS.txt", "x")):
                archive.writestr(name, text)
        return list(papers.unlike(path))

    assert told(("a.txt", "a"), ("b.txt", "b")) == []
    assert told(("a.txt", "a"), ("b.txt", "c")) == ["b.txt"]
    assert told(("a.txt", "a")) == ["b.txt"]
    assert told(("a.txt", "a"), ("b.txt", "b"), ("c.txt", "c")) == ["c.txt"]
    with pytest.warns(UserWarning, match="Duplicate name"):
        assert told(("a.txt", "a"), ("a.txt", "a"), ("b.txt", "b")) == ["a.txt"]
    path.write_bytes(b"PK")
    with pytest.raises(Failure):
        list(papers.unlike(path))
