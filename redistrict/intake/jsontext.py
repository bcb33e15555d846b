"""JSON read strictly: UTF-8, no key twice, no NaN, no half characters, not nested too deeply."""

import json
import math
from pathlib import Path
from typing import Any, NoReturn

from redistrict.intake.dbf import has_controls
from redistrict.intake.safety import MOST_TEXT_BYTES, read_bytes, refuse


class UnusualError(ValueError):
    """The text is JSON for some readers, but not one that can be trusted."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def load_json(path: Path, most_bytes: int = MOST_TEXT_BYTES) -> Any:
    """Return a JSON document read strictly (any kind of document).

    Raises
    ------
    Failure
        Not UTF-8, not JSON, a key twice, NaN or infinity, half a surrogate pair, nested too deep.
    """
    data = read_bytes(path, most_bytes)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("FILE_NOT_UTF8", path, position=error.start) from None
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float
        )
    except json.JSONDecodeError as error:
        raise refuse(
            "FILE_JSON_SYNTAX", path, error.lineno, position=error.colno, reason=error.msg
        ) from None
    except UnusualError as error:
        raise refuse(error.code, path, None, **error.facts) from None
    except RecursionError:
        raise refuse("FILE_JSON_DEEP", path) from None
    except ValueError:  # whole numbers of more than 4,300 digits
        raise refuse("FILE_JSON_NUMBER", path, value="") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise UnusualError("FILE_JSON_KEY_TWICE", key=escaped(key))
        if has_controls(key):
            raise UnusualError("FILE_CONTROL_CHARACTER", value=escaped(key))
        found[key] = value
    return found


def _constant(name: str) -> NoReturn:
    raise UnusualError("FILE_JSON_NUMBER", value=name)


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise UnusualError("FILE_JSON_NUMBER", value=text[:40])
    return value


def escaped(text: str) -> str:
    """Return a text with everything unusual written as escapes."""
    return text.encode("unicode_escape").decode("ascii")[:60]
