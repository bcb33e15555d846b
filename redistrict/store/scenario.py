"""A scenario written anew for another folder: other goals, more locks, the same data."""

import json
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from redistrict.domain.rules import Action, Lock

Table = dict[str, Any]
OWN = frozenset({"file"})
"""Tables whose text is the planner's own: nothing in them is a path."""


def amend(
    text: str,
    base: Path,
    target: Path,
    *,
    alternative: str,
    actions: Iterable[Action],
    locks: Sequence[Lock],
) -> str:
    """Return a scenario for ``target`` with one alternative and additional locks.

    Parameters
    ----------
    text
        The scenario as it stands in ``base``.
    base, target
        Folders that relative paths count from, before and after.

    Notes
    -----
    Comments are not kept; every other key means what it meant.
    """  # fmt: skip
    found = _moved(tomllib.loads(text), base, target)
    profile = str(found.get("profile", ""))
    if (base / profile).is_file():
        found["profile"] = _path(profile, base, target)
    goals = dict(found.get("goals", {}))
    goals |= {
        "actions": [action.value for action in Action if action in set(actions)],
        "alternatives": [alternative], "recommended": alternative,
    }  # fmt: skip
    found["goals"] = goals
    known = [item for item in found.get("locks", []) if item not in map(_lock, locks)]
    found["locks"] = known + [_lock(lock) for lock in locks]
    return dump(found)


def follow(text: str, base: Path, target: Path, *, plan: str) -> str:
    """Return a scenario for ``target`` whose parents are the communities of a plan.

    Parameters
    ----------
    text, base, target
        As for :func:`amend`.
    plan
        The plan's ``units.csv``, as seen from ``target``.
    """
    return dump({**_at(text, base, target), "plan": plan})


def succeed(text: str, base: Path, target: Path, *, plan: str, names: Mapping[str, str]) -> str:
    """Return a scenario for ``target`` that begins with the communities of a plan.

    Parameters
    ----------
    text, base, target
        As for :func:`amend`.
    plan
        The plan's ``units.csv``, as seen from ``target``.
    names
        Names of the communities that the plan sets up, by id; the scenario's own come first.
    """
    found = _at(text, base, target)
    stated: Table = dict(found.get("baseline", {}))
    stated |= {"path": plan, "names": {**names, **stated.get("names", {})}}
    return dump({**found, "baseline": stated})


def repath(text: str, change: Callable[[str], str]) -> str:
    """Return a scenario with every path of a file changed; a standard's name is none."""
    found: Table = _changed(tomllib.loads(text), change)
    for name in ("plan", "profile"):
        stated = str(found.get(name, ""))
        if "/" in stated:
            found[name] = change(stated)
    return dump(found)


def _at(text: str, base: Path, target: Path) -> Table:
    """Return the keys of a scenario with its paths as seen from ``target``."""
    found: Table = _moved(tomllib.loads(text), base, target)
    for name in ("profile", "then"):
        if (base / str(found.get(name, ""))).is_file():
            found[name] = _path(str(found[name]), base, target)
    return found


def stated(text: str) -> dict[str, str]:
    """Return every key of a scenario (``rules.max``) with its value as TOML writes it.

    Of a path the name of the file alone stands there: the rest depends on where the scenario is.
    """
    return dict(sorted(_keys(tomllib.loads(text), "")))


def _keys(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _keys(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        for number, item in enumerate(value, 1):
            yield from _keys(item, f"{name}[{number}]")
    elif isinstance(value, str) and name.endswith(".path"):
        yield name, _value(PurePath(value).name)
    else:
        yield name, _value(value)


def dump(table: Mapping[str, Any]) -> str:
    """Return a table as TOML: plain keys first, then tables, then arrays of tables."""
    return "\n".join(_lines(table, ())) + "\n"


def _lock(lock: Lock) -> Table:
    made: Table = {"kind": lock.kind.value, "reason": lock.reason}
    if lock.units:
        made["units"] = list(lock.units)
    if lock.community:
        made["community"] = lock.community
    return made


def _moved(value: Any, base: Path, target: Path) -> Any:
    return _changed(value, lambda path: _path(path, base, target))


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: change(item)
        if key == "path" and isinstance(item, str)
        else (item if key in OWN else _changed(item, change))
        for key, item in value.items()
    }


def _path(text: str, base: Path, target: Path) -> str:
    if Path(text).is_absolute():
        return text
    whole = (base / text).resolve()
    try:
        return Path(os.path.relpath(whole, target.resolve())).as_posix()
    except ValueError:  # another drive of a Windows machine
        return whole.as_posix()


def _lines(table: Mapping[str, Any], above: tuple[str, ...]) -> list[str]:
    plain = [f"{_key(key)} = {_value(item)}" for key, item in table.items() if not _nested(item)]
    found = plain
    for key, item in table.items():
        name = (*above, key)
        title = ".".join(_key(part) for part in name)
        if isinstance(item, dict):
            found += ["", f"[{title}]", *_lines(item, name)]
        elif _nested(item):
            for row in item:
                found += ["", f"[[{title}]]", *_lines(row, name)]
    return found


def _nested(item: Any) -> bool:
    return isinstance(item, dict) or (
        isinstance(item, list) and bool(item) and all(isinstance(row, dict) for row in item)
    )


def _key(key: str) -> str:
    bare = key.isascii() and key.replace("_", "").replace("-", "").isalnum()
    return key if bare else _value(key)


def _value(item: Any) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, str):
        return json.dumps(item, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(item, list):
        return "[" + ", ".join(_value(row) for row in item) + "]"
    if isinstance(item, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(row)}" for key, row in item.items()) + " }"
    return item.isoformat() if isinstance(item, date) else repr(item)
