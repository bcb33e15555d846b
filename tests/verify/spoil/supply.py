"""Faults in what is said of work, staff, rooms, walks and money."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed
from tests.verify.corruption import corruption
from tests.verify.forge import edit


def _everywhere(claimed: Claimed, **cells: str) -> Claimed:
    """Return the claim with cells of the first community changed in table and record alike."""
    both = tuple(edit(table, lambda items: items[0].update(cells)) for table in claimed.communities)
    return replace(claimed, communities=both)


def _told(claimed: Claimed, **facts: Any) -> Claimed:
    first: Mapping[str, Any] = claimed.resources[0]
    changed = {**first, "facts": {**first["facts"], **facts}}
    return replace(claimed, resources=(changed, *claimed.resources[1:]))


@corruption("SHEET_CELL_DIFFERS", "supply")
def staff_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    return _everywhere(claimed, staff="9")


@corruption("SHEET_CELL_DIFFERS", "supply")
def need_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    return _everywhere(claimed, staff_needed_after="9", staff_gap_after="9")


@corruption("SHEET_CELL_DIFFERS", "supply")
def index_of_a_community(claimed: Claimed, _: Witnessed) -> Claimed:
    return _everywhere(claimed, index_before="1")


@corruption("PLAN_RESOURCE_FALSE", "resources")
def spread_flattered(claimed: Claimed, _: Witnessed) -> Claimed:
    return _told(claimed, ratio=1.0)


@corruption("PLAN_RESOURCE_FALSE", "resources")
def weight_hidden(claimed: Claimed, _: Witnessed) -> Claimed:
    return _told(claimed, weights=("households×1", "shops×2"))


@corruption("PLAN_RESOURCE_FALSE", "resources")
def resources_left_out(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, resources=())


@corruption("PLAN_RESOURCE_FALSE", "resources")
def resources_told_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, resources=(*claimed.resources, claimed.resources[0]))


@corruption("PLAN_REMARK_FALSE", "remarks")
def cut_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    more = {"code": "PLAN_CUTS_COLLECTIVE", "facts": {"names": ["East Lake"]}}
    return replace(claimed, remarks=(*claimed.remarks, more))


@corruption("PLAN_REMARK_FALSE", "remarks")
def forecast_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    more = {"code": "FORECAST_WITHIN", "facts": {"year": "2030"}}
    return replace(claimed, remarks=(*claimed.remarks, more))


@corruption("PLAN_RESOURCE_FALSE", "resources")
def money_invented(claimed: Claimed, _: Witnessed) -> Claimed:
    more = {"code": "RESOURCE_MONEY", "place": {"community": ""}, "facts": {"before": 1}}
    return replace(claimed, resources=(*claimed.resources, more))
