"""Write the pages on the scenario file from the schema: ``python -m tests.reference``."""

import inspect
import re
import tomllib
import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from redistrict.intake import inputs, schema

MEANINGS = tomllib.loads(Path(__file__).with_name("meanings.toml").read_text(encoding="utf-8"))
"""Chinese words for tables and keys, by the class of the schema."""
DOCS = Path(__file__).parents[1] / "docs"
TARGETS = {"en": DOCS / "en" / "scenario.md", "zh": DOCS / "zh" / "scenario.md"}
HEADS = {
    "en": """# The scenario file

Every key a scenario (TOML) may have. Unknown keys are refused with the nearest known one; paths
count from the file's own folder. This page is made from the schema by `python -m tests.reference`.
""",
    "zh": """# 情景文件

情景文件（TOML 文本，UTF-8 编码）可以写的每一个键。写错的键会被拒绝，并提示最接近的；
路径从情景文件所在的文件夹算起。
`redistrict init` 写出的文件已有常用的键。本页由代码生成（`python -m tests.reference`）。
""",
}
TOP = {"en": "Top of the file", "zh": "文件开头"}
COLUMNS = {
    "en": "| key | value | default |\n|---|---|---|",
    "zh": "| 键 | 意思 | 值 | 默认 |\n|---|---|---|---|",
}
CHINESE = {
    "text": "文字", "whole number": "整数", "number": "数", "true or false": "true 或 false",
    "table": "表", "any value": "任意值", "list of": "若干", "pair of": "一对",
    "table of": "表，值为", "or": "或", "required": "必写",
}  # fmt: skip
WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", dict: "table"}


def reference(language: str = "en") -> str:
    """Return the page: one section per table of the file."""
    sections: list[str] = []
    _section("", schema.Keys, sections, language)
    return HEADS[language] + "\n" + "\n".join(sections)


def _section(path: str, model: type[BaseModel], sections: list[str], language: str) -> None:
    title = f"## `[{path}]`" if path else f"## {TOP[language]}"
    rows, inner = [], []
    for name, field in model.model_fields.items():
        key = field.alias or name
        table = _table(field.annotation)
        if table is not None:
            several = "tuple" in str(field.annotation)
            inner.append((f"{path}.{key}" if path else key, table, several))
        else:
            rows.append(_row(model, key, field, language))
    text = MEANINGS["tables"][model.__name__] if language == "zh" else _text(model)
    lines = [title, "", text.replace("``", "`"), ""]
    if rows:
        lines += [COLUMNS[language], *rows, ""]
    sections.append("\n".join(lines))
    for name, table, several in inner:
        _section(f"[{name}]" if several else name, table, sections, language)


def _text(model: type[BaseModel]) -> str:
    text = inspect.getdoc(model) or ""
    if issubclass(model, inputs.Columns):
        text += "\n\n" + (inspect.getdoc(inputs.Columns) or "")
    return text


def _row(model: type[BaseModel], key: str, field: FieldInfo, language: str) -> str:
    kind, default = _kind(field.annotation), _default(field)
    if language == "en":
        return f"| `{key}` | {kind} | {default} |"
    for english in sorted(CHINESE, key=len, reverse=True):
        pattern = rf"(?<![`\w\"]){english}(?![`\w\"])"
        kind, default = (re.sub(pattern, CHINESE[english], said) for said in (kind, default))
    kind = re.sub(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])", "", kind)
    return f"| `{key}` | {meaning(model, key)} | {kind} | {default} |"


def meaning(model: type[BaseModel], key: str) -> str:
    """Return what a key means in Chinese."""
    columns = MEANINGS["columns"] if issubclass(model, inputs.Columns) else {}
    return str((columns | MEANINGS["keys"][model.__name__])[key])


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
    for spoken, target in TARGETS.items():
        target.write_text(reference(spoken), encoding="utf-8")
