"""Reading ends within the stated time and memory, with a refusal that says so."""

import json
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from redistrict.cli.group import main
from redistrict.domain.exits import Exit
from redistrict.domain.step import Stage, Step
from tests.intake.town import write

HANG = """
import time
from redistrict.cli.guard import guarded
with guarded(most_seconds=1.0, as_json={as_json}):
    time.sleep(60)
print("not reached")
"""
GREEDY = """
import functools
import redistrict.cli.import_ as command
from redistrict.cli.group import main
command.run = lambda wish: {work}
command.guarded = functools.partial(command.guarded, most_bytes={most})
main(["import", "units.shp", "--out", "clean"])
"""
RINGS = (
    "__import__('shapely').buffer(__import__('shapely').points("
    "*__import__('numpy').random.rand(2, 1_000_000)), 1.0, quad_segs=64)"
)


def ran(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8",
                          check=False, timeout=100)  # fmt: skip


@pytest.mark.parametrize("as_json", [False, True])
def test_a_hang_is_refused_in_time(as_json: bool) -> None:
    begin = time.monotonic()
    done = ran(HANG.format(as_json=as_json))
    assert done.returncode == Exit.INPUT
    assert time.monotonic() - begin < 30  # the start of the interpreter is in it
    assert "not reached" not in done.stdout
    if as_json:
        assert "READING_TOO_LONG" in json.dumps(json.loads(done.stdout))
    else:
        assert "1 seconds" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of address space")
@pytest.mark.parametrize(
    "work", ["bytearray(20 << 30)", pytest.param(RINGS, marks=pytest.mark.acceptance)]
)
def test_too_much_memory_is_refused(work: str) -> None:
    done = ran(GREEDY.format(most=2 << 30, work=work))
    assert done.returncode == Exit.INPUT, done.stderr
    assert "more than 2 GB of memory" in done.stderr  # READING_TOO_LARGE
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
def test_the_limits_are_put_back() -> None:
    import resource

    from redistrict.cli.guard import guarded

    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU)
    before = [resource.getrlimit(kind) for kind in kinds]
    with guarded():
        assert [resource.getrlimit(kind) for kind in kinds] != before
    assert [resource.getrlimit(kind) for kind in kinds] == before


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """A scenario and its proposal."""
    folder = tmp_path_factory.mktemp("town")
    scenario = write(folder)
    arguments = ["propose", str(scenario), "--out", str(folder / "out"), "-q"]
    assert CliRunner().invoke(main, arguments).exit_code == Exit.DONE
    (folder / "review.json").write_text("{}", encoding="utf-8")
    return folder


COMMANDS = {
    "check scenario.toml": "redistrict.intake.district.read",
    "draft scenario.toml --out new": "redistrict.intake.district.read",
    "propose scenario.toml --out new": "redistrict.intake.district.read",
    "split scenario.toml --community A": "redistrict.run.prepare.ground",
    "revise out review.json --out new": "redistrict.run.revise.read_review",
    "verify out": "redistrict.witness.read",
    "verify --scenario scenario.toml --plan out/units.csv": "redistrict.witness.read",
    "dossier out": "redistrict.run.dossier.read_folder",
    "map out": "redistrict.run.page.read_folder",
    "compare out out": "redistrict.run.compare.read_folder",
    "init new --units units.gpkg --profile cn-2026 --title T --source S"
    " --households-definition H --as-of 2026-09": "redistrict.intake.layers.read_layer",
    "import units.gpkg --out new": "redistrict.run.inputs.read_layer",
}
"""Every command that reads, and a reader that a hostile file may hold up."""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of address space")
@pytest.mark.parametrize("line", COMMANDS)
def test_no_command_reads_without_limits(line, town, monkeypatch):
    monkeypatch.chdir(town)
    monkeypatch.setattr(COMMANDS[line], lambda *_, **__: bytearray(1 << 40))
    done = CliRunner().invoke(main, [*line.split(), "--json"])
    assert done.exit_code == Exit.INPUT, done.output
    assert "READING_TOO_LARGE" in done.output
    assert not (town / "new").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
def test_the_limits_hold_for_reading_and_not_for_solving() -> None:
    import resource

    from redistrict.cli.guard import guarded

    before = resource.getrlimit(resource.RLIMIT_AS)
    found = {}
    with guarded() as say:
        for stage in Stage:
            say(Step(stage))
            found[stage] = resource.getrlimit(resource.RLIMIT_AS) != before
    reading = {Stage.READ, Stage.UNITS, Stage.LAND, Stage.VERIFY, Stage.CHECK}
    assert {stage for stage, limited in found.items() if limited} == reading


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
@pytest.mark.parametrize("command", ["propose", "revise"])
def test_no_solver_inherits_the_limits(command, town, tmp_path, monkeypatch) -> None:
    import resource

    from redistrict.solve import campaign

    before = resource.getrlimit(resource.RLIMIT_AS)
    found = []

    def run(jobs, limits, tell):
        found.append(resource.getrlimit(resource.RLIMIT_AS))
        raise MemoryError

    monkeypatch.setattr(campaign, "run", run)
    line = {
        "propose": ["propose", town / "scenario.toml", "--out", tmp_path / "new"],
        "revise": ["revise", town / "out", review(town), "--out", tmp_path / "new", "--solve"],
    }[command]
    done = CliRunner().invoke(main, [str(item) for item in line])
    assert found == [before], done.output
    assert done.exit_code == Exit.INTERNAL  # what a solver lacks is no fault of the files


def review(town):
    """Return a review that locks a unit where it stands."""
    manifest = json.loads((town / "out" / "manifest.json").read_text(encoding="utf-8"))
    rows = (town / "out" / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    at = rows[0].split(",")
    first = dict(zip(at, rows[1].split(","), strict=True))
    lock = {"unit": first["unit_id"], "community": first["community_after"]}
    made = {"format": "redistrict-review/1", "proposal": manifest["check_code"],
            "alternative": "least-change", "communities": [], "moves": [], "locks": [lock],
            "comments": []}  # fmt: skip
    path = town / "lock.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    return path
