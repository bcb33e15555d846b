"""Write a folder so that a reader never sees half of it.

Everything is written to ``DIR.new`` and swapped in; a swap that was cut off is finished or undone
by the next command. Two runs into one folder exclude each other by a lock of the operating
system, which a dead process cannot keep.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding

MANIFEST = "manifest.json"


def _refuse(code: str, path: Path, reason: str = "") -> Failure:
    return Failure(Exit.WRITE, [Finding(code, facts={"path": str(path), "reason": reason})])


@contextmanager
def stage(out: Path, *, extend: bool = False) -> Iterator[Path]:
    """Give a folder to write in, and swap it in as ``out`` when the block ends well.

    Parameters
    ----------
    out
        The folder that readers see.
    extend
        Start from a copy of ``out`` instead of an empty folder.

    Raises
    ------
    Failure
        ``Exit.WRITE`` where the folder is in use, is not ours, or cannot be written. Whatever is
        raised, ``out`` stays as it was.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out.parent / f".{out.name}.lock", timeout=0)
        with lock:
            recover(out)
            _check_ours(out)
            new = _sibling(out, ".new")
            if extend:
                shutil.copytree(out, new)
            else:
                new.mkdir()
            try:
                yield new
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                raise
            _sync(new)
            _swap(out, new)
    except Timeout as error:
        raise _refuse("FOLDER_IN_USE", out) from error
    except OSError as error:
        raise _refuse("FOLDER_CANNOT_WRITE", out, error.strerror or str(error)) from error


def recover(out: Path) -> bool:
    """Finish or undo a swap that was cut off; return whether there was one."""
    new, old = _sibling(out, ".new"), _sibling(out, ".old")
    broken = new.exists() or old.exists()
    if old.exists() and not out.exists():
        old.rename(out)
    if old.exists():
        shutil.rmtree(old)
    if new.exists():
        shutil.rmtree(new)
    return broken


def _check_ours(out: Path) -> None:
    if out.is_file():
        raise _refuse("FOLDER_IS_FILE", out)
    if out.exists() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise _refuse("FOLDER_NOT_OURS", out)


def _swap(out: Path, new: Path) -> None:
    old = _sibling(out, ".old")
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _sibling(out: Path, ending: str) -> Path:
    return out.with_name(out.name + ending)


def _sync(folder: Path) -> None:
    """Have the operating system put every file on disk before the swap."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
