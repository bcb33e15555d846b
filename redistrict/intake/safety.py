"""What may be opened at all: existing regular files of the known kinds, within the limits."""

import hashlib
import stat
from pathlib import Path

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.fault import reason
from redistrict.domain.findings import Fact, Finding, Place

# Limits before anything is opened; a district's layer is a few tens of megabytes.
MOST_BYTES = 1 << 30
MOST_TEXT_BYTES = 256 << 20
MOST_UNPACKED_BYTES = 512 << 20
MOST_RATIO = 100
MOST_ROWS = 200_000
MOST_POINTS = 50_000
"""Of one geometry; a county with its whole coast has 35,000. Geometry libraries descend into an
outline point by point: from some 100,000 on, one drawn as a comb ends the process."""
MOST_COLUMNS = 2_000
MOST_CELLS = 20_000_000

# Texts that a reader library would take for an address or a document instead of a path.
_ADDRESS_MARKS = ("://", "/vsi", "\\vsi", "<", "{", "\n", "\0", "|")


def refuse(code: str, path: Path | str, /, row: int | None = None, **facts: Fact) -> Failure:
    """Return the failure that refuses a file for one reason."""
    return Failure(Exit.INPUT, (finding(code, path, row, "", "", **facts),))


def finding(
    code: str, path: Path | str, /, row: int | None = None, column: str = "", sheet: str = "",
    **facts: Fact,
) -> Finding:  # fmt: skip
    """Return one finding about a file; `path` is shown by its name."""
    return Finding(code, Place(Path(path).name, sheet, row, column), facts)


def require_file(path: Path | str, most_bytes: int = MOST_BYTES) -> Path:
    """Return the resolved path of an existing regular file.

    Parameters
    ----------
    path
        As the planner wrote it.
    most_bytes
        The largest size that is opened.

    Raises
    ------
    Failure
        ``FILE_ADDRESS`` for addresses, inline documents and virtual paths, ``FILE_MISSING``,
        ``FILE_NOT_REGULAR`` for devices, pipes and folders, ``FILE_EMPTY``, ``FILE_TOO_BIG``.
    """
    text = str(path)
    folded = text.casefold()
    if any(mark in folded for mark in _ADDRESS_MARKS) or folded.startswith(("http:", "https:")):
        raise refuse("FILE_ADDRESS", text[:80])
    try:
        resolved = Path(path).resolve(strict=True)
        status = resolved.stat()
    except (OSError, RuntimeError, ValueError):
        raise refuse("FILE_MISSING", text, path=text) from None
    if not stat.S_ISREG(status.st_mode):
        raise refuse("FILE_NOT_REGULAR", text)
    if status.st_size == 0:
        raise refuse("FILE_EMPTY", text)
    if status.st_size > most_bytes:
        raise refuse("FILE_TOO_BIG", text, bytes=status.st_size, limit=most_bytes)
    return resolved


def read_bytes(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file within the limit."""
    resolved = require_file(path, most_bytes)
    try:
        return resolved.read_bytes()
    except OSError as error:
        raise refuse("FILE_UNREADABLE", path, reason=reason(error)) from None


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in lower-case hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fingerprint_all(paths: tuple[Path, ...]) -> str:
    """Return one SHA-256 for a layer: of its only file, or of the lines ``name digest``."""
    if len(paths) == 1:
        return fingerprint(paths[0])
    lines = "".join(f"{path.name} {fingerprint(path)}\n" for path in sorted(paths))
    return hashlib.sha256(lines.encode()).hexdigest()
