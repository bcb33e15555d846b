"""The values that keys of a scenario may have, and what every table of it has in common."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from redistrict.domain.level import LEVELS
from redistrict.domain.rules import ALTERNATIVES


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Column = Text
Day = Annotated[str, BeforeValidator(_day), Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-[0-3]\d)?$")]
Whole = Annotated[int, Field(strict=True, ge=0)]
Year = Annotated[str, Field(pattern=r"^(19[9]\d|20\d\d)$")]
Count = Annotated[int, Field(strict=True, ge=1)]
Metres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
SquareKilometres = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Flag = Annotated[bool, Field(strict=True)]


def _known_alternative(name: str) -> str:
    if name not in ALTERNATIVES:
        expected = ", ".join(f"'{known}'" for known in ALTERNATIVES)
        raise PydanticCustomError("literal_error", "not known", {"expected": expected})
    return name


def _known_level(name: str) -> str:
    if name not in LEVELS:
        expected = ", ".join(f"'{known}'" for known in LEVELS)
        raise PydanticCustomError("literal_error", "not known", {"expected": expected})
    return name


AlternativeName = Annotated[str, AfterValidator(_known_alternative)]
LevelName = Annotated[str, AfterValidator(_known_level)]


class Table(BaseModel):
    """A table of the scenario: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
