"""The level below in the same run: grids follow the plan of communities (``then``)."""

from pathlib import Path

from redistrict.domain.record import Record
from redistrict.domain.step import Say, unheard
from redistrict.intake import scenario as intake_scenario
from redistrict.intake.toml import decode
from redistrict.run.propose import Tell, Wish, propose
from redistrict.store.manifest import LEVELS, refresh_outputs
from redistrict.store.scenario import follow
from redistrict.store.staging import stage


def propose_levels(
    path: Path, out: Path, wish: Wish, tell: Tell | None = None, say: Say = unheard
) -> tuple[Record, ...]:
    """Write the proposal of a scenario, and below it that of every level that follows.

    The next level stands in ``levels/NAME`` of the folder, NAME being that of its scenario file;
    its parents are the communities of the plan. A plan of single subdistricts, or an incomplete
    one, is not followed.

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
        text = follow(decode(scenario), scenario.parent, below, plan="../units.csv")
        copy.write_text(text, encoding="utf-8", newline="\n")
        # Folders beside each other are equally deep: paths hold after the swap as well.
        rest = propose_levels(copy, below / scenario.stem, wish, tell, say)
        for lock in below.glob(".*.lock"):
            lock.unlink()
        refresh_outputs(folder)
    return (record, *rest)
