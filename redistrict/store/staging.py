"""Write a folder so that a reader never sees half of it.

Everything is written to ``DIR.new`` and swapped in; a swap that was cut off is finished or undone
by the next command. What cannot be swapped in, because a program holds a file open, is kept as
``DIR.finished``. Two runs into one folder exclude each other by a lock of the operating
system, which a dead process cannot keep.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from filelock import FileLock, Timeout

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.fault import reason
from redistrict.domain.findings import Finding

MANIFEST = "manifest.json"
MARK = ".redistrict-staging"
"""Stands in a folder while it is written; only what holds it or a manifest is ever removed."""


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
        ``Exit.WRITE`` where the folder is in use, is not ours, or cannot be written or replaced.
        Whatever is raised, ``out`` stays as it was.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out.parent / f".{out.name}.lock", timeout=0)
        with lock:
            recover(out)
            check_ours(out)
            new = _sibling(out, ".new")
            new.mkdir()
            (new / MARK).touch()
            try:
                if extend:
                    shutil.copytree(out, new, dirs_exist_ok=True)
                yield new
                _sync(new)
                (new / MARK).unlink()
            except BaseException:
                with suppress(OSError):
                    _remove(new)
                raise
            try:
                _swap(out, new)
            except OSError as error:  # a program holds a file of the earlier result
                raise _kept(out, new, reason(error)) from error
    except Timeout as error:
        raise _refuse("FOLDER_IN_USE", out) from error
    except OSError as error:
        raise _refuse("FOLDER_CANNOT_WRITE", out, reason(error)) from error


def recover(out: Path) -> bool:
    """Finish or undo a swap that was cut off; return whether there was one."""
    new, old = _sibling(out, ".new"), _sibling(out, ".old")
    for folder in (new, old):
        if folder.exists() and not _ours(folder):
            raise _refuse("FOLDER_NOT_OURS", folder)
    broken = new.exists() or old.exists()
    if old.exists() and not out.exists():
        old.rename(out)
    if old.exists():
        _remove(old)
    if new.exists():
        _remove(new)
    return broken


def _ours(folder: Path) -> bool:
    """Return whether a folder beside the proposal's was left by a run that was cut off."""
    if not folder.is_dir():
        return False
    return any((folder / name).is_file() for name in (MARK, MANIFEST)) or not any(folder.iterdir())


def _remove(folder: Path) -> None:
    """Remove a folder of ours; what shows that it is ours goes last."""
    last = [folder / name for name in (MANIFEST, MARK)]
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        elif path not in last:
            path.unlink()
    for path in last:
        path.unlink(missing_ok=True)
    folder.rmdir()


def check_ours(out: Path) -> None:
    """Refuse a folder that must not be replaced; also before hours of work for nothing.

    Raises
    ------
    Failure
        ``Exit.WRITE`` where ``out`` is a file or holds what is not a proposal of ours.
    """
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
    with suppress(OSError):
        if old.exists():
            _remove(old)


def _kept(out: Path, new: Path, why: str) -> Failure:
    """Put what is finished where no later run removes it, and return the refusal that names it."""
    numbers = (f"-{number}" if number > 1 else "" for number in count(1))
    kept = next(path for end in numbers if not (path := _sibling(out, f".finished{end}")).exists())
    new.rename(kept)
    facts = {"path": str(out), "reason": why, "kept": str(kept)}
    return Failure(Exit.WRITE, [Finding("FOLDER_HELD", facts=facts)])


def _sibling(out: Path, ending: str) -> Path:
    return out.with_name(out.name + ending)


def _sync(folder: Path) -> None:
    """Have the operating system put every file on disk before the swap."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
