"""Fuzz one reader guided by coverage: ``python -m tests.fuzz rows 300000``.

Needs atheris, which is no part of the project's environment (``pip install atheris``). A crash
stops the run, prints the traceback and leaves the input in the working folder.
"""

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found,unused-ignore]

with atheris.instrument_imports(include=["redistrict.intake", "tomllib"]):
    from tests.fuzz.targets import SEEDS, TARGETS

if __name__ == "__main__":
    name, runs = sys.argv[1], int(sys.argv[2])
    corpus = Path(tempfile.mkdtemp(prefix=f"redistrict-{name}-"))
    (corpus / "seed").write_bytes(SEEDS[name])
    atheris.Setup(
        [sys.argv[0], f"-runs={runs}", "-max_len=2000", "-timeout=20", str(corpus)], TARGETS[name]
    )
    atheris.Fuzz()
