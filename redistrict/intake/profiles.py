"""Published standards (标准) as data: what a place's rule says, with its source."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import redistrict.profiles
from redistrict.domain.exits import Exit
from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding, Place, sort_findings
from redistrict.domain.rules import Profile
from redistrict.intake.lines import key_lines, line_of
from redistrict.intake.toml import decode, parse
from redistrict.intake.values import LevelName

FOLDER = Path(next(iter(redistrict.profiles.__path__)))

Number = Annotated[int, Field(strict=True, ge=0)]
Ratio = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)] | str


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Title(_Table):
    zh: str
    en: str


class _Numbers(_Table):
    min: Number
    max: Number
    changed_min: Number | None = None
    changed_max: Number | None = None
    merge_under: Number | None = None
    split_over: Number | None = None
    overload_over: Number | None = None


class _Step(_Numbers):
    """The numbers of another level than communities, with their own source."""

    source: str


class _Standard(_Table):
    """The keys of a profile file.

    ``rules`` are those of communities, ``levels`` those of other steps of the ladder by their name.
    ``households`` says what the place counts as a household; ``law`` the rule's own words or
    article; ``qualifier`` what a split or merge depends on beside the numbers; ``note`` what is
    not published and how it is filled.
    """

    title: _Title
    place: str
    year: int
    households: str
    source: str
    law: str = ""
    chinese: bool = True
    qualifier: str = ""
    note: str = ""
    rules: _Numbers
    levels: dict[LevelName, _Step] = Field(default_factory=dict)
    staff: dict[str, Ratio] = Field(default_factory=dict)
    facilities: dict[str, Ratio] = Field(default_factory=dict)
    money: dict[str, Ratio] = Field(default_factory=dict)


def names() -> tuple[str, ...]:
    """Return the names of the profiles that come with the product."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load(name_or_path: str, folder: Path = Path()) -> Profile:
    """Return a profile by its name, or from a file of the same keys.

    Parameters
    ----------
    folder
        Where a relative path counts from.

    Raises
    ------
    Failure
        Unknown name, or a profile file that is not in order.
    """
    if name_or_path in names():
        path = FOLDER / f"{name_or_path}.toml"
    elif name_or_path.endswith(".toml"):
        path = folder / name_or_path
    else:
        finding = Finding("PROFILE_UNKNOWN", facts={"name": name_or_path, "known": names()})
        raise Failure(Exit.SCENARIO, [finding])
    text = decode(path)
    try:
        stated = _Standard.model_validate(parse(text, path.name))
    except ValidationError as error:
        raise Failure(Exit.SCENARIO, _refusals(error, text, path.name)) from None
    return Profile(
        name=path.stem,
        title=stated.title.model_dump(),
        place=stated.place,
        year=stated.year,
        households_mean=stated.households,
        source=stated.source,
        law=stated.law,
        rules=stated.rules.model_dump(exclude_none=True),
        qualifier=stated.qualifier,
        staff=stated.staff,
        facilities=stated.facilities,
        money=stated.money,
        note=stated.note,
        levels={
            name: step.model_dump(exclude_none=True) for name, step in sorted(stated.levels.items())
        },
        chinese=stated.chinese,
    )


def _refusals(error: ValidationError, text: str, file: str) -> tuple[Finding, ...]:
    lines = key_lines(text)
    return sort_findings(
        Finding(
            "PROFILE_KEY",
            Place(file, row=line_of(item["loc"], lines)),
            {"key": ".".join(str(part) for part in item["loc"]), "why": item["msg"]},
        )
        for item in error.errors(include_url=False)
    )
