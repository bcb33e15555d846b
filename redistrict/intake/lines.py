"""The line of every key in a TOML text, so that a finding can say where to look."""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_QUOTES = ('"""', "'''")


def key_lines(text: str) -> dict[Path, int]:
    """Return the line (first is 1) of every table and key that starts a line.

    Notes
    -----
    Entries of an array of tables carry their number: ``("locks", 1, "reason")``. Keys inside an
    inline table are not found; :func:`line_of` answers with the key that holds them.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quote:
            if line.count(quote) % 2:
                quote = ""
            continue
        if header := _HEADER.match(line):
            table = _table(_parts(header[2]), header[1] == "[[", counts)
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _parts(key[1]), number)
        quote = next((mark for mark in _QUOTES if line.count(mark) % 2), "")
    return lines


def line_of(path: Path, lines: dict[Path, int]) -> int | None:
    """Return the line of a key, or of the nearest table that holds it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _table(parts: Path, several: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a header, with the numbers of the array entries it lies in."""
    path: Path = ()
    for position, part in enumerate(parts):
        path += (part,)
        last = position == len(parts) - 1
        if last and several:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path
