"""Every code a finding can have, with its severity, sentence and remedy in English."""

from redistrict.domain.catalogue import (
    data,
    files,
    folder,
    papers,
    plan,
    resources,
    review,
    rules,
    scenario,
    solving,
)
from redistrict.domain.catalogue.entry import Entry

PARTS = (scenario, files, data, rules, solving, plan, folder, review, papers, resources)

CATALOGUE: dict[str, Entry] = {}
for _part in PARTS:
    for _code, _entry in _part.ENTRIES.items():
        if _code in CATALOGUE:
            raise ValueError(f"finding code {_code} is defined twice")
        CATALOGUE[_code] = _entry
