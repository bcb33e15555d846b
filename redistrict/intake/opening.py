"""Open the files a scenario names; a fault in one does not hide the faults of the others."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from redistrict.domain.failure import Failure
from redistrict.domain.findings import Finding
from redistrict.intake.layers import read_layer
from redistrict.intake.safety import fingerprint
from redistrict.intake.scenario import Scenario
from redistrict.intake.sources import Source
from redistrict.intake.tables import read_table

RECORD = "import.json"
"""What ``redistrict import`` writes beside the clean file about its raw files."""


class Files:
    """The files of one scenario, as they are opened.

    Attributes
    ----------
    findings
        All that readers noticed or refused.
    inputs
        SHA-256 of every file by its path as the scenario gives it.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._read: dict[tuple[str, str, str, str], Any] = {}
        self.findings: list[Finding] = []
        self.inputs: dict[str, str] = {}

    def layer(
        self,
        path: str,
        layer: str | None = None,
        meanings: Mapping[str, str] | None = None,
        *,
        table: str = "",
        crs: str | None = None,
        encoding: str | None = None,
    ) -> Source | None:
        """Return a layer, or ``None`` where it is refused.

        Parameters
        ----------
        path, layer
            As the scenario gives them.
        meanings
            Column of every meaning; columns that are not there are findings.
        table
            Name of the scenario's table, for the findings.
        """
        key = (path, layer or "", crs or "", encoding or "")
        if key not in self._read:
            self._read[key] = self._open_layer(*key)
        read = self._read[key]
        if read is None:
            return None
        frame = read.frame
        names = [name for name in frame.columns if name != frame.geometry.name]
        source = Source(
            file=Path(path).name,
            sheet=layer or "",
            cells={str(name): frame[name].tolist() for name in names},
            rows=tuple(range(1, len(frame) + 1)),
            meanings=dict(meanings or {}),
            shapes=np.asarray(frame.geometry.array, dtype=object),
            crs=frame.crs,
            table=table,
        )
        self.findings += source.missing(source.meanings.values())
        return source

    def table(
        self, path: str, sheet: str | None, meanings: Mapping[str, str], *, table: str
    ) -> Source | None:
        """Return a table with one row per thing, or ``None`` where it is refused."""
        try:
            read = read_table(self._scenario.locate(path), sheet or "")
        except Failure as failure:
            self._refused(failure)
            return None
        self.findings += read.findings
        self._note(path, read.sha256)
        source = Source(
            file=Path(path).name,
            sheet=read.sheet,
            cells={str(name): read.frame[name].tolist() for name in read.frame.columns},
            rows=tuple(read.rows),
            meanings=dict(meanings),
            table=table,
        )
        self.findings += source.missing(source.meanings.values())
        return source

    def _open_layer(self, path: str, layer: str, crs: str, encoding: str) -> Any:
        try:
            read = read_layer(self._scenario.locate(path), layer, encoding, crs)
        except Failure as failure:
            self._refused(failure)
            return None
        self.findings += read.findings
        self._note(path, read.sha256)
        return read

    def _refused(self, failure: Failure) -> None:
        """Keep why a file was refused; a path that leads nowhere stands in the scenario."""
        self.findings += [
            replace(item, code="FILE_MISSING_STATED") if item.code == "FILE_MISSING" else item
            for item in failure.findings
        ]

    def _note(self, path: str, digest: str) -> None:
        """Keep the checksum of an input, and of the record of the import that wrote it."""
        self.inputs[path] = digest
        record = self._scenario.locate(path).parent / RECORD
        try:
            output = json.loads(record.read_bytes())["output"]["file"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return
        if output == Path(path).name:
            self.inputs[str(PurePosixPath(path).parent / RECORD)] = fingerprint(record)
