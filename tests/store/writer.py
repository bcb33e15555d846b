"""A writer that dies: ``python -m tests.store.writer OUT WORD [DIE_AT] [BYTES]``.

It writes three files with a word into a staged folder and the manifest last, as the product does.
``DIE_AT`` kills it (SIGKILL) before that call to the file system; ``BYTES`` limits file size.
"""

import os
import resource
import signal
import sys
from pathlib import Path

from redistrict.domain.failure import Failure
from redistrict.store.staging import MANIFEST, stage

CALLS = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.truncate"})
FILES = ("proposal.json", "units.csv", "alternative/units.csv", MANIFEST)


def die_at(step: int, folder: str) -> None:
    """Kill this process before the given call that touches the folder or its siblings."""
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in CALLS and str(arguments[0]).startswith(folder):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def main(out: Path, word: str, step: int = 0, limit: int = 0) -> int:
    """Write once; return the exit code of a refusal, 0 when done."""
    if limit:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if step:
        die_at(step, str(out.parent))
    try:
        with stage(out) as folder:
            (folder / "alternative").mkdir()
            for name in FILES:
                (folder / name).write_text(word * 1000, encoding="utf-8")
    except Failure as failure:
        return int(failure.exit_code)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], *(int(word) for word in sys.argv[3:])))
