"""Measure the solver: ``python -m benchmarks --data DIR`` writes docs/benchmarks.md."""

import argparse
import platform
import subprocess
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from benchmarks import compact
from benchmarks.cities import generated, real
from redistrict.domain.goals import change_counts, out_of_band
from redistrict.domain.plan import Plan
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, Change
from redistrict.domain.units import pieces
from redistrict.run.prepare import prepare
from redistrict.solve import fine, relaxation
from redistrict.solve.engine import solve
from redistrict.solve.limits import Limits
from redistrict.solve.solved import Solved

GOALS = ("split-merge", "least-change", "balanced", "compact")
PEER_TIMES = 100
"""The compact model may take so many times the CPU seconds of the engine."""
PARTS = ["demo", "taipei", "tainan", "peer", "coarse"]
DEMO = Path(__file__).parent.parent / "scenarios" / "yunquan.toml"
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HEAD = (
    "| work | units | before -> after | outside | moved | of households | touched | "
    "1a value | 1a bound | ratio | status | CPU s | of it for a bound apart | wall s |\n"
    + "|---" * 14
    + "|\n"
)


def measure(
    problem: Problem, name: str, label: str, reference: Plan | None = None
) -> tuple[str, Solved, float]:
    """Return one line of the table, the result and CPU seconds.

    Every figure is recomputed from the plan.
    """
    apart: list[float] = []

    def bounds(*given: Any) -> Any:
        begun = time.process_time()
        found = relaxation.bounds(*given)
        apart.append(time.process_time() - begun)
        return found

    wall, cpu = time.perf_counter(), time.process_time()
    with patch.object(fine, "bounds", bounds):
        solved = solve(problem, ALTERNATIVES[name], Limits(), reference=reference)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    spent = f"{cpu:.1f} | {f'{sum(apart):.1f}' if apart else '-'} | {wall:.1f} |\n"
    if solved.plan is None:
        status = solved.outcome.status
        line = f"| {label} | {len(problem.units)} |" + " |" * 8 + f" {status} | {spent}"
        return line, solved, cpu
    plan = solved.plan
    torn = [units for units in plan.sets.values() if len(pieces(units, problem.adjacent)) > 1]
    if torn:
        raise AssertionError(f"{label}: a community is not connected")
    counts = change_counts(problem, plan)
    total = sum(unit.households for unit in problem.units)
    tier = next(item for item in solved.outcome.tiers if item.tier == "1a")
    status = solved.outcome.status.value
    unproven = next((item for item in solved.outcome.tiers if not item.proven), None)
    if unproven is not None and unproven.tier != "1a" and unproven.bound:
        status += f" ({unproven.tier}: {unproven.value / unproven.bound:.3f})"
    ratio = f"{tier.value / tier.bound:.3f}" if tier.bound else "-"
    share = counts["moved"] / total
    line = (
        f"| {label} | {len(problem.units)} | {len(problem.communities)} -> {len(plan.sets)} | "
        f"{len(out_of_band(problem, plan))} | {counts['moved']:,} | {share:.2%} | "
        f"{counts['touched']} | {tier.value:,} | "
        f"{'-' if tier.bound is None else format(tier.bound, ',')} | {ratio} | "
        f"{status} | {spent}"
    )
    return line, solved, cpu


def coarse(counts: Iterable[int], seeds: int) -> Iterator[str]:
    """Yield a table of generated districts per size, each goal after the other, and a summary."""
    solve(generated(60, 2), ALTERNATIVES["least-change"], Limits())  # compiles the search
    for count in counts:
        yield f"\n## Generated, coarse, {count} units\n\n{HEAD}"
        proven: dict[str, list[float]] = {}
        spent: dict[str, list[float]] = {}
        for seed in range(seeds):
            problem, least = generated(count, seed), None
            for name in GOALS:
                reference = least if ALTERNATIVES[name].change_ceiling else None
                line, solved, cpu = measure(problem, name, f"seed {seed}, {name}", reference)
                if name == "least-change":
                    least = solved.plan
                spent.setdefault(name, []).append(cpu)
                proven.setdefault(name, []).extend([cpu] * (solved.outcome.status == "proven"))
                yield line
        yield "\n"
        for name in GOALS:
            yield (
                f"- {count} units, {name}: {len(proven[name])} of {seeds} proven, CPU seconds "
                f"median {median(spent[name]):.1f}, most {max(spent[name]):.1f}\n"
            )


def peer(counts: Iterable[int], seeds: int) -> Iterator[str]:
    """Yield least change beside the compact model on the same districts and the same HiGHS."""
    solve(generated(60, 2), ALTERNATIVES["least-change"], Limits())  # compiles the search
    yield (
        f"\n## Column generation and a compact model of tier 1a\n\nThe compact model may set up "
        f"{compact.NEW} communities, makes no exceptions, and has {PEER_TIMES} times the engine's "
        "CPU seconds.\n\n"
        "| work | units | engine, all tiers | CPU s | compact, tier 1a | bound | rounds | CPU s "
        "| times |\n" + "|---" * 9 + "|\n"
    )  # fmt: skip
    for count in counts:
        for seed in range(seeds):
            problem = generated(count, seed)
            cpu = time.process_time()
            solved = solve(problem, ALTERNATIVES["least-change"], Limits())
            cpu = time.process_time() - cpu
            tiers = {tier.tier: tier.value for tier in solved.outcome.tiers}
            if solved.plan is None or tiers["0a"]:
                continue
            value, bound, rounds, spent = compact.solve(problem, PEER_TIMES * cpu)
            ended = "not finished" if value is None else f"{value:,}"
            least = "-" if bound is None else f"{bound:,}"
            yield (
                f"| seed {seed} | {count} | {tiers['1a']:,} {solved.outcome.status.value} | "
                f"{cpu:.2f} | {ended} | {least} | {rounds} | {spent:.1f} | {spent / cpu:.0f} |\n"
            )


def taipei(folder: Path, parts: list[str], districts: list[str]) -> Iterator[str]:
    """Yield the districts of Taipei under two prices of a community touched, and by other means."""
    for touched in (0, 100) if "taipei" in parts else ():
        yield f"\n## Taipei, least-change, touched = {touched}\n\n{HEAD}"
        for name, problem in real(folder, Change(touched=touched)).items():
            if not districts or name in districts:
                yield measure(problem, "least-change", name)[0]
    if "others" in parts:
        from benchmarks import peers  # its libraries are no part of the product

        every = real(folder, Change(touched=0))
        yield from peers.lines({name: every[name] for name in districts or every})


def lines(
    data: Path | None, parts: list[str], counts: list[int], seeds: int, districts: list[str]
) -> Iterator[str]:
    """Yield the page line by line."""
    if "demo" in parts:
        yield f"\n## The made-up district of the demo, split-merge\n\n{HEAD}"
        for problem in prepare(DEMO).problems:
            yield measure(problem, "split-merge", problem.subdistrict)[0]
    if data is not None:
        yield from taipei(data / "taipei", parts, districts)
    if data is not None and "tainan" in parts:
        yield f"\n## Tainan North\n\n{HEAD}"
        for name, problem in real(data / "tainan_north", Change()).items():
            for alternative in ("least-change", "split-merge"):
                yield measure(problem, alternative, f"{name} {alternative}")[0]
    if "peer" in parts:
        yield from peer(counts[:1], seeds)
    if "coarse" in parts:
        yield from coarse(counts, seeds)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of the real districts; else made-up ones")
    parser.add_argument("--parts", nargs="+", default=PARTS)
    parser.add_argument("--counts", nargs="+", type=int, default=[60, 120, 240])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--districts", nargs="+", default=[], help="of Taipei; all by default")
    parser.add_argument("--out", type=Path, default=PAGE)
    asked = parser.parse_args()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    head = (
        "# Benchmarks of the solver\n\n"
        f"Commit {commit or 'unknown'}, Python {platform.python_version()}, "
        f"highspy {version('highspy')}, PuLP {version('pulp')}, {platform.machine()}, one thread "
        "per solve. Wall seconds were taken on a machine shared with other work; CPU seconds are "
        "the fair figure.\n\nMade by `python -m benchmarks --data DIR`. Every plan's sets "
        "are checked to be connected; every figure is recomputed from the plan; a bound is of "
        "the whole problem.\n"
    )
    found = [head]
    print(head, flush=True)
    for line in lines(asked.data, asked.parts, asked.counts, asked.seeds, asked.districts):
        print(line, end="", flush=True)
        found.append(line)
        asked.out.write_text("".join(found), encoding="utf-8")


if __name__ == "__main__":
    main()
