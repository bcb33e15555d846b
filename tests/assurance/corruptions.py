"""Corrupted proposals: ``python -m tests.assurance.corruptions [--toys N] [--demo N] ...``.

Every draw spoils a sound proposal in one way or in two; the finding of the one, or of one of the
two, must be told. Where the second makes everything agree again, any finding counts.
"""

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from redistrict import witness
from redistrict.domain.identity import name_sets
from redistrict.domain.problem import Problem
from redistrict.domain.units import pieces
from redistrict.run.prepare import prepare
from redistrict.verify import verify
from redistrict.witness import claims
from redistrict.witness.claimed import Claimed
from tests.assurance.stamp import stamp
from tests.verify.anywhere import KINDS, Draw, Kind
from tests.verify.corruption import Base
from tests.verify.proposal import base, outcome, proposal

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "scenarios" / "yunquan.toml"
TAIPEI = ROOT / "scenarios" / "taipei.toml"


@dataclass
class Tally:
    """What came of the draws."""

    tried: int = 0
    singles: int = 0
    pairs: int = 0
    slipped: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)


def halves(problem: Problem) -> list[list[str]]:
    """Return the connected pieces of today's communities, those over the maximum cut in two."""
    found = []
    for community in problem.communities:
        for piece in pieces(community.units, problem.adjacent):
            total = sum(problem.unit[unit].households for unit in piece)
            found += cut(problem, set(piece)) if total > problem.rules.max else [sorted(piece)]
    given = {unit for members in found for unit in members}
    found += [[unit.id] for unit in problem.units if unit.id not in given]
    return found


def cut(problem: Problem, members: set[str]) -> list[list[str]]:
    """Grow one half from the lowest unit until half of the households are in."""
    half = sum(problem.unit[unit].households for unit in members) // 2
    grown = {min(members)}
    while sum(problem.unit[unit].households for unit in grown) < half:
        near = sorted({other for unit in grown for other in problem.adjacent[unit]}
                      & (members - grown))  # fmt: skip
        if not near:
            break
        grown.add(near[0])
    rest = pieces(sorted(members - grown), problem.adjacent)
    return [sorted(grown), *map(sorted, rest)]


def whole_groups(problem: Problem, sets: list[list[str]]) -> bool:
    """Return whether no compound is cut."""
    home = {unit: at for at, members in enumerate(sets) for unit in members}
    homes: dict[str, set[int]] = {}
    for unit in problem.units:
        if unit.group:
            homes.setdefault(unit.group, set()).add(home[unit.id])
    return all(len(found) == 1 for found in homes.values())


def sound(scenario: Path, folder: Path, subdistricts: tuple[str, ...] = ()) -> Base:
    """Write a sound proposal for a scenario: communities over the maximum are cut in two."""
    plans = []
    ready = prepare(scenario, subdistricts)
    for problem in ready.problems:
        sets = halves(problem)
        if problem.locks or not whole_groups(problem, sets):
            sets = [list(members) for members in pieces_of_today(problem)]
        plan = name_sets(problem, sets)
        plans.append((problem, plan, outcome(problem, plan, "least-change")))
    witnessed = witness.read(scenario, subdistricts)
    title = str(witnessed.statement.get("title", ""))
    proposal(folder, plans, title=title, prepared=ready)
    claimed = claims.read(folder)
    said = {**(claimed.statement or {}), **witnessed.statement}
    stated = Claimed(**{**vars(claimed), "statement": said})
    return Base(witnessed, stated)


def pieces_of_today(problem: Problem) -> list[list[str]]:
    """Return today's communities, each connected piece a set of its own."""
    found = [sorted(piece) for item in problem.communities
             for piece in pieces(item.units, problem.adjacent)]  # fmt: skip
    given = {unit for members in found for unit in members}
    return found + [[unit.id] for unit in problem.units if unit.id not in given]


def told(base_: Base, chosen: list[Kind], dice: random.Random) -> bool | None:
    """Return whether the faults are told; ``None`` where they cannot be made here."""
    claimed = base_.claimed
    try:
        for item in chosen:
            claimed = item.spoil(Draw(claimed, base_.witnessed, dice))
    except (LookupError, ValueError, TypeError, StopIteration):
        return None
    if claimed == base_.claimed or (chosen[-1].forged and undone(claimed, base_.claimed)):
        return None
    found = {finding.code for finding in verify(base_.witnessed, claimed)}
    return bool(found) and (chosen[-1].forged or bool(found & {item.code for item in chosen}))


def undone(claimed: Claimed, first: Claimed) -> bool:
    """Return whether the second fault took the first away and made everything agree again."""
    rows, before = ([dict(line.cells) for line in item.units.lines] for item in (claimed, first))
    return rows == before and claimed.exemptions == first.exemptions


def run(base_: Base, count: int, seed: int, tell: Callable[[str], None] = print) -> Tally:
    """Draw until so many faults were made; one kind after the other, then pairs by chance."""
    tally, dice = Tally(), random.Random(seed)
    draws = 0
    while tally.tried < count and draws < 20 * count + 1000:
        first = KINDS[draws % len(KINDS)]
        single = draws < len(KINDS) or dice.random() < 0.4
        chosen = [first] if single else [first, dice.choice(KINDS)]
        draws += 1
        answer = told(base_, chosen, dice)
        if answer is None:
            continue
        tally.tried += 1
        tally.singles += single
        tally.pairs += not single
        tally.seen.update(item.name for item in chosen)
        if not answer:
            names = " + ".join(item.name for item in chosen)
            tally.slipped.append(names)
            tell(f"slipped: {names}")
    return tally


def main() -> None:
    """Print and keep the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--toys", type=int, default=8000)
    parser.add_argument("--demo", type=int, default=600)
    parser.add_argument("--taipei", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    facts: dict[str, object] = {**stamp(), "kinds": len(KINDS), "seed": asked.seed}
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        for name, count in (("toys", asked.toys), ("demo", asked.demo), ("taipei", asked.taipei)):
            if not count or (name == "taipei" and not (ROOT.parent / "shared").is_dir()):
                continue
            if name == "toys":
                made = Base(witness.read(base(place / "toy")), claims.read(place / "toy" / "out"))
            else:
                scenario = DEMO if name == "demo" else TAIPEI
                only = () if name == "demo" else ("南港區",)
                made = sound(scenario, place / name, only)
            alarms = [item.code for item in verify(made.witnessed, made.claimed)]
            tally = run(made, count, asked.seed)
            facts[name] = {
                "tried": tally.tried, "singles": tally.singles, "pairs": tally.pairs,
                "kinds": len(tally.seen), "slipped": tally.slipped, "false_alarms": alarms,
            }  # fmt: skip
            print(name, json.dumps(facts[name]), flush=True)
    if asked.out:
        asked.out.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
