"""Write docs/ASSURANCE.md: ``python -m tests.assurance.report`` (``make assurance``).

It runs the whole suite and the long programs, and prints what came of them. A part that fails or
takes too long is said so on the page; the others go on. Mutation runs take hours: their figures
are kept with their date in ``tests/assurance/figures`` and are only printed here.

``--rehearse`` runs every part in small and writes the page to ``.assurance``.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from redistrict.verify import drawn, printed
from tests.assurance import lines as lines_of
from tests.assurance.promises import PROMISES, Promise
from tests.assurance.stamp import measured, stamp
from tests.verify import test_corruptions as spoilt
from tests.verify.papers import SPOILS

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests" / "assurance" / "figures"
BUILD = ROOT / ".assurance"
PAGE = ROOT / "docs" / "ASSURANCE.md"

MOST_MINUTES = 30
"""A part that takes longer is ended; all of them together take well under an hour."""

STAMP = "tests.assurance.stamp"
"""Plugin that writes date and commit into the results of tests."""
TESTS = {"suite": "tests-1.xml", "acceptance": "tests-2.xml"}

Facts = Mapping[str, Any]
Part = tuple[str, ...]


def parts(*, rehearse: bool) -> tuple[dict[str, Part], ...]:
    """Return the commands by name; those of one group run side by side."""
    python = sys.executable
    suite = (python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", STAMP)
    quick, long = (f"--junitxml={BUILD / file}" for file in TESTS.values())
    some = ("tests/assurance", "tests/store") if rehearse else ()
    spoil = ("--toys", "60", "--demo", "0", "--taipei", "0") if rehearse else ()
    kill = ("--kills", "20", "--races", "5") if rehearse else ()
    return (
        {"suite": (*suite, "-n", "2", "-m", "not acceptance", quick, "--cov=redistrict",
                   "--cov-branch", "--cov-report=",
                   f"--cov-report=json:{BUILD / 'coverage.json'}", *some)},
        {"acceptance": (*suite, "-n", "2", "-m", "acceptance", long, *some)},
        {"corruptions": (python, "-m", "tests.assurance.corruptions",
                         "--out", str(BUILD / "corruptions.json"), *spoil),
         "kills": (python, "-m", "tests.assurance.kills",
                   "--out", str(BUILD / "kills.json"), *kill)},
    )  # fmt: skip


def run(group: Mapping[str, Part]) -> dict[str, dict[str, Any]]:
    """Run commands side by side at the top of the project; return how each ended.

    A command that takes too long is ended with all that it started.
    """
    began, now = time.monotonic(), stamp()
    started = {}
    for name, command in group.items():
        print("+", " ".join(command), flush=True)
        started[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    ended = {}
    try:
        for name, process in started.items():
            left = MOST_MINUTES * 60 - (time.monotonic() - began)
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, left))
            _end(process)
            minutes = round((time.monotonic() - began) / 60, 1)
            ended[name] = {"code": process.returncode, "minutes": minutes, **now}
    finally:
        for process in started.values():
            _end(process)
    return ended


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a command with all that it started, if it is still there."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def kept(name: str) -> Facts:
    """Return a figure that was kept, or nothing."""
    path = KEPT / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def built(name: str) -> Facts:
    """Return a figure of this run, or nothing."""
    path = BUILD / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def corruptions() -> str:
    """Return how many corruptions were tried and told."""
    facts = built("corruptions")
    parts = []
    for name in ("toys", "demo", "taipei"):
        if name in facts:
            item = facts[name]
            told = item["tried"] - len(item["slipped"])
            parts.append(
                f"{name}: {told:,} of {item['tried']:,} told ({item['singles']:,} single, "
                f"{item['pairs']:,} in pairs), {len(item['false_alarms'])} false alarms"
            )
    if not parts:
        return "not run"
    return f"{facts['kinds']} kinds; {'; '.join(parts)}; {measured(facts)}"


def kills() -> str:
    """Return what became of the folder after kills, races and full disks."""
    facts = built("kills")
    if not facts:
        return "not run"
    killed, raced, full = facts["kills"], facts["races"], facts["full"]
    return (
        f"{killed['kills']:,} kills: {killed['torn']} torn; {raced['races']} races: "
        f"{raced['torn']} torn; {full['limits']} limits of space: {full['torn']} torn; "
        f"{measured(facts)}"
    )


def mutation(name: str) -> str:
    """Return the kept mutation score of a part."""
    facts = kept(f"mutation-{name}")
    if not facts:
        return "not measured"
    share = facts["killed"] / facts["tried"]
    drawn = (
        f"drawn from {facts['mutants']:,} with seed {facts['seed']}"
        if facts["tried"] < facts["mutants"]
        else "all that are possible"
    )
    return (
        f"{facts['killed']:,} of {facts['tried']:,} changes noticed ({share:.1%}), {drawn}; "
        f"{measured(facts)}"
    )


def coverage() -> str:
    """Return the share of branches, over all and in the verifier."""
    facts = built("coverage")
    if not facts:
        return "not run"
    files = {name: item["summary"] for name, item in facts["files"].items()}

    def of(folder: str) -> str:
        start = f"redistrict/{folder}/"
        return f"{_share([item for name, item in files.items() if name.startswith(start)]):.1%}"

    return (
        f"{_share([facts['totals']]):.1%} of lines and branches; verifier {of('verify')}, its "
        f"readers {of('witness')} (the tests of minutes, and what runs in child processes, are "
        f"not counted); {measured(stamped('suite'))}"
    )


def checks() -> str:
    """Return how many checks there are, each of which alone tells some fault."""
    papers = len(printed.CHECKS) + 1  # and that every file is there
    return (
        f"{len(spoilt.all_names())} checks of plan and figures, {papers} of pages and papers, "
        f"{len(drawn.CHECKS)} of map layers, against {len(spoilt.CORRUPTIONS)} kinds of fault in "
        f"the folder and {len(SPOILS)} in its pages and papers: without it, something slips "
        "through that it tells"
    )


def _share(items: list[Any]) -> float:
    """Return the share rounded down: all is only said of all."""
    done = sum(item["covered_lines"] + item["covered_branches"] for item in items)
    every = max(1, sum(item["num_statements"] + item["num_branches"] for item in items))
    return done * 1000 // every / 1000


FIGURES: Mapping[str, Callable[[], str]] = {
    "checks": checks,
    "corruptions": corruptions,
    "kills": kills,
    "verifier": lambda: mutation("verifier"),
    "readers": lambda: mutation("readers"),
    "coverage": coverage,
}


def stamped(part: str) -> Facts:
    """Return date and commit that a part of the run wrote beside its figures."""
    path = BUILD / TESTS.get(part, "")
    if not path.is_file():
        return built(part)
    found = ET.parse(path).iter("property")  # noqa: S314 - ours
    return {item.get("name", ""): item.get("value", "") for item in found}


def results() -> dict[str, str]:
    """Return what became of every test of this run, by file and name."""
    found = {}
    files = [path for name in TESTS.values() if (path := BUILD / name).is_file()]
    parsed = [ET.parse(path) for path in files]  # noqa: S314 - ours
    for case in (case for tree in parsed for case in tree.iter("testcase")):
        file = f"{case.get('classname', '').replace('.', '/')}.py"
        state = "passed"
        for child in case:
            state = child.tag if child.tag in ("failure", "error", "skipped") else state
        found[f"{file}::{case.get('name')}"] = state
    return found


def counted(promise: Promise, states: Mapping[str, str]) -> str:
    """Return how many tests of a promise passed."""
    mine = []
    for test in promise.tests:
        file, _, name = test.partition("::")
        mine += [
            state for key, state in states.items()
            if key.startswith(f"{file}::") and (not name or key.split("::")[1].split("[")[0] == name)
        ]  # fmt: skip
    if not promise.tests:
        return ""
    if not mine:
        return "not run"
    bad = sum(state in ("failure", "error") for state in mine)
    left = mine.count("skipped")
    text = f"{mine.count('passed')} of {len(mine)} passed"
    return text + f", **{bad} failed**" * bool(bad) + f", {left} left out" * bool(left)


def page(states: Mapping[str, str], note: str = "") -> str:
    """Return the whole document."""
    now = stamp()
    bad = sum(state in ("failure", "error") for state in states.values())
    lines = [
        "# Assurance: each promise, its test, the figure reached",
        "",
        f"Printed by `make assurance` on {now['date']}, commit {now['commit']}, Python "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} "
        "cores. Each figure carries the date and the commit that it was measured at, as the "
        "program wrote them that measured it. Do not edit: the command writes the page again.",
        "",
        f"Of all tests {list(states.values()).count('passed'):,} passed, {bad} failed, "
        f"{list(states.values()).count('skipped')} were left out (they need data or programs that "
        "are not on the machine).",
        "",
        *([note, ""] if note else []),
        *times(),
    ]
    for title, promises in PROMISES.items():
        lines += [f"## {title}", "", "| promise | held by | figure |", "|---|---|---|"]
        for item in promises:
            tests = "<br>".join(f"`{test}`" for test in item.tests)
            figure = FIGURES[item.figure]() if item.figure else ""
            shown = "; ".join(text for text in (counted(item, states), figure) if text)
            lines.append(f"| {item.text} | {tests or f'`{item.figure}`, below'} | {shown} |")
        lines.append("")
    return "\n".join([*lines, *failed(states), *limits()])


def times() -> list[str]:
    """Return when each part was measured, how long it took, and which did not end well."""
    ended = built("parts")
    lines = ["| part of the run | measured | minutes | ended |", "|---|---|---|---|"]
    for name in (*TESTS, "corruptions", "kills"):
        facts, item = stamped(name), ended.get(name, {})
        if not facts and not item:
            continue
        if facts and facts.get("commit") != item.get("commit"):
            item = {}  # it was run again since, by itself
        code = item.get("code", 0)
        state = "well" if code == 0 else f"with exit code {code}"
        state = "by the clock: it took too long" if code == -signal.SIGKILL else state
        when = measured(facts).removeprefix("measured ") if facts else "-"
        lines.append(f"| {name} | {when} | {item.get('minutes', '-')} | "
                     f"{state if item else 'run by itself'} |")  # fmt: skip
    return [*lines, ""] if len(lines) > 2 else []


def failed(states: Mapping[str, str]) -> list[str]:
    """Return the tests that failed, each by its name."""
    bad = sorted(name for name, state in states.items() if state in ("failure", "error"))
    return ["## Failed in this run", "", *(f"- `{name}`" for name in bad), ""] if bad else []


def limits() -> list[str]:
    """Return what the figures do not say."""
    lines = [
        "## What is not promised",
        "",
        "- The bound behind `proven` is the solver's; the verifier holds it to be consistent and "
        "recomputes every value, it does not prove the bound again (docs/verification.md).",
        "- Sentences of Word files: each number of households must be one of the plan and the "
        "first sentence must have the plan's numbers; other words are not checked. Pictures and "
        "PDF files are held by checksums alone.",
        "- Whoever can change the raw inputs, the scenario, the folder and all checksums makes "
        "another plan, not a false one; the check code on paper tells them apart.",
        "- The cluster mode talks to the machines of the cluster, and to no other.",
        "",
        "## Long runs",
        "",
        "One small change of the code at a time is tried on the tests that run its line, then on "
        "all others of their files: those of "
        f"{', '.join(f'`{name}`' for name in lines_of.TESTS)} that CI runs, but for the one that "
        "tries every pair of faults. What no test has noticed after a minute counts as unnoticed. "
        "Where not all changes are tried, they are drawn by chance, and a sample on which tests "
        "were written is not kept.",
        "",
        "| run | command | figure |",
        "|---|---|---|",
    ]
    for name, what in (("verifier", "mutation of the verifier"),
                       ("readers", "mutation of the witness's readers")):  # fmt: skip
        command = f"`python -m tests.assurance.mutants {name}`"
        lines.append(f"| {what} | {command} | {mutation(name)} |")
    for name in ("verifier", "readers"):
        facts = kept(f"mutation-{name}")
        if survivors := facts.get("survivors"):
            note = f" ({facts['note']})" if facts.get("note") else ""
            lines += ["", f"Changes of the {name} that no test noticed{note}:", ""]
            lines += [f"- `{item}`" for item in survivors]
    return [*lines, ""]


def main() -> None:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--page-only", action="store_true", help="print the last run again")
    parser.add_argument("--rehearse", action="store_true", help="every part in small")
    parser.add_argument("--note", default="", help="a sentence on how the run was made")
    asked = parser.parse_args()
    BUILD.mkdir(exist_ok=True)
    ended: dict[str, dict[str, Any]] = {}
    if not asked.page_only:
        for path in BUILD.iterdir():
            if path.suffix in (".xml", ".json"):
                path.unlink()
        for group in parts(rehearse=asked.rehearse):
            ended |= run(group)
            (BUILD / "parts.json").write_text(json.dumps(ended, indent=1), encoding="utf-8")
    target = BUILD / PAGE.name if asked.rehearse else PAGE
    target.write_text(page(results(), asked.note), encoding="utf-8")
    print(f"written: {target}")
    sys.exit(any(item["code"] for item in ended.values()))


if __name__ == "__main__":
    main()
