"""Ways to spoil letters, rosters and the archive."""

import re
import zipfile
from pathlib import Path

from tests.verify.papers.folder import LETTER, ROSTER, swap, zipped
from tests.verify.papers.spoil import spoil


@spoil("PRINTED_COVER", "covers")
def letter_cover(folder: Path) -> None:
    zipped(folder / LETTER, r"word/document\.xml", swap("6个小区", "7个小区"))


@spoil("PRINTED_HOUSEHOLDS", "households")
def letter_sentence(folder: Path) -> None:
    zipped(folder / LETTER, r"word/document\.xml", swap("划入现有社区600户", "划入现有社区599户"))


@spoil("PRINTED_HOUSEHOLDS", "households")
def roster_count(folder: Path) -> None:
    zipped(folder / ROSTER, r"word/document\.xml", swap(">150<", ">151<"))


@spoil("PRINTED_CODE", "codes")
def letter_code(folder: Path) -> None:
    def change(foot: str) -> str:
        return re.sub(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", "", foot) + " "

    zipped(folder / LETTER, r"word/footer\d*\.xml", change)


@spoil("PRINTED_FOREIGN", "faults")
def letter_reaches_out(folder: Path) -> None:
    more = ('<Relationship Id="x" Type="t" Target="http://192.0.2.1/a" '
            'TargetMode="External"/></Relationships>')  # fmt: skip
    zipped(folder / LETTER, r"word/_rels/document\.xml\.rels", swap("</Relationships>", more))


@spoil("PRINTED_FOREIGN", "faults")
def letter_runs(folder: Path) -> None:
    field = "<w:p><w:r><w:instrText>DDEAUTO c:\\\\x</w:instrText></w:r></w:p><w:sectPr"
    zipped(folder / LETTER, r"word/document\.xml", swap("<w:sectPr", field))


@spoil("PRINTED_BROKEN")
def letter_with_a_cell_of_no_width(folder: Path) -> None:
    zipped(folder / LETTER, r"word/document\.xml",
           swap('<w:gridSpan w:val="6"/>', '<w:gridSpan w:val="wide"/>'))  # fmt: skip


@spoil("PRINTED_BROKEN")
def letter_bomb(folder: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document'
    zipped(folder / LETTER, r"word/document\.xml", swap("<w:document", bomb))


@spoil("PRINTED_FOREIGN", "faults")
def archive_differs(folder: Path) -> None:
    zipped(folder / "dossier" / "归档.zip", r"SHA256SUMS\.txt", lambda sums: sums + "\n")
    (archive,) = (folder / "dossier").glob("*.zip")
    with zipfile.ZipFile(archive, "a") as zip_:
        zip_.writestr("more.txt", "more")


@spoil("PRINTED_BROKEN")
def archive_broken(folder: Path) -> None:
    (archive,) = (folder / "dossier").glob("*.zip")
    archive.write_bytes(b"PK")
