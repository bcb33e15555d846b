"""Reading ends within the stated time and memory, with a refusal that says so."""

import json
import subprocess
import sys
import time

import pytest

from redistrict.domain.exits import Exit

HANG = """
import time
from redistrict.cli.guard import guarded
with guarded(1.0, as_json={as_json}):
    time.sleep(60)
print("not reached")
"""
GREEDY = """
import functools
import redistrict.cli.import_ as command
from redistrict.cli.group import main
command.run = lambda wish: {work}
command.guarded = functools.partial(command.guarded, 60, {most})
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
