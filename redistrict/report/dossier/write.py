"""The dossier of a proposal, file by file."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding
from redistrict.domain.level import STREET
from redistrict.domain.opinion import Opinion
from redistrict.domain.step import Say, Stage, Step, unheard
from redistrict.report.dossier import (
    comparison,
    consultation,
    decision,
    naming,
    request,
    roster,
)
from redistrict.report.dossier.agreements import agreements
from redistrict.report.dossier.archive import digest, write_archive
from redistrict.report.dossier.brief import brief
from redistrict.report.dossier.case import Case
from redistrict.report.dossier.content import (
    Block,
    Column,
    Document,
    Figure,
    PageBreak,
    Table,
    clean,
)
from redistrict.report.dossier.cost import ten_years
from redistrict.report.dossier.figure import draw, views
from redistrict.report.dossier.ground import has_map
from redistrict.report.dossier.pdf import need_tool, write_pdf
from redistrict.report.dossier.schedule import process_record
from redistrict.report.dossier.selfcheck import selfcheck
from redistrict.report.dossier.sites import site_paper, sites
from redistrict.report.dossier.supply import centres, party, supply
from redistrict.report.dossier.tables import before_after, limits_and_means, movers, subdistricts
from redistrict.report.dossier.technical import technical
from redistrict.report.dossier.word import write_word
from redistrict.report.dossier.workbook import write_workbook
from redistrict.store.folder import Folder

_UNSAFE = re.compile(r'[\\/:*?"<>|\s.]+')


@dataclass(frozen=True)
class Printer:
    """Writes papers in all formats that are wanted.

    Parameters
    ----------
    templates
        Folder of the user's own templates.
    pdf
        Whether every paper is written as PDF too.
    """

    templates: Path | None
    pdf: bool

    def write(self, papers: Sequence[Document], place: Path) -> list[Path]:
        """Write papers into a folder and return the files."""
        found = []
        for paper in papers:
            word = write_word(paper, place, self.templates)
            found += [word, write_pdf(paper, word)] if self.pdf else [word]
        return found


def write(
    folder: Folder,
    alternatives: Sequence[Folder],
    out: Path,
    language: str,
    *,
    pdf: bool = False,
    opinions: Sequence[Opinion] = (),
    say: Say = unheard,
) -> tuple[Path, ...]:
    """Write the dossier of a proposal and return its files.

    Without a Chinese standard and a ``[file]`` section, or in English, only tables and figures in
    neutral words are written: mainland papers are not made for other places.

    Parameters
    ----------
    out
        Folder for the files, made anew: what it held before is removed.
    pdf
        Write every paper as PDF too.
    opinions
        Rows of tally sheets for table 5.
    say
        Told how many subdistricts are done.

    Raises
    ------
    Failure
        ``Exit.STOPPED`` where a subdistrict has no solved plan, ``Exit.SCENARIO`` where a PDF is
        wanted and nothing can make it, ``Exit.INPUT`` for a template that cannot be used.
    """
    if not folder.record.complete:
        missing = tuple(part.subdistrict for part in folder.record.parts if not part.solved)
        facts: dict[str, Fact] = {"path": str(folder.path), "subdistricts": missing}
        raise Failure(Exit.STOPPED, [Finding("FOLDER_INCOMPLETE", facts=facts)])
    if pdf:
        need_tool()
    case = Case(folder, tuple(alternatives), language=language, opinions=tuple(opinions))
    printer = Printer(_templates(case) if case.official else None, pdf)
    if out.exists():
        shutil.rmtree(out)  # nothing of an earlier dossier may stay between the new papers
    out.mkdir(parents=True)
    parts = case.touched_parts
    say(Step(Stage.PAPERS, {"done": 0, "of": len(parts)}))
    files = [_tables(case, out)]
    for number, part in enumerate(parts, 1):
        own = case.within(part.subdistrict)
        place = out / f"{number:02d}-{safe(part.subdistrict)}"
        place.mkdir(exist_ok=True)
        pictures = _figures(own, place)
        files += [picture.path for picture in pictures]
        if case.official:
            files += _street_papers(own, place, pictures, printer)
        say(Step(Stage.PAPERS, {"done": number, "of": len(parts)}))
    if case.official:
        files += _district_papers(case, out, printer)
    return _close(case, out, files)


def lacking(folder: Folder, language: str) -> str:
    """Return the code of the finding that says why there are tables and figures only, if so."""
    return Case(folder, language=language).lacking


def safe(name: str) -> str:
    """Return a name that is a file name on every system; never empty, never a path."""
    return _UNSAFE.sub("_", clean(name)).strip("_")[:40] or "_"


def _tables(case: Case, out: Path) -> Path:
    tables = [before_after(case), movers(case), subdistricts(case)]
    whole = {table.sheet for table in tables}  # there even where nobody moves
    if case.official:
        tables.insert(1, limits_and_means(case, only_changed=False))
        tables += [supply(case, only_changed=False), consultation.opinions(case)]
    elif case.record.statement.level == STREET:
        tables.append(centres(case))
    tables.append(comparison.comparison(case))
    if case.official:
        tables += [
            naming.proposals(case), party(case), ten_years(case), agreements(case),
            consultation.comments(case, internal=True), roster.filing(case), sites(case),
        ]  # fmt: skip
        kept = (table.rows or table.blank_rows or table.sheet in whole for table in tables)
        tables = list(compress(tables, kept))
    path = out / f"{case.say('tables')}.xlsx"
    code, lacking = case.record.check_code, case.say("to fill in")
    return write_workbook(tables, path, case.marks(), code, lacking)


def _figures(case: Case, place: Path) -> list[Figure]:
    if not has_map(case.folder):
        return []
    pictures = place / case.say("figures")
    pictures.mkdir(exist_ok=True)
    return [
        Figure(draw(case, view, pictures / f"{view.name}.png"), view.title, wide=True)
        for view in views(case)
    ]


def _street_papers(
    case: Case, place: Path, pictures: Sequence[Figure], printer: Printer
) -> list[Path]:
    papers = [
        request.request(case), request.scheme(case), roster.limits(case), roster.roster(case),
        consultation.consultation(case), consultation.risk(case), decision.notice(case),
        decision.questions(case), decision.review(case), decision.reply(case),
    ]  # fmt: skip
    if pictures:
        papers.append(_album(case, pictures))
    return printer.write(papers, place)


def _album(case: Case, pictures: Sequence[Figure]) -> Document:
    rows = tuple((str(page), picture.caption) for page, picture in enumerate(pictures, 2))
    index = Table(
        title="图目录",
        columns=(Column("页", 0.5), Column("图名", 4.0)),
        rows=rows,
        sheet="图目录",
        notes=("注：示意图，不作为划界和权属依据。", *case.notes),
    )
    blocks: list[Block] = [index]
    for picture in pictures:
        blocks += [PageBreak(), picture]
    return Document(
        "09-调整前后示意图",
        (f"{clean(case.region)}社区调整前后示意图",),
        tuple(blocks),
        case.marks(),
        case.record.check_code,
        wide=True,
    )


def _district_papers(case: Case, out: Path, printer: Printer) -> list[Path]:
    place = out / "00-汇总材料"
    place.mkdir(exist_ok=True)
    papers = [
        brief(case), decision.overview(case), process_record(case),
        technical(case), selfcheck(case), roster.register(case),
    ]  # fmt: skip
    papers += [site_paper(case)] if case.record.sites else []
    return printer.write(papers, place)


def _templates(case: Case) -> Path | None:
    """Return the folder of the user's templates; the scenario names it relative to itself."""
    stated = case.stated("templates")
    if not stated:
        return None
    scenario = Path(case.folder.manifest.get("scenario", ""))
    found = Path(os.path.normpath(case.folder.path / scenario.parent / stated))
    if found.is_dir():
        return found
    raise Failure(Exit.INPUT, [Finding("TEMPLATES_MISSING", facts={"path": stated})])


_PLAN = (
    "scenario.toml", "proposal.json", "units.csv", "communities.csv", "changes.csv", "problem.json",
)  # fmt: skip
"""What the archive keeps of the proposal itself, so that it can be made and judged again."""


def _close(case: Case, out: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Write the facts of the archive, the list of hashes and the archive itself."""
    facts = {
        key: case.folder.manifest.get(key)
        for key in ("check_code", "scenario", "inputs", "settings", "versions")
    }
    facts["opinions"] = {item.file: item.digest for item in case.opinions}
    origin = out / f"{case.say('inputs and versions')}.json"
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    origin.write_text(text, encoding="utf-8", newline="\n")
    ordered = sorted([*files, origin, *_plan_files(case, out)])
    sums = out / "SHA256SUMS.txt"
    lines = [f"{digest(path.read_bytes())}  {path.relative_to(out).as_posix()}" for path in ordered]
    sums.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    archive = write_archive(out, ordered, f"{case.say('archive')}.zip")
    return (*ordered, sums, archive)


def _plan_files(case: Case, out: Path) -> list[Path]:
    """Copy the data of the plan beside the papers, so that the archive stands on its own."""
    place = out / case.say("proposal data")
    found = [case.folder.path / name for name in _PLAN]
    found = [path for path in found if path.is_file()]
    if found:
        place.mkdir()
    return [Path(shutil.copyfile(path, place / path.name)) for path in found]
