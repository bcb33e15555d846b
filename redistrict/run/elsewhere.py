"""The scenario of a level that follows, where proposal and data were moved apart."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redistrict.store.scenario import repath

DEEP = "/" + "/".join(str(step) for step in range(64))
"""Stands for the proposal's folder: so deep that no path of a scenario climbs out of it."""


@dataclass(frozen=True)
class Elsewhere:
    """Paths of the scenarios inside a proposal, as they are on this machine.

    The scenario of the first level stood in a folder that :attr:`inputs` replaces; a path that
    leads into the proposal itself (the plan that a level follows) is one of :attr:`top`.

    Parameters
    ----------
    top
        The proposal with all levels.
    first
        The first level's scenario as the proposal's manifest names it.
    inputs
        Folder in which that scenario stands now.
    """

    top: Path
    first: str
    inputs: Path

    @contextmanager
    def here(self, scenario: Path) -> Iterator[Path]:
        """Yield a copy of a scenario inside :attr:`top`, its paths those of this machine."""
        text = repath(scenario.read_text(encoding="utf-8"), lambda path: self._here(path, scenario))
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / scenario.name
            copy.write_text(text, encoding="utf-8", newline="\n")
            yield copy

    def stated(self, path: str, scenario: Path) -> str:
        """Return a path of :meth:`here` as the scenario inside :attr:`top` states it."""
        if not Path(path).is_absolute():
            return path
        own = os.path.relpath(path, self.top.resolve())
        whole = f"{DEEP}/{own}"
        if own.startswith(".."):
            whole = f"{self._raw}/{os.path.relpath(path, self.inputs.resolve())}"
        return Path(os.path.relpath(os.path.normpath(whole), self._folder(scenario))).as_posix()

    def _here(self, path: str, scenario: Path) -> str:
        if Path(path).is_absolute():
            return path
        whole = os.path.normpath(f"{self._folder(scenario)}/{path}")
        own = os.path.relpath(whole, DEEP)
        place = self.top / own
        if own.startswith(".."):
            place = self.inputs / os.path.relpath(whole, self._raw)
        return place.resolve().as_posix()

    @property
    def _raw(self) -> str:
        return os.path.normpath(f"{DEEP}/{Path(self.first).parent.as_posix()}")

    def _folder(self, scenario: Path) -> str:
        return f"{DEEP}/{scenario.parent.relative_to(self.top).as_posix()}"
