"""What the planner states of raw layers: of all of them, or of a single file (``FILE=VALUE``)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redistrict.domain.findings import Finding
from redistrict.intake.layers import SUFFIXES


@dataclass(frozen=True)
class Stated:
    """The values of one option.

    Parameters
    ----------
    general
        Of every layer of units that has no value of its own; more than one is refused.
    own
        By name of a file, of whatever part; more than one is refused.
    """

    general: tuple[str, ...] = ()
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, path: Path) -> str:
        """Return the value of a layer of units."""
        return self.alone(path) or next(iter(self.general), "")

    def alone(self, path: Path) -> str:
        """Return the value stated of this file alone."""
        return next(iter(self.own.get(path.name, ())), "")


def stated(texts: Iterable[str]) -> Stated:
    """Return what ``VALUE`` and ``FILE=VALUE`` state; a value may hold ``=`` (PROJ does)."""
    general: list[str] = []
    own: dict[str, tuple[str, ...]] = {}
    for text in filter(None, texts):
        head, sign, value = text.partition("=")
        name = Path(head.replace("\\", "/")).name
        if sign and Path(name).suffix.lower() in SUFFIXES:
            own[name] = (*own.get(name, ()), value)
        else:
            general.append(text)
    return Stated(tuple(general), own)


def faults(options: Mapping[str, Stated], files: Sequence[Path]) -> list[Finding]:
    """Return what is stated twice, or of a file that is no layer of the import."""
    known = tuple(path.name for path in files)
    found = []
    for option, said in options.items():
        own = [tuple(f"{name}={value}" for value in texts) for name, texts in said.own.items()]
        found += [
            Finding("IMPORT_STATED_TWICE", facts={"option": option, "values": texts})
            for texts in (said.general, *own)
            if len(texts) > 1
        ]
        found += [
            Finding("IMPORT_STATED_FILE", facts={"option": option, "file": name, "known": known})
            for name in said.own
            if name not in known
        ]
    return found
