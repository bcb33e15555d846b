"""Faults in the tables of communities and changes, and in the layer."""

from dataclasses import replace

from redistrict.witness.claimed import Claimed
from redistrict.witness.facts import Witnessed
from tests.verify.corruption import corruption
from tests.verify.forge import edit


@corruption("SHEET_CELL_DIFFERS", "communities")
def households_of_a_community(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items[0].update(households_after="1"))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_CELL_DIFFERS", "communities")
def two_communities_shifted(claimed: Claimed, _: Witnessed) -> Claimed:
    def change(items: list[dict[str, str]]) -> None:
        for cells, step in zip(items, (1, -1), strict=False):
            cells["households_after"] = str(int(cells["households_after"] or 0) + step)

    both = tuple(edit(table, change) for table in claimed.communities)
    return replace(claimed, communities=both)


@corruption("SHEET_CELL_DIFFERS", "communities")
def kind_of_a_community(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items[0].update(kind="merged"))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_CELL_DIFFERS", "communities")
def parent_renamed(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items[0].update(area_m2_before="5"))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_MISSING", "communities")
def community_row_missing(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items.pop(1))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_MISSING", "communities")
def community_lacks_in_the_record(claimed: Claimed, _: Witnessed) -> Claimed:
    def change(items: list[dict[str, str]]) -> None:
        items[:] = [cells for cells in items if cells["community"] != "X"]

    table = edit(claimed.communities[1], change)
    return replace(claimed, communities=(claimed.communities[0], table))


@corruption("SHEET_ORDER", "communities")
def communities_of_the_record_turned_round(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[1], lambda items: items.reverse())
    return replace(claimed, communities=(claimed.communities[0], table))


@corruption("SHEET_ROW_TWICE", "communities")
def community_row_twice(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items.append(dict(items[1])))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_UNKNOWN", "communities")
def community_row_unknown(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.communities[0], lambda items: items.append(items[1] | {"community": "Q"}))
    return replace(claimed, communities=(table, claimed.communities[1]))


@corruption("SHEET_ROW_MISSING", "changes")
def change_row_missing(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.changes[0], lambda items: items.pop(0))
    return replace(claimed, changes=(table, claimed.changes[1]))


@corruption("SHEET_CELL_DIFFERS", "changes")
def change_row_smaller(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.changes[1], lambda items: items[0].update(households="1"))
    return replace(claimed, changes=(claimed.changes[0], table))


@corruption("SHEET_CELL_DIFFERS", "copies")
def layer_differs(claimed: Claimed, _: Witnessed) -> Claimed:
    table = edit(claimed.copies[0], lambda items: items[0].update(community_after="C"))
    return replace(claimed, copies=(table,))


@corruption("SHEET_ROW_MISSING", "copies")
def layer_lacks_a_unit(claimed: Claimed, _: Witnessed) -> Claimed:
    return replace(claimed, copies=(edit(claimed.copies[0], lambda items: items.pop(0)),))
