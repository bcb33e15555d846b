"""Ways to spoil the summary."""

from pathlib import Path

from tests.verify.papers.folder import text
from tests.verify.papers.spoil import spoil


@spoil("CHECKSUM_FILE_MISSING", "there")
def summary_removed(folder: Path) -> None:
    (folder / "today" / "summary.txt").unlink()


@spoil("PRINTED_CODE", "codes")
def summary_without_code(folder: Path) -> None:
    path = folder / "summary.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


@spoil("PRINTED_COVER", "covers")
def summary_cover(folder: Path) -> None:
    text(folder, "summary.txt", "2,400户", "2,300户")


@spoil("SHEET_CELL_DIFFERS", "tables")
def summary_comparison(folder: Path) -> None:
    text(folder, "summary.txt", "  1,800    ", "  1,700    ")


@spoil("PRINTED_CHANGE", "changes")
def summary_change(folder: Path) -> None:
    text(folder, "summary.txt", "4,500 → 2,700", "4,500 → 2,600")


@spoil("PRINTED_RESOURCE", "means")
def summary_workload(folder: Path) -> None:
    text(folder, "summary.txt", "×1）", "×2）")


@spoil("PRINTED_BROKEN")
def summary_without_comparison(folder: Path) -> None:
    text(folder, "summary.txt", "-----", "~~~~~")
