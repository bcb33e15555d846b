"""Write docs/scenario.md from the schema: ``python -m tests.reference``."""

import inspect
import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from redistrict.intake import inputs, schema

TARGET = Path(__file__).parents[1] / "docs" / "scenario.md"
HEAD = """# The scenario file

Every key a scenario (TOML) may have. Unknown keys are refused with the nearest known one; paths
count from the file's own folder. This page is made from the schema by `python -m tests.reference`.
"""
WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", dict: "table"}


def reference() -> str:
    """Return the page: one section per table of the file."""
    sections: list[str] = []
    _section("", schema.Keys, sections)
    return HEAD + "\n" + "\n".join(sections)


def _section(path: str, model: type[BaseModel], sections: list[str]) -> None:
    title = f"## `[{path}]`" if path else "## Top of the file"
    rows, inner = [], []
    for name, field in model.model_fields.items():
        key = field.alias or name
        table = _table(field.annotation)
        if table is not None:
            several = "tuple" in str(field.annotation)
            inner.append((f"{path}.{key}" if path else key, table, several))
        else:
            rows.append(f"| `{key}` | {_kind(field.annotation)} | {_default(field)} |")
    text = inspect.getdoc(model) or ""
    if issubclass(model, inputs.Columns):
        text += "\n\n" + (inspect.getdoc(inputs.Columns) or "")
    lines = [title, "", text.replace("``", "`"), ""]
    if rows:
        lines += ["| key | value | default |", "|---|---|---|", *rows, ""]
    sections.append("\n".join(lines))
    for name, table, several in inner:
        _section(f"[{name}]" if several else name, table, sections)


def _table(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = [found for item in typing.get_args(annotation) if (found := _table(item))]
    return inner[0] if inner else None


def _kind(annotation: Any) -> str:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _kind(inner[0])
    if origin is typing.Literal:
        return " or ".join(f'`"{item}"`' for item in inner)
    if origin in {typing.Union, types.UnionType}:
        return _kind(next(item for item in inner if item is not type(None)))
    if origin is tuple:
        last = inner[-1] is Ellipsis
        return f"list of {_kind(inner[0])}" if last else f"pair of {_kind(inner[0])}"
    if origin is dict:
        return f"table of {_kind(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(f'`"{item.value}"`' for item in annotation)
    return WORDS.get(annotation, "any value")


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "required"
    if value in (None, "", (), {}):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return "`" + str([getattr(item, "value", item) for item in value]).replace("'", '"') + "`"
    if isinstance(value, dict):
        return ", ".join(f"`{key} = {item:g}`" for key, item in value.items())
    return f'`"{value}"`' if isinstance(value, str) else f"`{value}`"


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
