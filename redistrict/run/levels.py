"""What follows in the same run (``then``): the level below, or the next step of a phased plan."""

from pathlib import Path

from redistrict.domain.level import COMMUNITY
from redistrict.domain.plan import PROVISIONAL
from redistrict.domain.record import Record
from redistrict.domain.step import Say, unheard
from redistrict.intake import scenario as intake_scenario
from redistrict.intake.toml import decode, parse
from redistrict.run.propose import Tell, Wish, propose
from redistrict.run.publish import print_pages
from redistrict.run.verify import need_agreement
from redistrict.store.manifest import LEVELS, refresh_outputs
from redistrict.store.scenario import follow, succeed
from redistrict.store.staging import stage

PLAN = "../units.csv"
"""The plan, as the scenario that follows it sees it."""


def propose_levels(
    path: Path, out: Path, wish: Wish, tell: Tell | None = None, say: Say = unheard
) -> tuple[Record, ...]:
    """Write the proposal of a scenario, and below it that of every level that follows.

    The next level stands in ``levels/NAME`` of the folder, NAME being that of its scenario file;
    its parents are the communities of the plan. A scenario of the same level is the next step
    (split now, merge next term): it begins with the communities of the plan. A plan of single
    subdistricts, or an incomplete one, is not followed.

    Returns
    -------
    tuple
        The record of every level, that of ``path`` first.

    Raises
    ------
    Failure
        What :func:`redistrict.run.propose.propose` raises. Where a later level fails, the levels
        before it are written and stay.
    """
    record = propose(path, out, wish, tell, say)
    then = intake_scenario.read(path).then
    if then is None or wish.subdistricts or not record.complete:
        return (record,)
    scenario = path.parent / then
    with stage(out, extend=True) as folder:
        below = folder / LEVELS
        below.mkdir()
        copy = below / scenario.name
        text = decode(scenario)
        if parse(text, scenario.name).get("level", COMMUNITY) == record.statement.level:
            text = succeed(text, scenario.parent, below, plan=PLAN, names=_names(record))
        else:
            text = follow(text, scenario.parent, below, plan=PLAN)
        copy.write_text(text, encoding="utf-8", newline="\n")
        # Folders beside each other are equally deep: paths hold after the swap as well.
        rest = propose_levels(copy, below / scenario.stem, wish, tell, say)
        for lock in below.glob(".*.lock"):
            lock.unlink()
        print_pages(folder, record.check_code)  # they lead to the level below now
        need_agreement(folder)
        refresh_outputs(folder)
    return (record, *rest)


def _names(record: Record) -> dict[str, str]:
    """Return the labels of the communities that a plan sets up, by their ids."""
    return {row.id: row.name for row in record.communities if row.id.startswith(f"{PROVISIONAL}-")}
