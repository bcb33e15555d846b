"""What is wrong in a scenario file, as findings with line, key and the nearest known key."""

import typing
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from redistrict.domain.catalogue import CATALOGUE
from redistrict.domain.findings import Fact, Finding, Place
from redistrict.intake.lines import Path, key_lines, line_of
from redistrict.intake.schema import Keys

STATEMENT = ("households_definition", "as_of", "source")


def refusals(
    errors: Sequence[ErrorDetails], raw: Mapping[str, Any], text: str, file: str
) -> list[Finding]:
    """Return one finding per error of the model, and those that lie between tables."""
    lines = key_lines(text)
    found = []
    for error in errors:
        path = tuple(part for part in error["loc"] if part != "[key]")
        code, facts = _code(error, path)
        found.append(_finding(code, path, facts, lines, file))
    for path, code, facts in _between(raw):
        found.append(_finding(code, path, facts, lines, file))
    return found


def _finding(
    code: str, path: Path, facts: dict[str, Fact], lines: dict[Path, int], file: str
) -> Finding:
    return Finding(code, Place(file, row=line_of(path, lines), column=dotted(path)), facts)


def dotted(path: Path) -> str:
    """Return a key as a reader of the file would name it: ``locks[2].reason``."""
    shown = ""
    for part in path:
        shown += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _code(error: ErrorDetails, path: Path) -> tuple[str, dict[str, Fact]]:
    kind = error["type"]
    facts: dict[str, Fact] = {"key": dotted(path), "value": str(error["input"])}
    context: dict[str, Any] = error.get("ctx", {})
    if kind in CATALOGUE:
        return kind, facts | context
    if kind == "missing":
        if path[-1] in STATEMENT and len(path) == 1:
            return "STATEMENT_MISSING", {"key": path[-1]}
        return "SCENARIO_KEY_MISSING", {"key": dotted(path)}
    if kind == "extra_forbidden":
        known = known_keys(path[:-1])
        nearest = get_close_matches(str(path[-1]), known, n=1, cutoff=0.5)
        if nearest:
            return "SCENARIO_KEY_UNKNOWN", {"key": dotted(path), "nearest": nearest[0]}
        return "SCENARIO_KEY_STRANGE", {"key": dotted(path), "known": tuple(known)}
    if kind in {"literal_error", "enum"}:
        return "SCENARIO_VALUE_CHOICE", facts | {"allowed": str(context["expected"])}
    if kind == "string_pattern_mismatch" and path == ("as_of",):
        return "SCENARIO_VALUE_DATE", facts
    limits = {"greater_than": ">", "greater_than_equal": ">=", "less_than": "<"}
    limits["less_than_equal"] = "<="
    if kind in limits:
        bound = next(iter(context.values()))
        return "SCENARIO_VALUE_RANGE", facts | {"limit": f"{limits[kind]} {bound:g}"}
    if kind in {"string_too_short", "string_pattern_mismatch"}:
        return "SCENARIO_VALUE_EMPTY", {"key": dotted(path)}
    return _TYPES.get(kind.split("_")[0], "SCENARIO_VALUE_OTHER"), facts | {"why": error["msg"]}


_TYPES = {
    "int": "SCENARIO_VALUE_WHOLE",
    "float": "SCENARIO_VALUE_NUMBER",
    "finite": "SCENARIO_VALUE_NUMBER",
    "bool": "SCENARIO_VALUE_FLAG",
    "string": "SCENARIO_VALUE_TEXT",
    "tuple": "SCENARIO_VALUE_LIST",
    "dict": "SCENARIO_VALUE_TABLE",
    "model": "SCENARIO_VALUE_TABLE",
}


def known_keys(path: Path) -> list[str]:
    """Return the keys that the schema knows in the table at a path."""
    model: Any = Keys
    for part in path:
        if isinstance(part, str):
            fields = _fields(model)
            model = _model(fields[part]) if part in fields else None
    return sorted(_fields(model))


def _fields(model: type[BaseModel] | None) -> dict[str, Any]:
    """Return what each key of a table holds, by the name it has in the file."""
    known = model.model_fields if model else {}
    return {field.alias or name: field.annotation for name, field in known.items()}


def _model(annotation: Any) -> type[BaseModel] | None:
    """Return the table inside ``X | None``, ``tuple[X, ...]`` or ``X``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in typing.get_args(annotation):
        if found := _model(inner):
            return found
    return None


def _between(raw: Mapping[str, Any]) -> list[tuple[Path, str, dict[str, Fact]]]:
    """Return what is missing between [units] and [ledger]."""
    units = _table(raw, "units")
    ledger = _table(raw, "ledger")
    if "path" not in units and "path" not in ledger:
        return [(("units",), "SCENARIO_NO_UNITS", {})]
    wanted = ["households"] + (["id"] if "path" in units else [])
    wanted += [] if "plan" in raw else ["subdistrict"]
    found: list[tuple[Path, str, dict[str, Fact]]] = [
        (("units",), "SCENARIO_KEY_MISSING", {"key": f"units.{key}"})
        for key in wanted
        if key not in units and not (key in ledger and key != "id")
    ]
    if raw.get("made_up") is True and not raw.get("made_up_note"):
        found.append((("made_up",), "SCENARIO_KEY_MISSING", {"key": "made_up_note"}))
    return found


def _table(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, dict) else {}
