"""Zip files: unpacked only after every member was judged by its listing."""

import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.intake.safety import (
    MOST_RATIO,
    MOST_UNPACKED_BYTES,
    finding,
    refuse,
    require_file,
)
from redistrict.intake.shapefile import SIDE_SUFFIXES

_MAIN = (".shp", ".gpkg", ".geojson", ".json", ".kml")
_SMALL_BYTES = 32 << 20
_MOST_MEMBERS = 10_000
_GARBAGE = ("__MACOSX/", ".DS_Store")


def open_zip(path: Path) -> zipfile.ZipFile:
    """Return a zip file whose listing is harmless.

    Raises
    ------
    Failure
        No zip file, encrypted, links, paths that leave the folder, the same member twice, a zip
        in the zip, or more unpacked bytes than allowed.
    """
    require_file(path)
    try:
        archive = zipfile.ZipFile(path)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise refuse("FILE_ZIP_BROKEN", path) from None
    faults = [
        finding(code, path, member=member.filename[:120])
        for member in members
        if (code := _member_fault(member))
    ]
    names = [member.filename.casefold() for member in members]
    faults += (
        [
            finding("FILE_ZIP_MEMBER", path, member=name[:120])
            for name in sorted(set(names))
            if names.count(name) > 1
        ]
        if len(names) <= _MOST_MEMBERS
        else [finding("FILE_ZIP_BOMB", path, bytes=len(names))]
    )
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MOST_UNPACKED_BYTES or (
        total > _SMALL_BYTES and total > MOST_RATIO * max(1, packed)
    ):
        faults.append(finding("FILE_ZIP_BOMB", path, bytes=total))
    if faults:
        archive.close()
        raise Failure(Exit.INPUT, faults)
    return archive


@contextmanager
def unpacked(path: Path, layer: str = "") -> Iterator[Path]:
    """Unpack the one layer of a zip file into a temporary folder and yield its path.

    Parameters
    ----------
    path
        The zip file.
    layer
        Name of the layer's file without suffix; may be empty where there is one.
    """
    with open_zip(path) as archive, TemporaryDirectory(prefix="redistrict-") as folder:
        main = _pick(archive, path, layer)
        stem = PurePosixPath(main.filename).with_suffix("")
        for member in archive.infolist():
            name = PurePosixPath(member.filename)
            wanted = member is main or (
                main.filename.lower().endswith(".shp")
                and name.suffix.lower() in SIDE_SUFFIXES
                and name.with_suffix("") == stem
            )
            if wanted:
                target = Path(folder) / (_name(member, stem.name) + name.suffix.lower())
                _unpack(archive, member, target, path)
        yield Path(folder) / (_name(main, stem.name) + PurePosixPath(main.filename).suffix.lower())


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, path: Path) -> None:
    """Write one member, stopping at the size that its listing promises."""
    try:
        with archive.open(member) as source, target.open("wb") as sink:
            content = source.read(member.file_size + 1)
            if len(content) != member.file_size:
                raise refuse("FILE_ZIP_BOMB", path, bytes=member.file_size)
            sink.write(content)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError):
        raise refuse("FILE_ZIP_BROKEN", path) from None


def _member_fault(member: zipfile.ZipInfo) -> str:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    if member.flag_bits & 1:
        return "FILE_ZIP_ENCRYPTED"
    if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]):
        return "FILE_ZIP_MEMBER"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "FILE_ZIP_MEMBER"
    return "FILE_ZIP_NESTED" if name.suffix.lower() in {".zip", ".7z", ".rar"} else ""


def _name(member: zipfile.ZipInfo, stem: str) -> str:
    """Return a file name without folders; names without the UTF-8 mark are Chinese GBK."""
    if member.flag_bits & 0x800:
        return stem
    try:
        return stem.encode("cp437").decode("gb18030")
    except UnicodeError:
        return stem


def _pick(archive: zipfile.ZipFile, path: Path, layer: str) -> zipfile.ZipInfo:
    found = {
        _name(member, PurePosixPath(member.filename).stem): member
        for member in archive.infolist()
        if member.filename.lower().endswith(_MAIN)
        and not member.filename.startswith(_GARBAGE)
        and not PurePosixPath(member.filename).name.startswith(".")
    }
    if not found:
        raise refuse("FILE_NO_LAYER", path)
    if layer:
        if layer not in found:
            raise refuse("FILE_LAYER_UNKNOWN", path, layer=layer, layers=tuple(sorted(found)))
        return found[layer]
    if len(found) > 1:
        raise refuse("FILE_SEVERAL_LAYERS", path, layers=tuple(sorted(found)))
    return next(iter(found.values()))
