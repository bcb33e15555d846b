"""The story of ``doctor``: whether everything is there that a run needs."""

import locale
import shutil
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from redistrict.domain.catalogue.entry import N_
from redistrict.domain.outcome import Status
from redistrict.domain.problem import Problem
from redistrict.domain.rules import ALTERNATIVES, LEAST_CHANGE, Rules
from redistrict.domain.units import Community, Edge, Unit
from redistrict.solve.engine import solve
from redistrict.solve.limits import SOLVERS, Limits

ROOM = 500_000_000
SOLVES = {
    "highs": N_("finds the plans and proves them"),
    "cbc": N_("a second solver, to compare"),
}


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at.

    Parameters
    ----------
    needed
        ``False`` where the product works without it, with less comfort.
    use
        What it is for.
    """

    name: str
    good: bool
    detail: str
    remedy: str = ""
    needed: bool = True
    use: str = ""


def examine() -> tuple[Symptom, ...]:
    """Look at Python, solvers, fonts, other programs, disk and console."""
    return (
        _python(),
        *(_solver(name) for name in SOLVERS),
        _font(),
        _program("chromium", N_("only needed to run the browser tests")),
        _program("soffice", N_("turns the papers into PDF where Typst is missing")),
        _typst(),
        _disk(),
        _console(),
    )


def _python() -> Symptom:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Symptom("Python", sys.version_info >= (3, 11), version, N_("Install Python 3.11."),
                   use=N_("runs redistrict"))  # fmt: skip


def _solver(name: str) -> Symptom:
    """Solve a district of two communities of which one must be split."""
    units = tuple(Unit(f"u{n}", 1500, "S", "A" if n < 3 else "B") for n in range(4))
    today = (Community("A", "A", "S", ("u0", "u1", "u2")), Community("B", "B", "S", ("u3",)))
    edges = tuple(Edge(f"u{n}", f"u{n + 1}") for n in range(3))
    problem = Problem("S", units, edges, today, Rules(1000, 3000, 1000, 3000, 1000, 3000))
    limits = Limits(solver="cbc" if name == "cbc" else "highs")
    remedy = N_("Install the packages again: pip install --force-reinstall redistrict")
    try:
        solved = solve(problem, ALTERNATIVES[LEAST_CHANGE], limits)
    except Exception as error:  # whatever a broken library raises
        return Symptom(name, False, str(error), remedy, needed=name == "highs", use=SOLVES[name])
    good = solved.outcome.status is Status.PROVEN
    words = solved.outcome.solver
    return Symptom(name, good, words, remedy, needed=name == "highs", use=SOLVES[name])


def _font() -> Symptom:
    folder = resources.files("redistrict.report.fonts")
    fonts = [item.name for item in folder.iterdir() if item.name.endswith((".otf", ".ttf"))]
    return Symptom("font", bool(fonts), ", ".join(fonts), N_("Install redistrict again."),
                   use=N_("Chinese letters in pictures"))  # fmt: skip


def _program(name: str, why: str) -> Symptom:
    path = shutil.which(name)
    return Symptom(name, path is not None, path or "", why, needed=False, use=why)


def _typst() -> Symptom:
    try:
        version = metadata.version("typst")
    except metadata.PackageNotFoundError:
        return Symptom("typst", False, "", N_("For PDF: pip install redistrict[pdf]"), needed=False)
    return Symptom("typst", True, version, needed=False, use=N_("turns the papers into PDF"))


def _disk() -> Symptom:
    free = min(shutil.disk_usage(path).free for path in (Path.cwd(), Path(tempfile.gettempdir())))
    words = f"{free / 1e9:,.1f} GB"
    return Symptom("disk", free > ROOM, words, N_("Free some space."), use=N_("free for results"))


def _console() -> Symptom:
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    return Symptom(
        "console",
        _writes("街道", encoding),
        encoding,
        N_("Use a console with UTF-8 or GBK; results in files are not affected."),
        needed=False,
        use=N_("shows Chinese"),
    )


def _writes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
