"""The toy city's dossier, written once for all tests that only read it."""

import base64
import dataclasses
import importlib
from pathlib import Path

import pytest

from redistrict.report import dossier
from redistrict.store.folder import Folder
from tests.map import toy

FILE = {
    "district": "示例市云泉区",
    "issuer": "{subdistrict}办事处",
    "addressee": "云泉区人民政府",
    "approver": "云泉区人民政府",
    "date": "2026-11-20",
    "chain": "街道党工委\n区政府常务会议",
    "confirmed_by.schools": "区教育局 2026-10-01",
}


BLANK = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAtlBAOQAAAABJRU5ErkJggg=="
)
"""A white PNG of one pixel."""


def official(names: dict[str, str] | None = None, **file: str) -> Folder:
    """Return the toy with all that mainland papers need."""
    made = toy.folder(names, statement={"file": FILE | file})
    facts = {
        "chinese": "1",
        "title_zh": "示例标准",
        "law": "以1000至3000户为一般规模",
        "source": "示例",
    }
    return dataclasses.replace(made, record=dataclasses.replace(made.record, profile_facts=facts))


def without_map(folder: Folder) -> Folder:
    """Return a plan as one made from a ledger alone."""
    units = folder.layers["units"].drop(columns="geometry")
    return dataclasses.replace(folder, layers={"units": units}, context={})


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a blank picture in the place of the figures, whose drawing takes half of the time."""
    module = importlib.import_module("redistrict.report.dossier.write")
    monkeypatch.setattr(module, "draw", lambda _case, _view, path: _blank(path))


def _blank(path: Path) -> Path:
    path.write_bytes(base64.b64decode(BLANK))
    return path


@pytest.fixture(scope="session")
def city() -> Folder:
    """Return the toy city."""
    return official()


@pytest.fixture(scope="session")
def papers(city: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of its dossier."""
    out = tmp_path_factory.mktemp("dossier")
    dossier.write(city, (), out, "zh")
    return out
