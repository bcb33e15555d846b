"""Which lines of requirements.lock a machine needs to run the product."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HEAD = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==[^ ;\\]+(?: *; *(?P<marker>[^\\]+?))? *\\?$")


def wanted(project: Path, environment: Mapping[str, str], extras: Iterable[str]) -> set[str]:
    """Return the names of all packages that the product needs on a machine.

    Parameters
    ----------
    project
        ``pyproject.toml``.
    environment
        Marker values of the machine (``sys_platform``, ``python_version`` ...).
    extras
        Optional parts of the product that come along.

    Notes
    -----
    What a package needs is read from its installed copy; a package that is not installed here
    (one for another system alone) is taken to need nothing.
    """
    stated = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    optional = stated.get("optional-dependencies", {})
    waiting = [Requirement(item) for item in stated["dependencies"]]
    waiting += [Requirement(item) for extra in extras for item in optional[extra]]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        need = waiting.pop()
        if need.marker and not _applies(need.marker, environment, {""}):
            continue
        key = (canonicalize_name(need.name), frozenset(need.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            below = metadata.requires(need.name) or []
        except metadata.PackageNotFoundError:
            continue
        for text in below:
            item = Requirement(text)
            if item.marker is None or _applies(item.marker, environment, need.extras or {""}):
                item.marker = None
                waiting.append(item)
    return {name for name, _ in seen}


def _applies(marker: Marker, environment: Mapping[str, str], extras: Iterable[str]) -> bool:
    return any(marker.evaluate({**environment, "extra": extra}) for extra in extras)


def blocks(lock: Path) -> list[tuple[str, Marker | None, str]]:
    """Return name, marker and text (with hashes) of every pinned package."""
    found: list[tuple[str, Marker | None, str]] = []
    for chunk in re.split(r"\n(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8")):
        lines = [line for line in chunk.splitlines() if line and not line.lstrip().startswith("#")]
        head = HEAD.match(lines[0]) if lines else None
        if head:
            marker = Marker(head["marker"]) if head["marker"] else None
            found.append((canonicalize_name(head["name"]), marker, "\n".join(lines)))
    return found


def pinned(lock: Path, names: set[str], environment: Mapping[str, str]) -> list[str]:
    """Return the lines of the lock for these packages on a machine.

    Raises
    ------
    LookupError
        A package has no line: the lock is older than the project.
    """
    texts = {
        name: text
        for name, marker, text in blocks(lock)
        if name in names and (marker is None or marker.evaluate(dict(environment)))
    }
    if missing := sorted(names - texts.keys()):
        raise LookupError(f"not in {lock.name}: {', '.join(missing)}; run make lock")
    return [texts[name] for name in sorted(texts)]
