"""Zip files whose bytes depend on their content alone, and the archive of the dossier."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip entry can have."""


def stable_zip(data: bytes) -> bytes:
    """Return the same archive with fixed times, in its own order."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return pack({item.filename: old.read(item) for item in old.infolist()})


def pack(entries: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of named contents, in the given order, with fixed times and rights."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            new.writestr(info, content)
    return buffer.getvalue()


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_archive(root: Path, files: Sequence[Path], name: str) -> Path:
    """Write all files of the dossier into one zip beside a list of their hashes.

    Parameters
    ----------
    root
        Folder of the dossier; names inside the zip are relative to it.
    name
        File name of the archive.
    """
    contents = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(files, key=lambda item: item.relative_to(root).as_posix())
    }
    sums = "".join(f"{digest(content)}  {entry}\n" for entry, content in contents.items())
    entries = {**contents, "SHA256SUMS.txt": sums.encode()}
    path = root / name
    path.write_bytes(pack(entries))
    return path
