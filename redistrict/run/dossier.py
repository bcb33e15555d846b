"""The story of ``dossier``: the papers that go up for approval."""

from collections.abc import Sequence
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Fact, Finding
from redistrict.domain.level import at_level
from redistrict.domain.step import Say, Stage, Step, unheard
from redistrict.intake.opinions import read_opinions
from redistrict.report import dossier as papers
from redistrict.run.seal import need_whole
from redistrict.run.verify import need_agreement
from redistrict.store.manifest import refresh_outputs
from redistrict.store.read import alternatives, need_tables, read_folder
from redistrict.store.staging import stage


def make_dossier(
    path: Path,
    language: str | None = None,
    *,
    pdf: bool = False,
    tallies: Sequence[Path] = (),
    say: Say = unheard,
) -> tuple[Path, ...]:
    """Write the dossier into a proposal's folder; return its files.

    Parameters
    ----------
    tallies
        Filled tally sheets (table 5) of the consultations.
    say
        Told every stage as it begins.

    Raises
    ------
    Failure
        ``Exit.STOPPED`` for an incomplete proposal, ``Exit.CHECKSUM`` where a file of the
        folder or an input was changed since it was made, ``Exit.INPUT`` for a folder that another
        version wrote.
    """
    say(Step(Stage.READ))
    folder = read_folder(path)
    if not folder.record.complete:
        missing = [part.subdistrict for part in folder.record.parts if not part.solved]
        facts: dict[str, Fact] = {"path": str(path), "subdistricts": tuple(missing)}
        raise Failure(Exit.STOPPED, [Finding("FOLDER_INCOMPLETE", facts=facts)])
    need_whole(path)
    for one in (path, *alternatives(path)):
        need_tables(one)
    opinions = [row for tally in tallies for row in read_opinions(tally)]
    others = [read_folder(item) for item in alternatives(path)]
    with stage(path, extend=True) as new:
        statement = folder.record.statement
        spoken = at_level(language or statement.language, statement.level)
        written = papers.write(
            folder, others, new / "dossier", spoken, pdf=pdf, opinions=opinions, say=say
        )
        names = [item.relative_to(new) for item in written]
        say(Step(Stage.CHECK))
        need_agreement(new)
        refresh_outputs(new)
    return tuple(path / name for name in names)


def neutral(path: Path, language: str | None = None) -> tuple[Finding, ...]:
    """Return why a dossier holds tables and figures only; nothing where it holds the papers."""
    folder = read_folder(path)
    code = papers.lacking(folder, language or folder.record.statement.language)
    return (Finding(code),) if code else ()
