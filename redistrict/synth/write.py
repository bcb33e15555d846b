"""Write a made-up city: one file of layers, two ledgers, and the scenario that names them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from redistrict.store.layers import write_layers
from redistrict.synth import frames
from redistrict.synth.city import City
from redistrict.synth.scenario import scenario_text

LAYERS, COMPOUNDS, COMMUNITIES = "layers.gpkg", "compounds.csv", "communities.csv"


def write(city: City, data: Path, scenario: Path) -> Path:
    """Write the data into folder `data` and the scenario to its own path; return the latter."""
    data.mkdir(parents=True, exist_ok=True)
    scenario.parent.mkdir(parents=True, exist_ok=True)
    layers = frames.layers(city)
    (data / LAYERS).unlink(missing_ok=True)
    write_layers(data / LAYERS, layers)
    _table(data / COMPOUNDS, frames.compounds(city))
    _table(data / COMMUNITIES, frames.communities(city))
    folder = os.path.relpath(data, scenario.parent).replace(os.sep, "/")
    prefix = "" if folder == "." else f"{folder}/"
    text = scenario_text(city, prefix, frozenset(layers))
    scenario.write_text(text, encoding="utf-8", newline="\n")
    return scenario


def _table(path: Path, rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
